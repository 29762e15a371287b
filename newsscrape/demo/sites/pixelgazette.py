"""Pixel Gazette: the made-up magazine with metadata of every kind."""

from newsscrape.sites import Feed, Listing, Site, Sitemap

SITE = Site(
    name="pixelgazette",
    title="Pixel Gazette",
    home="http://127.0.0.1:8766/",
    articles=(r"^/\d{4}/\d\d/\d\d/[^/]*-(?P<key>\d+)/$",),
    sources=(Feed("feed/"), Sitemap("sitemap.xml"), Listing("")),
    delay=0,
    days=None,
    limit=None,
)
