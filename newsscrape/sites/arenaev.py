"""Electric cars by the people of GSMArena; its reviews are news items with the tag Review."""

from newsscrape.sites.engines.gsmarena import GSMARENA
from newsscrape.sites.site import Listing, Site

SITE = Site(
    name="arenaev",
    title="ArenaEV",
    home="https://www.arenaev.com/",
    engine=GSMARENA,
    delay=3.0,
    sections=(Listing("news.php3?sTag=Review", section="reviews"),),
)
