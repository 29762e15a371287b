"""Technology for work; to 2020 clock times bore no zone and were meant in GMT, and a new edition changed the metadata's date."""

from newsscrape.sites.site import Feed, Listing, Rules, Site

SITE = Site(
    name="zdnet",
    title="ZDNET",
    home="https://www.zdnet.com/",
    articles=(
        r"^/(?:google-amp/)?(?:article/|(?:home-and-office|tech|innovation|business)/(?:[a-z-]+/)?(?=\w+-\w+-))(?P<key>[\w-]+)/?(?:\?|$)",
        r"-(?P<key>70000\d{5})/?(?:\?|$)",
    ),
    sources=(Feed("news/rss.xml"), Listing("")),
    comments=("disqus",),
    rules=Rules(zone="UTC", published=(".byline time[datetime]",), drop=(".shortcodeGalleryWrapper, .relatedContent",)),
)
