"""Technology and culture; clock times without a zone are New York's, and buying guides stand among the galleries."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Feed, Listing, Site, Sitemap

SITE = Site(
    name="wired",
    title="WIRED",
    home="https://www.wired.com/",
    articles=(r"^/(?:story|review|gallery)/(?P<key>[\w-]+)", r"^/(?:[a-z_]+/)?(?P<key>20\d\d/\d\d/[\w-]+)(?:/all)?/?(?:\?|$)"),
    sources=(Feed("feed/rss"), Sitemap("feed/google-latest-news/sitemap-google-news"), Listing("category/gear/")),
    comments=("coral",),
    rules=Rules(
        zone="America/New_York",
        drop=(
            "[class*=ProductEmbed], .heading-h3:contains('More Great WIRED'), .heading-h3:contains('More Great WIRED') ~ *",
            ".heading-h3:contains('Might Also Like') ~ *",
        ),
    ),
)
