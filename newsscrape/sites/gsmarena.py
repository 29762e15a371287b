"""Phones and other gadgets: news, and reviews of several pages."""

from newsscrape.sites.engines.gsmarena import GSMARENA
from newsscrape.sites.site import Listing, Site

SITE = Site(
    name="gsmarena",
    title="GSMArena",
    home="https://www.gsmarena.com/",
    engine=GSMARENA,
    delay=3.0,
    sources=(*GSMARENA.sources, Listing("reviews.php3", section="reviews")),
)
