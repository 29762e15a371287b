"""Plug & Patch: American dates without a zone."""

from newsscrape.sites import Feed, Rules, Site

SITE = Site(
    name="plugandpatch",
    title="Plug & Patch",
    home="http://127.0.0.1:8795/",
    articles=(r"^/(?P<key>[^/?-]+(?:-[^/?-]+){2,})/?(?:\?|$)",),
    sources=(Feed("feed.xml"),),
    rules=Rules(
        description=(".pp-dek",),
        authors=(".pp-by",),
        published=(".pp-by",),
        drop=('em:contains("Plug & Patch may earn a small fee when")',),
        zone="America/New_York",
        date_order="mdy",
    ),
)
