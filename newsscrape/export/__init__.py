"""Exports: one module per format, found by being here; files are made piece by piece, whatever the archive's size.

A format is a module with `articles`, `table` or `files`, generators of what is written (see `newsscrape.export.write.Format`).
`warc` and `wacz` write raw pages in place of articles.
"""

from newsscrape.export.folder import write_files, write_tables
from newsscrape.export.options import Options
from newsscrape.export.write import FORMATS, chunks, files, holds, table_chunks, write, write_table

__all__ = [
    "FORMATS",
    "Options",
    "chunks",
    "files",
    "holds",
    "table_chunks",
    "write",
    "write_files",
    "write_table",
    "write_tables",
]
