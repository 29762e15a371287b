"""Small computers; below the home page an article's slug stands alone, where it stood below its month and with ``.html``."""

from newsscrape.sites.engines.wordpress import NAMED, WORDPRESS
from newsscrape.sites.site import Address, Site

SITE = Site(
    name="liliputing",
    title="Liliputing",
    home="https://liliputing.com/",
    engine=WORDPRESS,
    articles=(Address(r"^/\d{4}/\d\d/(?P<key>[^/?]+)\.html(?:\?|$)", show=r"/\g<key>/"), NAMED),
    comments=("wordpress",),
)
