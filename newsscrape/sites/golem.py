"""German IT news; the JSON-LD of 2024 calls a clock UTC that is Berlin's, and without a consent cookie a wall may answer."""

from newsscrape.sites import Address, Feed, Listing, Rules, Site, Sitemap

SITE = Site(
    name="golem",
    title="Golem.de",
    home="https://www.golem.de/",
    articles=(
        Address(r"^(?P<path>/(?:news/[^/?]*-)?\d{4}[-/](?P<key>\d{4,}))(?:-(?P<part>\d{1,2}))?\.html", show=r"\g<path>.html"),
    ),
    sources=(Feed("rss"), Sitemap("gsiteindex.xml"), Listing("ticker/")),
    rules=Rules(
        title=("article h1",),
        published=("article time[datetime]",),
        body=("article:has(h1)",),
        drop=(
            "h1, hgroup, .go-article-header__intro, .go-byline, .authors, .go-info-box, .go-pagination, .go-teaser, .go-vh",
            '.social-tools, .topictags, p:contains("sogenannte Affiliate-Links")',
        ),
        comment_count=('#cmts, #comments a[href*="forum.golem.de"]',),
        zone="Europe/Berlin",
    ),
)
