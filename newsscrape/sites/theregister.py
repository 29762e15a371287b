"""British IT news with a bite, numbered since 2026, before by day and slug; its forum stands on a host of its own and is not read."""

from newsscrape.sites.site import Address, Engine, Feed, Listing, Rules, Site

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
