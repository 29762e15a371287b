"""All that Samsung makes; an article's slug has stood below its date, below ``/news/``, and below its date again."""

from newsscrape.sites.engines.wordpress import END, SLUG, WORDPRESS
from newsscrape.sites.site import Address, Feed, Listing, Site

SITE = Site(
    name="sammobile",
    title="SamMobile",
    home="https://www.sammobile.com/",
    engine=WORDPRESS,
    articles=(Address(rf"^(?P<path>/(?:news|reviews?|opinion|\d{{4}}/\d\d/\d\d)/(?P<key>{SLUG})){END}", show=r"\g<path>/"),),
    sources=(Feed("feed/"), Listing("news/")),
)
