"""Russian and English posts and news: the number is the post in whatever language its frame is; a translation has its own."""

from newsscrape.sites import Engine, Feed, Listing, Rules, Site

_PLACE = r"^/(?:(?:ru|en)/)?(?:amp/)?(?:compan(?:y|ies)/[\w-]+/)?"
_POST = _PLACE + r"(?:articles?|news|posts?|blog|publications)(?:/t)?/(?P<key>\d+)/?(?:\?|$)"

SITE = Site(
    name="habr",
    title="Habr",
    home="https://habr.com/",
    engine=Engine(aliases=("m.",)),
    articles=(_POST,),
    sources=(
        *(Feed(f"{language}/rss/{kind}/?fl={language}") for language in ("ru", "en") for kind in ("articles", "news")),
        Listing("ru/articles/"),
    ),
    rules=Rules(
        body=("#post-content-body",),
        tags=(".tm-tags-list__link",),
        comment_count=(".tm-article-comments-counter-link__value",),
        zone="Europe/Moscow",
    ),
    comments=("habr",),
)
