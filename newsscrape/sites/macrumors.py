"""Apple's plans and products, with the ten best posts of the forum below; in 2019 the metadata called Eastern time UTC."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Feed, Listing, Site

SITE = Site(
    name="macrumors",
    title="MacRumors",
    home="https://www.macrumors.com/",
    articles=(r"^/(?P<key>\d{4}/\d\d/\d\d/[\w-]+)/?(?:\?|$)", r"^/(?P<key>(?:guide|how-to|review)/[\w-]+)/?(?:\?|$)"),
    sources=(Feed("https://feeds.macrumors.com/MacRumors-All"), Listing("")),
    comments=("xenforo",),
    rules=Rules(published=("article time[datetime]", ".byline"), zone="America/Los_Angeles", drop=("[class^=linkback]",)),
)
