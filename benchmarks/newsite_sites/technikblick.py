"""Technikblick: no metadata; comments of its own markup."""

from newsscrape.sites import Feed, Rules, Site

SITE = Site(
    name="technikblick",
    title="Technikblick",
    home="http://127.0.0.1:8792/",
    articles=(r"^/artikel/[^/?]*,a(?P<key>\d+)\.html(?:\?|$)",),
    sources=(Feed("neu/ausgabe.xml"),),
    rules=Rules(
        description=(".vorspann",),
        authors=(".zeile .wer",),
        published=(".zeile .wann",),
        tags=(".themen a",),
        body=(".inhalt",),
        zone="Europe/Berlin",
        language="de",
    ),
)
