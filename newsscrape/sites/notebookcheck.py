"""Laptops and gadgets, tested and in the news: lists and imprint are ``Title.id.0.html``, too; its forum is not read."""

from newsscrape.sites import Feed, Listing, Rules, Site

_ARTICLE = r"^/(?!RSS-|News-?[Aa]rchive|Data-Privacy|Laptop-Buying|[^/?]*-(?:Benchmarks-and-Specs|Benchmark-List|Hub)\.)"

SITE = Site(
    name="notebookcheck",
    title="Notebookcheck",
    home="https://www.notebookcheck.net/",
    articles=(_ARTICLE + r"(?:[^/?.-]+-+){3}[^/?]*\.(?P<key>\d{5,})\.0\.html",),
    sources=(Feed("News.152.100.html"), Feed("RSS-Feed-Notebook-Reviews.8156.0.html"), Listing("News.152.0.html")),
    rules=Rules(
        description=(".intro-text",),
        body=("#content",),
        drop=(
            "aside, h1, .intro-text, .intro-author, .intro-tags, .tx-nbc2fe-relatedarticles, #nbc_forum_comments",
            '.prev_next_news, .journalist_bottom, .socialarea, div:has(> .csc-header > h3:contains("Source(s)"))',
        ),
        tags=(".intro-tag a",),
        zone="Europe/Vienna",
        date_order="mdy",
    ),
)
