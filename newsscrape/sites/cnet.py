"""Consumer technology since 1996; an article keeps its slug when it moves to another section."""

from newsscrape.sites.site import Feed, Listing, Site

NO_ARTICLE = (
    r"(?!(?:topics?|profiles|authors?|videos?|pictures|tags?|about|search|forums|newsletters?|deals|rss|category)/"
    r"|.*/\w+-and-\w+/?$)"
)
SITE = Site(
    name="cnet",
    title="CNET",
    home="https://www.cnet.com/",
    articles=(rf"^/(?:google-amp/)?{NO_ARTICLE}(?:[a-z][\w-]*/)+(?P<key>\w+(?:-\w+){{2,}}|\w+-review)/?(?:\?|$)",),
    sources=(Feed("rss/news/"), Listing("news/")),
    comments=("disqus",),
)
