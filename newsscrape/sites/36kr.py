"""36氪, Chinese tech and business: a page that comes enciphered, for browsers only, is refused as an app-shell."""

from newsscrape.sites import Address, Engine, Feed, Listing, Rules, Site

SITE = Site(
    name="36kr",
    title="36氪",
    home="https://36kr.com/",
    engine=Engine(aliases=("m.",), items=(".kr-flow-article-item", ".newsflash-item"), item_date=".kr-flow-bar-time, .time"),
    articles=(
        r"^/p/(?P<key>\d+)(?:\.html)?/?(?:\?|$)",
        Address(r"^/newsflashes/(?P<key>\d+)/?(?:\?|$)", key=r"newsflash-\g<key>"),
    ),
    sources=(Feed("feed"), Listing("information/web_news/"), Listing("newsflashes", section="newsflashes")),
    rules=Rules(
        authors=(".article-title-icon .item-a",),
        published=(".article-title-icon .item-time",),
        body=(".articleDetailContent",),
        drop=(".img-desc",),
        zone="Asia/Shanghai",
        language="zh-CN",
    ),
)
