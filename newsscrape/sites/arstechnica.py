"""Technology, science and law, in depth: long articles stand on several pages, and the comments in a forum of XenForo's."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Address, Feed, Listing, Site

PART = r"(?:\.ars)?(?:/(?P<part>\d{1,2}))?(?:/amp)?/?(?:\?|$)"
SITE = Site(
    name="arstechnica",
    title="Ars Technica",
    home="https://arstechnica.com/",
    articles=(Address(r"^(?P<path>/(?!civis/)(?:[a-z-]+/)+(?P<key>\d{4}/\d\d/(?!page/)[^/?.]+))" + PART, show=r"\g<path>/"),),
    sources=(Feed("https://feeds.arstechnica.com/arstechnica/index"), Listing("")),
    comments=("xenforo",),
    rules=Rules(body=(".post-content", ".article-content")),
)
