"""Consumer electronics of all kinds, in editions for several countries that share most articles."""

from newsscrape.sites.engines.future import FUTURE
from newsscrape.sites.site import Site

SITE = Site(name="techradar", title="TechRadar", home="https://www.techradar.com/", engine=FUTURE)
