"""Technology for work; to 2020 clock times bore no zone and meant GMT, and a new edition changed the date in the metadata."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Feed, Listing, Site

SITE = Site(
    name="zdnet",
    title="ZDNET",
    home="https://www.zdnet.com/",
    articles=(
        r"^/(?:google-amp/)?article/(?P<key>[\w-]+)/?(?:\?|$)",
        r"^/(?:home-and-office|tech|innovation|business)/(?:[a-z-]+/)?(?P<key>\w+-\w+-[\w-]+)/?(?:\?|$)",
        r"-(?P<key>70000\d{5})/?(?:\?|$)",
    ),
    sources=(Feed("news/rss.xml"), Listing("")),
    comments=("disqus",),
    rules=Rules(zone="UTC", published=(".byline time[datetime]",), drop=(".shortcodeGalleryWrapper, .relatedContent",)),
)
