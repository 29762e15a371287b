"""All the Scrapy there is: what is due is fetched, read by `newsscrape.ingest` and kept by `newsscrape.archive`."""
