"""Things that people have built, taken apart or put to another use, and long talks about them below."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.engines.wordpress import WORDPRESS
from newsscrape.sites.site import Feed, Listing, Site

SITE = Site(
    name="hackaday",
    title="Hackaday",
    home="https://hackaday.com/",
    engine=WORDPRESS,
    sources=(Feed("blog/feed/"), Listing("blog/")),
    comments=("wordpress",),
    rules=Rules(section=(".cat-links a",)),
)
