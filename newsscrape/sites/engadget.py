"""Gadgets since 2004, by date, then by the UTC time of day of publication (nine digits, HHMMSSmmm), since 2026 by number."""

from newsscrape.sites.site import Address, Feed, Listing, Site

SITE = Site(
    name="engadget",
    title="Engadget",
    home="https://www.engadget.com/",
    articles=(
        Address(r"^/(?:amp/)?(?P<y>\d{4})[/-](?P<m>\d\d)[/-](?P<d>\d\d)[/-](?P<key>[\w-]+)", key=r"\g<y>-\g<m>-\g<d>-\g<key>"),
        r"^/(?P<key>\d{6,9})/[\w-]+/?(?:\?|$)",
        r"^/(?:[a-z][\w-]*/){0,3}(?P<key>[\w-]*\d{9})\.html",
    ),
    sources=(Feed("rss.xml"), Listing("")),
    comments=("openweb",),
)
