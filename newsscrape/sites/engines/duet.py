"""Duet, Vox Media's engine: Chorus before it, the same numbers in both.

The number is the article; the date, section and slug around it change. The classes that begin with ``duet--`` are made
for people and stay, the hashed ones beside them change with every week's build.
"""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Engine, Feed, Listing

DUET = Engine(
    name="Duet",
    articles=(
        (
            r"^/(?:platform/amp/)?(?!(?:authors?|users?|archives?|search|rss|products?|sitemaps?|pages)/)"
            r"(?:[a-z][\w-]*/){0,2}(?:\d{4}/\d{1,2}/\d{1,2}/)?(?P<key>\d{5,9})(?:/[^/?]+)?/?(?:\?|$)"
        ),
    ),
    sources=(Feed("rss/index.xml"), Listing("")),
    comments=("coral",),
    signs=("[class*=duet--article--]",),
    rules=Rules(
        body=(".duet--article--article-body-component", ".c-entry-content"),
        drop=(
            ".duet--recirculation--related-list, .duet--article--disclaimer, .duet--article--date-and-comments",
            "[class*=duet--article--follow], [class*=duet--article--comments], [class*=duet--newsletter], .duet--ad",
        ),
        language="en",
    ),
    former=(Rules(until="2022-09-13", section=(".c-entry-group-labels__item a",), tags=(".c-entry-group-labels__item a",)),),
)
