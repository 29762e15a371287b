"""British IT news, told by day and slug until 2026, by number since; its forum, on a host of its own, is not read."""

from newsscrape.sites import Address, Engine, Feed, Listing, Rules, Site

_HERE = r"^(?:/(?:feed|i/cfa)/(?:https?:/+)?www\.theregister\.(?:com|co\.uk))?"
_DAY = r"\d{4}/\d\d/\d\d"

SITE = Site(
    name="theregister",
    title="The Register",
    home="https://www.theregister.com/",
    engine=Engine(aliases=("m.", "go.")),
    articles=(
        Address(rf"{_HERE}(?P<path>/(?:[\w-]+/)*{_DAY}/[^/?]+/(?P<key>\d+))/?(?:\?|$)", show=r"\g<path>"),
        Address(rf"{_HERE}/(?P<key>{_DAY}/[^/?]+)(?:/page|/?\?(?:.*&)?page=)?(?P<part>(?<=[e=])\d+)?", show=r"/\g<key>/"),
    ),
    sources=(Feed("headlines.atom"), Listing("")),
    rules=Rules(published=(".dateline",), zone="UTC"),
)
