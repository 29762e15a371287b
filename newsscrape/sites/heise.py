"""German tech news, some of it in English, too, numbered apart; long texts go on at ``?seite=2``; its forum is not read."""

from newsscrape.sites import Address, Feed, Listing, Rules, Site, Sitemap

_WHOLE = r"^(?P<path>/(?!forum/|bilderstrecke/|preisvergleich/)[^?]*-(?P<key>\d{5,})\.html)(?:\?(?:.*&)?seite=(?P<part>\d+))?"

SITE = Site(
    name="heise",
    title="heise online",
    home="https://www.heise.de/",
    articles=(Address(_WHOLE, show=r"\g<path>"), r"^/-(?P<key>\d{5,})/?(?:\?|$)"),
    sources=(Feed("rss/heise-atom.xml"), Feed("en/rss/news-atom.xml"), Sitemap("sitemapindex.xml"), Listing("newsticker/")),
    rules=Rules(
        description=(".a-article-header__lead",),
        body=(".article-content",),
        drop=(
            "a-collapse, a-gift, a-opt-in, a-paternoster, .a-box, .ad-label, .redakteurskuerzel, .ISI_IGNORE",
            'p:contains("=== Anzeige / Sponsorenhinweis"), p:contains("originally published in German")',
        ),
        comment_count=('a[href*="/forum/"] .a-article-action__label > span:first-child',),
        zone="Europe/Berlin",
    ),
)
