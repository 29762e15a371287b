"""What ``scrapy newsite`` does on the web, on the disk and on the terminal; the guessing itself is `newsscrape.guess`."""
