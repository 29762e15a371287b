"""PC hardware; until 2018 its addresses ended in a number, which of reviews and of news were counted apart."""

from newsscrape.sites.engines.future import FUTURE
from newsscrape.sites.site import Address, Feed, Listing, Site

OLD = r"^(?:/(?:uk|us))?(?P<path>/(?P<kind>news|reviews|picturestory)/[^/?]*,(?P<key>\d+))(?:-(?P<part>\d+))?\.html$"
SITE = Site(
    name="tomshardware",
    title="Tom's Hardware",
    home="https://www.tomshardware.com/",
    engine=FUTURE,
    articles=(Address(OLD, key=r"\g<kind>-\g<key>", show=r"\g<path>.html"), *FUTURE.articles),
    sources=(Feed("feeds/all"), Listing("news")),
)
