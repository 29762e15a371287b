"""The engine of Static Media's sites (SlashGear, BGR, Jalopnik …): articles made of slides, each a heading, a picture, a text.

The number in front of the slug is the article. On SlashGear it has outlived a former WordPress, where it stood at the
end of the slug behind the day of the month.
"""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Engine, Feed, Listing

STATIC_MEDIA = Engine(
    name="Static Media",
    articles=(r"^/(?P<key>\d{5,8})/[^/?]+/?(?:\?|$)",),
    sources=(Feed("feed/"), Listing("")),
    comments=("openweb",),
    signs=(".under-art",),
    rules=Rules(drop=(".newsletter-cta, .under-art",)),
)
