"""Tables: JSONL, CSV and Parquet, a text in each row."""
