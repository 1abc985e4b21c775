"""Reads files, folders and standard input: text, Markdown, HTML and JSONL, compressed or not."""

from segment.readers.dumps import read, read_inputs
from segment.readers.inputs import expand_inputs, input_bytes
from segment.readers.tabular.tables import read_rows

__all__ = ["expand_inputs", "input_bytes", "read", "read_inputs", "read_rows"]
