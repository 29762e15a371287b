"""Addresses of sites with engines of their own: every form of an article's is one key, and nothing else is an article."""

import pytest

from newsscrape.sites import registry

SITES = registry.load()
SAME = [
    ("golem", "212044", "/news/orb-phone-3-2608-212044.html /news/orb-phone-3-2608-212044-2.html /2608/212044.html"),
    ("habr", "936120", "/ru/articles/936120/ /en/news/936120 /ru/companies/l/articles/936120/ /company/l/blog/936120/"),
    ("heise", "11401790", "/news/A-11401790.html /-11401790 /en/news/B-11401790.html?seite=2 /ct/A-11401790.html?view=print"),
    ("insideevs", "812044", "/news/812044/bolt-hatch/ /features/812044/bolt/ /reviews/812044/"),
    ("ithome", "994018", "/0/994/018.htm /html/994018.htm /html/digi/994018.htm"),
    ("ithome", "1000004", "/1/000/004.htm /html/1000004.htm"),
    ("ithome", "66628", "/0/066/628.htm"),
    ("notebookcheck", "1312044", "/Vesper-Tri-14-folds-twice.1312044.0.html /Vesper-Tri-14-folded.1312044.0.html?tag=1"),
    ("phonearena", "news-182544", "/news/lumos-next_id182544 /news/Lumos-Next_id182544?utm_source=x"),
    ("phonearena", "review-7488", "/reviews/Orb_id7488 /reviews/Orb_id7488/page/2"),
    ("theregister", "5291204", "/on-prem/2026/08/27/pocket-server/5291204 /software/2026/08/27/pocket/5291204/"),
    ("theregister", "2021/02/09/tape", "/2021/02/09/tape/ /2021/02/09/tape/?page=2 /2021/02/09/tape/page2.html"),
    ("36kr", "367181", "/p/367181 /p/367181.html /p/367181?f=rss"),
    ("36kr", "newsflash-152648", "/newsflashes/152648"),
]  # fmt: skip
OTHER = {
    "golem": "/ticker/ /specials/ki/ /specials/ki/v50-2.html /news/gsitemap-2608.xml /sonstiges/impressum.html /search.php?q=1",
    "habr": "/ru/articles/936120/comments/ /ru/articles/page2/ /ru/articles/top/daily/ /ru/rss/articles/ /ru/users/a/",
    "heise": "/newsticker/ /thema/Akku /autor/A-4711123 /forum/f-555469/comment/ /bilderstrecke/A-1140012.html /a-a123456.html",
    "insideevs": "/news/ /news/tag/tesla/ /photo/7271707/bolt/ /info/team/rowan-pike/ /rss/articles/all/",
    "ithome": "/list/ /list/2026-8-28.html /zt/lumo /tag/remen/ /block/2026-8-28.html",
    "notebookcheck": "/News.152.0.html /Data-Privacy-Declaration.748338.0.html /Newsarchive-2026-08-of-the-site.1301300.0.html"
    " /Arrow-X4-and-X5-Processor-Benchmarks-and-Specs.1300123.0.html /RSS-Feed-of-Notebook-Reviews.81560.0.html",
    "phonearena": "/news /news/deals /phones/Lumo-9_id12871 /author/nadia-kolev_id214 /feed/new-phones /ethics-statement",
    "theregister": "/ /security /tag/ai%20and%20ml /author/della-crane /Archive/2021/02/09/ /special_features/2025_11_month",
    "36kr": "/newsflashes /information/web_news/ /user/5309836 /video/367181 /feed /search/articles/AI",
}


@pytest.mark.parametrize(("name", "key", "paths"), SAME)
def test_every_form_of_an_address_is_one_article(name, key, paths):
    home = SITES[name].home.rstrip("/")
    assert {SITES[name].identify(home + path).key for path in paths.split()} == {key}


@pytest.mark.parametrize("name", OTHER)
def test_no_other_address_is_an_article(name):
    home = SITES[name].home.rstrip("/")
    assert [path for path in OTHER[name].split() if SITES[name].identify(home + path)] == []


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("habr", "https://m.habr.com/ru/post/936120/"),
        ("ithome", "https://m.ithome.com/html/994018.htm"),
        ("phonearena", "https://m.phonearena.com/news/lumos-next_id182544"),
        ("36kr", "https://m.36kr.com/p/367181"),
        ("theregister", "https://go.theregister.com/feed/www.theregister.com/2021/02/09/tape/"),
        ("theregister", "https://go.theregister.com/i/cfa/https://www.theregister.com/2021/02/09/tape/"),
    ],
)
def test_an_article_on_another_host_of_the_site_is_the_same(name, url):
    assert SITES[name].identify(url).key in {key for site, key, _ in SAME if site == name}
