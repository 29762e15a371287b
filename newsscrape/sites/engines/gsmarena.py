"""The engine of GSMArena and ArenaEV: PHP pages without metadata, so that all is told by the markup.

The number in an address is the article; the slug before it changes with the title, has holes where signs were dropped,
and is read by nobody. News and reviews are numbered apart, which is why the kind belongs to the key.
"""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Address, Engine, Feed, Listing

GSMARENA = Engine(
    name="GSMArena",
    articles=(
        Address(
            r"^/(?P<slug>[^/?]*)-(?:amp)?(?P<key>(?:news|review)-\d+)(?:p(?P<part>\d+))?\.php",
            show=r"/\g<slug>-\g<key>.php",
        ),
        Address(r"^/newsdetail\.php3\?(?:.*&)?idNews=(?P<key>\d+)", key=r"news-\g<key>"),
    ),
    sources=(Feed("rss-news-reviews.php3"), Listing("news.php3", section="news")),
    aliases=("m.",),
    comments=("gsmarena",),
    signs=("h1.article-info-name",),
    items=("div.news-item", "div.review-item", "div.reviews-item", "article.feat-item"),
    item_date=".meta-item-time, .sub-hl",
    next_page=("a.pages-next", 'a.prevnextbutton[title="Next page"]', 'a[title="Next page"]'),
    rules=Rules(
        title=("h1.article-info-name", "h1"),
        description=('.article-info p:not(:has(a[href*="author.php3"]))',),
        published=("span.dtreviewed", ".article-info-meta", ':has(> a[href*="author.php3"])'),
        authors=('a[href*="author.php3"]', "span.reviewer", ".article-info-meta", "h1 + p"),
        body=("#review-body",),
        drop=(
            ".article-source, .article-tags, .adv, .related, .homepage-slide",
            "aside, .sidebar, .module, .brandmenu-v2, [class*=price]",
            'a[href*="facebook.com/sharer"], a[href*="twitter.com/intent"]',
            'p:contains("affiliate partners"), p:contains("qualifying sales"), p:contains("preferred source on Google")',
        ),
        tags=('.article-tags a[href*="sTag="]',),
        date_order="dmy",
        language="en",
    ),
)
