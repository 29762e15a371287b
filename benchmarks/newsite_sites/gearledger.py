"""Gear Ledger: an unknown CMS with its articles' numbers in the query."""

from newsscrape.sites import Feed, Site

SITE = Site(
    name="gearledger",
    title="Gear Ledger",
    home="http://127.0.0.1:8791/",
    articles=(r"^/story\.php\?(?:.*&)?ref=(?P<key>\d+)",),
    sources=(Feed("out/rss.php"),),
)
