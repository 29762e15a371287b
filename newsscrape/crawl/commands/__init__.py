"""Commands of `scrapy` in a project of ours; each takes the place of the one it is named after."""
