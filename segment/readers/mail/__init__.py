"""Mail boxes, and what is in a mail."""
