"""IT之家, Chinese gadget news: an article's number stands in its address cut into threes; its own comments are not read."""

from newsscrape.sites import Address, Engine, Feed, Listing, Rules, Site

SITE = Site(
    name="ithome",
    title="IT之家",
    home="https://www.ithome.com/",
    engine=Engine(aliases=("m.",)),
    articles=(
        Address(r"^/0/0*(?P<head>[1-9]\d*)/(?P<key>\d{3})\.html?", key=r"\g<head>\g<key>"),
        Address(r"^/(?P<millions>[1-9]\d*)/(?P<head>\d{3})/(?P<key>\d{3})\.html?", key=r"\g<millions>\g<head>\g<key>"),
        r"^/html/(?:\w+/)?(?P<key>\d{4,})\.html?",
    ),
    sources=(Feed("rss/"), Listing("list/"), Listing("")),
    rules=Rules(drop=('.ad-tips, p:contains("广告声明")',), zone="Asia/Shanghai", language="zh-CN"),
)
