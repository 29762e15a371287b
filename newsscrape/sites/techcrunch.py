"""Companies, their money and what they make."""

from newsscrape.sites.engines.wordpress import WORDPRESS
from newsscrape.sites.site import Feed, Listing, Site, Sitemap

SITE = Site(
    name="techcrunch",
    title="TechCrunch",
    home="https://techcrunch.com/",
    engine=WORDPRESS,
    sources=(Feed("feed/"), Sitemap("news-sitemap.xml"), Listing("latest/")),
    comments=("openweb",),
)
