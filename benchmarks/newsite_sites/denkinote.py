"""電気ノート: nothing lists its articles but the sitemap."""

from newsscrape.sites import Rules, Site, Sitemap

SITE = Site(
    name="denkinote",
    title="電気ノート",
    home="http://127.0.0.1:8793/",
    articles=(r"^/\d{4}/(?P<key>\d+/\d+)/?(?:\?|$)",),
    sources=(Sitemap("sitemap.xml"),),
    rules=Rules(tags=(".fuda a",), zone="Asia/Tokyo"),
)
