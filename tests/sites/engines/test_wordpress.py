"""Addresses of the sites on WordPress, and of those that have left it: the forms of one article are one, and lists are none."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.sites import registry

SITES = registry.load()
SLUG = "fold-3-hinge"
DATED = ("9to5google.com", "9to5mac.com", "electrek.co", "techcrunch.com", "hackaday.com", "www.gizmochina.com")
ONE_ARTICLE = {
    "sammobile": ("news/{slug}/", "2015/09/15/{slug}/amp/", "2026/04/28/{slug}", "news/{slug}/?amp=1"),
    "digitaltrends": ("mobile/{slug}/", "phones/{slug}", "phones/{slug}/?utm_source=x"),
    "liliputing": ("{slug}/", "2021/11/{slug}.html", "{slug}/amp/", "{slug}?amp"),
    "ubergizmo": ("2017/12/{slug}/", "2017/12/{slug}/amp/"),
    "gizmodo": ("{slug}-5841121", "5841121/{slug}", "!5841121/{slug}", "5841121", "{slug}-5841121/amp?rev=15741"),
    "slashgear": ("600475/{slug}/", "{slug}-19600475/", "600475/{slug}"),
}
NO_ARTICLE = {
    "9to5mac": (
        "guides/pear-tv/",
        "2019/",
        "2019/11/18",
        "2019/11/page/2/",
        "2019/11/18/feed/",
        "page/2/",
        "author/ada-quill/",
    ),
    "techcrunch": ("latest/page/2/", "tag/fold/feed/", "events/two-days/", "2026/04/18/", "sponsor/acme/why-acme/"),
    "hackaday": (
        "blog/",
        "blog/page/2/",
        "2018/07/05/x-y/comment-page-1/",
        "2018/07/05/x-y/feed/",
        "2018/07/05/x-y/a-picture/",
    ),
    "sammobile": ("news/", "news/page/2/", "news/feed/", "samsung/firmware/SM-1/EUX/", "tag/fold-3/", "2026/04/28/"),
    "gizmochina": ("product/fold-3/", "category/news/", "tag/fold-3/", "wp-content/uploads/2022/06/a-b.jpg"),
    "digitaltrends": (
        *("phones/", "phones/android/", "phones/page/2/", "phones/feed/", "author/ada-quill/", "users/ada-quill/", "tag/a-b/"),
        *("about/privacy-policy/", "wp-content/uploads/a-b.jpg", "wp-json/wp/v2/posts/1"),
    ),
    "liliputing": (
        *("about/", "about-us/", "contact/", "privacy-policy/", "terms-of-service/", "page/2/", "feed/", "comments/feed/"),
        *(
            "2021/11/",
            "tag/fold-3/",
            "?s=fold-3",
            "wp-login.php",
            "fold-3-hinge/feed/",
            "fold-3-hinge/a-picture/",
            "apple-icon.png",
        ),
    ),
    "ubergizmo": ("2017/12/", "2017/12/page/2/", "how-to/", "tags/fold-3/", "products/lang/en_us/devices/fold-3/"),
    "gizmodo": ("latest", "tag/fold-1234567", "author/a-1234567", "tech/page/2", "feed", "x-1834926515/feed", "best-vpn"),
    "slashgear": ("category/tech/", "latest/?q=latest", "tags/ev/", "img/gallery/x-y/a-580x385.jpg", "privacy-policy/"),
}


@pytest.mark.parametrize("host", DATED)
@pytest.mark.parametrize("form", ["", "/", "/amp/", "?amp=1", "?extended-comments=1", "/amp/?utm_source=x"])
def test_the_forms_of_a_dated_address_are_one_article(host, form):
    url = f"https://{host}/2023/11/04/{SLUG}"
    site = registry.for_url(url)
    assert site.identify(url + form) == (f"2023/11/04/{SLUG}", 1)
    assert site.canonical(url + form) == f"{url}/"


@pytest.mark.parametrize("name", ONE_ARTICLE)
def test_former_and_other_forms_of_an_address_are_one_article(name):
    forms = [f"{SITES[name].home}{form.format(slug=SLUG)}" for form in ONE_ARTICLE[name]]
    assert {SITES[name].identify(form) for form in forms} == {SITES[name].identify(forms[0])} != {None}


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in NO_ARTICLE.items() for path in (*paths, "")])
def test_what_is_no_article(name, path):
    assert SITES[name].identify(SITES[name].home + path) is None


def test_a_page_of_a_long_article_is_a_part_of_it():
    site = SITES["techcrunch"]
    assert site.identify("https://techcrunch.com/2019/11/18/fold-hinge/2/") == ("2019/11/18/fold-hinge", 2)
    assert site.canonical("https://techcrunch.com/2019/11/18/fold-hinge/2/") == "https://techcrunch.com/2019/11/18/fold-hinge/"


def test_a_former_blog_of_a_site_is_the_site():
    assert registry.for_url("https://io9.gizmodo.com/a-film-1526559996").name == "gizmodo"
    assert registry.for_url("https://es.gizmodo.com/una-film-1526559996") is None


@given(st.dates(min_value=dt.date(1995, 1, 1)), st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){1,6}", fullmatch=True))
def test_any_slug_of_several_words_is_an_article(day, slug):
    path = f"{day:%Y/%m/%d}/{slug}"
    assert SITES["hackaday"].identify(f"https://hackaday.com/{path}/") == (path, 1)
