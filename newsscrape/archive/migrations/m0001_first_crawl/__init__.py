"""Schema 1: all that the first crawl fills."""

from newsscrape.archive.migrations.m0001_first_crawl.articles import ARTICLES
from newsscrape.archive.migrations.m0001_first_crawl.comments import COMMENTS
from newsscrape.archive.migrations.m0001_first_crawl.crawl import CRAWL
from newsscrape.archive.migrations.m0001_first_crawl.search import SEARCH
from newsscrape.archive.migrations.m0001_first_crawl.views import VIEWS

SQL = (CRAWL, ARTICLES, COMMENTS, SEARCH, VIEWS)
