"""Phones: news, reviews and deals; news and reviews are numbered apart, and its own discussions are not read."""

from newsscrape.sites import Address, Engine, Feed, Listing, Rules, Site

_ARTICLE = r"^(?P<path>/(?P<kind>news|review)s?/[^/?]*_id(?P<key>\d+))(?:/page/(?P<part>\d+))?(?=[/?]|$)"

SITE = Site(
    name="phonearena",
    title="PhoneArena",
    home="https://www.phonearena.com/",
    engine=Engine(aliases=("m.",)),
    articles=(Address(_ARTICLE, key=r"\g<kind>-\g<key>", show=r"\g<path>"),),
    sources=(Feed("feed"), Listing("news"), Listing("reviews", section="reviews")),
    rules=Rules(
        drop=(".content-disclaimer, .content-header-widgets, .content-author-byline, .discussions-latest, .phone-links",)
    ),
)
