"""Volt Post: the made-up site on the GSMArena engine."""

from newsscrape.sites import Listing, Site
from newsscrape.sites.engines.gsmarena import GSMARENA

SITE = Site(
    name="voltpost",
    title="Volt Post",
    home="http://127.0.0.1:8765/",
    engine=GSMARENA,
    sources=(Listing("news.php3"),),
    delay=0,
    days=None,
    limit=None,
)
