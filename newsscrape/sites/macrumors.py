"""Apple's plans and products; the ten best posts of the forum stand below an article. To 2019 metadata called Eastern time UTC."""

from newsscrape.sites.site import Feed, Listing, Rules, Site

SITE = Site(
    name="macrumors",
    title="MacRumors",
    home="https://www.macrumors.com/",
    articles=(r"^/(?P<key>\d{4}/\d\d/\d\d/[\w-]+)/?(?:\?|$)", r"^/(?P<key>(?:guide|how-to|review)/[\w-]+)/?(?:\?|$)"),
    sources=(Feed("https://feeds.macrumors.com/MacRumors-All"), Listing("")),
    comments=("xenforo",),
    rules=Rules(published=("article time[datetime]", ".byline"), zone="America/Los_Angeles", drop=(".linkback",)),
)
