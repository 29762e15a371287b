"""Once the developers' forum of Android, now a magazine on PCs and home servers; the forum has a host of its own."""

from newsscrape.sites.engines.valnet import VALNET
from newsscrape.sites.site import Site

SITE = Site(name="xda", title="XDA", home="https://www.xda-developers.com/", engine=VALNET)
