"""`scrapy probe`: one page fetched, read, and told how; nothing is archived."""
