"""Android phones, watches and apps; to about 2022 the comments of its forums stood below the articles."""

from newsscrape.sites.engines.future import FUTURE
from newsscrape.sites.site import Feed, Listing, Site

SITE = Site(
    name="androidcentral",
    title="Android Central",
    home="https://www.androidcentral.com/",
    engine=FUTURE,
    sources=(Feed("rss.xml"), Listing("news")),
)
