"""Reviews, guides and news, sorted into sections that were renamed more than once, so that the slug alone is the article."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.engines.wordpress import END, SLUG, WORDPRESS
from newsscrape.sites.site import Address, Site

SITE = Site(
    name="digitaltrends",
    title="Digital Trends",
    home="https://www.digitaltrends.com/",
    engine=WORDPRESS,
    articles=(Address(rf"^(?P<path>/(?!(?:about|users|topics?)/){SLUG}/(?P<key>(?=[^/?]*-){SLUG})){END}", show=r"\g<path>/"),),
    rules=Rules(drop=(".b-related-links, .h-editors-recs, .h-editors-recs-title, #dt-toc",)),
)
