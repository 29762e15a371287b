"""The demo's own site files, loaded as anybody's: through NEWSSCRAPE_SITES."""
