"""Electric cars, on the engine of Motor1: the number in the address is the article, in whatever section it stands."""

from newsscrape.sites import Feed, Listing, Rules, Site

SITE = Site(
    name="insideevs",
    title="InsideEVs",
    home="https://insideevs.com/",
    articles=(r"^/(?!photos?/|info/)[a-z-]+/(?P<key>\d{5,})(?:/|$)",),
    sources=(Feed("rss/articles/all/"), Feed("rss/news/all/"), Listing("news/")),
    rules=Rules(drop=(".content-header:has(+ .msnt-photo-thumb-gallery)", ".relatedContent, .related-content")),
    comments=("openweb", "disqus"),
)
