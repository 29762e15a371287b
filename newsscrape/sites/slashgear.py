"""Gadgets and cars; formerly on WordPress, where an address ended in the day of the month and the article's number."""

from newsscrape.sites.engines.static_media import STATIC_MEDIA
from newsscrape.sites.site import Site

SITE = Site(
    name="slashgear",
    title="SlashGear",
    home="https://www.slashgear.com/",
    engine=STATIC_MEDIA,
    articles=(*STATIC_MEDIA.articles, r"^/[^/?]+-(?:0[1-9]|[12]\d|3[01])(?P<key>\d{4,6})/?(?:\?|$)"),
    comments=("disqus",),
)
