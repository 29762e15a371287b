"""Exports: one module per format, found by being here; text is made piece by piece, whatever the archive's size.

A format is a module with `articles` and `table`, generators of text (see `newsscrape.export.write.Format`). `warc` and
`wacz` write raw pages in place of articles.
"""

from newsscrape.export.write import FORMATS, chunks, table_chunks, write, write_table

__all__ = ["FORMATS", "chunks", "table_chunks", "write", "write_table"]
