"""Android news, reviews and deals; all its classes are made by a build, so that only metadata and tags can be relied on."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Feed, Listing, Site

SITE = Site(
    name="androidauthority",
    title="Android Authority",
    home="https://www.androidauthority.com/",
    articles=(r"^/(?:[\w%+]+-)+(?P<key>\d{5,8})(?:/amp)?/?(?:\?|$)",),
    sources=(Feed("feed/"), Listing("news/")),
    rules=Rules(drop=("picture + div",)),
)
