import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.extract import article as extract
from newsscrape.extract.rules import Rules
from newsscrape.page import UNKNOWN_TIME, Page

URL = "https://www.pocketgear.example/news/hinge"
FETCHED = dt.datetime(2025, 12, 20, 12, 30, tzinfo=dt.UTC)
PROSE = (
    "The new hinge survived half a million folds in our lab, and it did so without a creak, which nobody had thought likely."
)


def read(*, url=URL, fetched_at=FETCHED, lang="en", **parts):
    head, by, body, end = (parts.pop(name, "") for name in ("head", "by", "body", "end"))
    assert not parts
    html = f"""<html lang="{lang}"><head><title>Fold hinge lasts | Pocket Gear</title>{head}</head>
    <body><nav><a href="/">Home</a></nav><main><h1>Fold hinge lasts</h1>{by}
    <div class="text"><p>{PROSE}</p>{body}<p>{PROSE[::-1]}</p></div></main>{end}</body></html>"""
    return extract.read([Page(url, html.encode(), {}, fetched_at)], Rules(), site="pocketgear", key="/k", url=url)


def published(**parts):
    found = read(**parts).published
    return found and found.utc


def ld(properties):
    return (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Fold hinge lasts", {properties}}}</script>'
    )


def meta(name, content):
    return f'<meta property="{name}" content="{content}">'


# The traps of real pages: what the page holds -> when it was published, and which source said so.
TRAPS = {
    "JSON-LD with a zone beats a naive time": (
        {
            "head": ld('"datePublished": "2019-11-19T19:53:52-05:00"'),
            "by": "<time datetime='2019-11-20T00:53:52'>Nov 19</time>",
        },
        "2019-11-20T00:53:52Z",
        "json-ld:datePublished",
    ),
    "the same clock in another zone: JSON-LD is believed": (
        {"head": ld('"datePublished": "2024-04-28T14:26:01Z"'), "by": "<time datetime='2024-04-28T14:26:01+02:00'>x</time>"},
        "2024-04-28T14:26:01Z",
        "json-ld:datePublished",
    ),
    "six hours between JSON-LD and meta": (
        {
            "head": ld('"datePublished": "2019-11-19T04:31:13-06:00"')
            + meta("article:published_time", "2019-11-19T04:31:13+00:00")
        },
        "2019-11-19T10:31:13Z",
        "json-ld:datePublished",
    ),
    "meta beats time": (
        {
            "head": meta("article:published_time", "2024-04-28T06:07:57+02:00"),
            "by": "<time datetime='2024-04-28T08:07:57+0200'>x</time>",
        },
        "2024-04-28T04:07:57Z",
        "meta:article:published_time",
    ),
    "naive time with a blank": ({"by": "<time datetime='2025-07-08 23:51'>07/08/2025</time>"}, "2025-07-08T23:51:00Z", "time"),
    "RFC 822 in a datetime attribute": (
        {"by": "<time datetime='Tue, 15 Sep 2020 10:01:41 -0400'>x</time>"},
        "2020-09-15T14:01:41Z",
        "time",
    ),
    "an entity within JSON-LD": (
        {"head": ld('"datePublished": "2023-11-02T10:14:29&#x2B;05:30"')},
        "2023-11-02T04:44:29Z",
        "json-ld:datePublished",
    ),
    "JSON-LD that no reader of JSON takes": (
        {"head": ld('"description": "a "quoted" word", "datePublished": "2020-10-26T18:10:00+01:00"')},
        "2020-10-26T17:10:00Z",
        "json-ld:datePublished",
    ),
    "words in a datetime attribute": (
        {"by": "<time datetime='on Friday December 19, 2025 @08:00PM'>x</time>"},
        "2025-12-19T20:00:00Z",
        "time",
    ),
    "day, month and clock in words": ({"by": "<p>1 June 2019 at 08:34 PM EDT</p>"}, "2019-06-02T00:34:00Z", "line"),
    "a name before it": ({"by": "<p>By Ida Roth, 04 November 2023</p>"}, "2023-11-04T00:00:00Z", "line"),
    "relative": ({"by": "<p>Published 6 hours ago</p>"}, "2025-12-20T06:00:00Z", "line"),
    "relative, in German": ({"by": "<p class='date'>vor 2 Stunden</p>"}, "2025-12-20T10:00:00Z", "class:date"),
    "relative with a clock": ({"by": "<p>2 days ago at 07:52 am</p>"}, "2025-12-18T07:52:00Z", "line"),
    "a zone-less epoch of milliseconds": (
        {"head": meta("datepublished", "1699056000000")},
        "2023-11-04T00:00:00Z",
        "meta:datepublished",
    ),
    "an hAtom abbreviation": (
        {"end": "<div class='post'><abbr class='published' title='2018-06-05T08:00:00-07:00'>08:00</abbr></div>"},
        "2018-06-05T15:00:00Z",
        "class:published",
    ),
    "said in a sentence at the page's foot": (
        {"end": "<div class='post-footer'>Dieser Artikel wurde am 14. Dezember 2015 um 14:48 von <a href='/m'>Max</a></div>"},
        "2015-12-14T14:48:00Z",
        "line",
    ),
    "in a paragraph's head": (
        {"by": f"<p>27.1.2022 - {PROSE}</p>"},
        "2022-01-27T00:00:00Z",
        "line",
    ),
    "posted before updated, on one line": (
        {"by": "<time datetime='2022-10-14T16:20:52Z'>Posted: Oct 14, 2022 | Last updated: Oct 15, 2022</time>"},
        "2022-10-14T16:20:52Z",
        "time",
    ),
    "updated before published, on two lines": (
        {"by": "<p>Letzte Änderung: 31.10.2023 - 14:49<br>Erschienen am: 01.11.2023</p>"},
        "2023-11-01T00:00:00Z",
        "line",
    ),
    "a vague meta date yields to the line by the headline": (
        {"head": meta("date", "2020-02-12"), "by": "<div class='timedata'>05.02.2020 <span>Redaktion</span></div>"},
        "2020-02-05T00:00:00Z",
        "line",
    ),
    "a vague meta date where there is nothing else": (
        {"head": meta("date", "2020-02-12")},
        "2020-02-12T00:00:00Z",
        "meta:date",
    ),
    "the address": ({"url": "https://www.pocketgear.example/2024/06/12/hinge"}, "2024-06-12T00:00:00Z", "url"),
    "an address with the day first": ({"url": "https://www.pocketgear.example/news/29-10-2021"}, "2021-10-29T00:00:00Z", "url"),
    "JSON-LD of a recipe, whose readers' opinions are dated, too": (
        {
            "head": """<script type="application/ld+json">{"@type": "Recipe", "datePublished": "2006-10-10", "reviews": [
            {"@type": "Review", "datePublished": "2020-04-12"}, {"@type": "Review", "datePublished": "2020-04-11"}]}</script>"""
        },
        "2006-10-10T00:00:00Z",
        "json-ld:datePublished",
    ),
    "a film's upload, where the page itself is not dated": (
        {"head": '<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2020-04-04T20:57:00Z"}</script>'},
        "2020-04-04T20:57:00Z",
        "json-ld:uploadDate",
    ),
    "the data of a page that is built in the browser": (
        {"end": '<script>window.data = {"post": {"id": 7, "publishedAt":"2013-02-16T04:36:36-05:00"}}</script>'},
        "2013-02-16T09:36:36Z",
        "script:published",
    ),
    "the same within a string, in seconds since 1970": (
        {"end": r'<script>load("{\"first_publish_date\": 1699056000, \"tags\": []}")</script>'},
        "2023-11-04T00:00:00Z",
        "script:published",
    ),
    "its creation, where the data name no publication": (
        {"end": '<script>var photo = {"created_at":"2013-02-16T04:36:36-05:00", "rating": 3}</script>'},
        "2013-02-16T09:36:36Z",
        "script:created",
    ),
    "a download's day behind the day of the headline": (
        {"by": "<b class='Publication'>Letter of 14 October 2021</b><p>18 October 2021</p>"},
        "2021-10-18T00:00:00Z",
        "line",
    ),
    "Arabic": (
        {"head": meta("article:published_time", "الأربعاء، 07 أكتوبر 2020 - 01:09 م")},
        "2020-10-07T13:09:00Z",
        "meta:article:published_time",
    ),
    "Hebrew": ({"by": "<p>17 באוגוסט 2020</p>"}, "2020-08-17T00:00:00Z", "line"),
    "a box that is called a caption, right behind the headline": (
        {"by": "<p class='text__caption'>01. November 2021 | Nature</p>"},
        "2021-11-01T00:00:00Z",
        "line",
    ),
}


@pytest.mark.parametrize(("parts", "utc", "source"), TRAPS.values(), ids=TRAPS)
def test_reads_what_stands_on_real_pages(parts, utc, source):
    article = read(**parts)
    assert article.published.utc == utc
    assert next(p.source for p in article.provenance if p.field == "published") == source


@pytest.mark.parametrize(
    "parts",
    [
        {"by": "<p class='date'>Updated 12 June 2024</p>"},
        {"by": "<p><b>Aktualisiert am </b>17.01.2021.</p>"},
        {"by": f"<p>Aktualisiert am</p><p>17.01.2021 - {PROSE}</p>"},
        {"by": "<p>Stand: 05. Februar 2020</p>"},
        {"by": "<p>Dernière mise à jour : mis à jour le 9 août 2025</p>"},
        {"by": "<time class='updated' datetime='2024-06-12'>12 June</time>"},
        {"end": "<footer><p>© 2019 Pocket Gear, 12 June 2019</p></footer>"},
        {"end": "<div class='comments'><p>Max, 12 June 2024</p><time datetime='2024-06-12'>x</time></div>"},
        {"end": "<aside class='related'><p class='date'>12 June 2024</p></aside>"},
        {"body": "<p>Our next meeting starts on Wednesday, 5 February 2020, at noon in the old hall.</p>"},
        {"body": "<p>Today only 999 euros</p>"},
        {"head": meta("article:published_time", "1970-01-01T00:00:00Z")},
        {"head": meta("article:published_time", "2031-01-01T00:00:00Z")},
        {"head": meta("date", "2024-06-13"), "by": "<p>Stand: 12.06.2024 18:00 Uhr</p>"},
        {"end": '<script>list = [{"publishedAt":"2024-06-12"}, {"publishedAt":"2024-06-13"}]</script>'},
        {"by": "<p>研究所のサイバー部門が2019年2月6日に公開した「新しい報告書」を見る</p>"},
    ],
    ids=lambda parts: next(iter(parts.values()))[:60],
)
def test_is_not_taken_for_a_publication(parts):
    assert published(**parts) is None


def test_a_date_that_is_not_believed_keeps_its_text():
    found = read(head=meta("article:published_time", "2031-01-01T00:00:00Z")).published
    assert (found.utc, found.raw) == (None, "2031-01-01T00:00:00Z")


def test_a_relative_date_is_never_counted_from_an_unknown_fetch():
    assert published(by="<p>Published 6 hours ago</p>", fetched_at=UNKNOWN_TIME) is None


@pytest.mark.parametrize(
    ("parts", "utc"),
    [
        ({"lang": "en-US"}, "2025-07-08T00:00:00Z"),
        ({"lang": "en-GB"}, "2025-08-07T00:00:00Z"),
        ({"lang": "fr"}, "2025-08-07T00:00:00Z"),
        ({"lang": "en"}, None),
        ({"lang": "en", "url": "https://pocketgear.example.co.uk/hinge"}, "2025-08-07T00:00:00Z"),
        ({"lang": "en", "head": meta("og:locale", "en_US")}, None),
        ({"lang": "", "head": meta("og:locale", "en_US")}, "2025-07-08T00:00:00Z"),
        ({"lang": "en", "end": "<p>Copyright 12/31/2024</p>"}, "2025-07-08T00:00:00Z"),
    ],
)
def test_numbers_are_read_in_the_pages_own_order_or_not_at_all(parts, utc):
    assert published(by="<p class='date'>07/08/2025</p>", **parts) == utc


def test_what_elementor_calls_a_widget_is_not_beside_the_article():
    by = "<div class='elementor-element elementor-widget elementor-widget-post-info'><time>November 5, 2024</time></div>"
    assert published(by=by) == "2024-11-05T00:00:00Z"


def test_an_update_is_read_from_what_people_read():
    article = read(by="<p>Posted: Oct 14, 2022</p><p>Updated: Oct 15, 2022</p>")
    assert (article.published.utc, article.modified.utc) == ("2022-10-14T00:00:00Z", "2022-10-15T00:00:00Z")


@pytest.mark.parametrize(
    "by",
    [
        "<p>By <a href='/roth'>Ida Roth</a>, updated November 6, 2024; published Nov. 5, 2024</p>",
        "<p>Автор: Іда Рот | <span class='date'>5 листопада 2024</span> | Оновлено: 6 листопада 2024</p>",
    ],
)
def test_an_update_is_read_behind_an_element_of_the_byline(by):
    article = read(by=by)
    assert (article.published.utc, article.modified.utc) == ("2024-11-05T00:00:00Z", "2024-11-06T00:00:00Z")


def test_an_update_before_the_publication_is_kept_as_the_page_says():
    head = ld('"datePublished": "2020-05-04T14:14:51+02:00", "dateModified": "2020-05-04T12:16:11+02:00"')
    article = read(head=head)
    assert (article.published.utc, article.modified.utc) == ("2020-05-04T12:14:51Z", "2020-05-04T10:16:11Z")


def test_sources_agree_in_any_spelling_and_not_across_hours():
    def agreement(clock):
        head = ld('"datePublished": "2024-04-28T14:26:01+02:00"') + meta("article:published_time", clock)
        return next(p.agreement for p in read(head=head).provenance if p.field == "published")

    assert agreement("2024-04-28T12:26:01Z") == 2
    assert agreement("2024-04-28") == 2
    assert agreement("2024-04-28T14:26:01Z") == 1


@pytest.mark.parametrize(
    "box",
    [
        '<p class="date">07/08/2025</p>',
        '<div class="date">x 12 June',
        "<time>Updated 2 ",
        '<p>Posted 12 June 2024<div class="meta">',
        '<time datetime="2024-06-12">',
        '<div itemprop="datePublished">12 June ',
        '<script>{"publishedAt": "2024-06-12',
    ],
)
def test_nested_and_neighbouring_boxes_cost_no_more_than_their_number(box, steps):
    assert steps(lambda: read(body=box * 900)) < 2.5 * steps(lambda: read(body=box * 450))
    box += "</div></time>"
    assert steps(lambda: read(body=box * 900)) < 2.5 * steps(lambda: read(body=box * 450))


WORDS = [
    "Updated ",
    "Posted ",
    "12 June 2024",
    "vor 2 ",
    "Stunden",
    "04/11/2023",
    "<time datetime='2024-01-02'>",
    "<b>",
    "</p><p>",
    "·",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map("".join))
def test_never_raises_and_never_believes_the_future(by):
    utc = published(by=f"<p>{by}</p>")
    assert utc is None or utc <= "2025-12-21T12:30:00Z"


def test_the_headline_is_the_first_rank_of_headings_that_says_the_title():
    ticker = "<ul><li><h3>Fold hinge lasts</h3><p class='meta'>18.11.2021</p></li></ul>"
    html = f"<title>Fold hinge lasts</title><body>{ticker}<h1>Fold hinge lasts</h1><p>19.11.2021</p><p>{PROSE}</p></body>"
    article = extract.read([Page(URL, html.encode(), {}, FETCHED)], Rules(), site="pocketgear", key="/k", url=URL)
    assert article.published.utc == "2021-11-19T00:00:00Z"


@pytest.mark.parametrize(
    "headings",
    [
        "<h1>Pocket Gear</h1><p>1.11.2021</p><h1>Fold hinge lasts</h1>",
        "<h3>Fold hinge</h3><p>1.11.2021</p><h1>News</h1><h1>Report: Fold hinge lasts</h1>",
    ],
    ids=["a logo before it", "a rubric before it, and a kicker in it"],
)
def test_the_headline_shares_most_with_the_title(headings):
    far = "<p>-</p>" * 200
    head = f"<title>Fold hinge lasts | Pocket Gear</title>{meta('og:title', 'Fold hinge lasts')}"
    html = f"<head>{head}</head><body>{headings.replace('</p>', '</p>' + far)}<p>19.11.2021</p><p>{PROSE}</p></body>"
    article = extract.read([Page(URL, html.encode(), {}, FETCHED)], Rules(), site="pocketgear", key="/k", url=URL)
    assert article.published.utc == "2021-11-19T00:00:00Z"


def test_without_a_headline_the_first_date_of_the_page_is_the_likeliest():
    html = f"<title>Hinges</title><body><p>{PROSE}</p><ul><li>16.10.2021</li><li>11.10.2021</li></ul></body>"
    article = extract.read([Page(URL, html.encode(), {}, FETCHED)], Rules(), site="pocketgear", key="/k", url=URL)
    assert article.published.utc == "2021-10-16T00:00:00Z"


def test_the_time_of_a_comment_by_its_microdata_is_not_the_articles():
    comment = '<div itemscope itemtype="https://schema.org/Comment"><time datetime="2025-12-04T10:00:00Z">long ago</time></div>'

    assert published(by="<p>Published 3 December 2025, 14:30</p>", body=comment) == "2025-12-03T14:30:00Z"


def test_the_day_in_the_sites_own_head_is_that_of_the_fetch():
    head = ld('"datePublished": "2024-06-12T08:00:00Z", "dateModified": "2024-06-12T09:00:00Z"')
    html = f"""<html lang="en"><head><title>Fold hinge lasts</title>{head}</head><body>
    <div class="site-header__below"><span class="date">14 June 2024</span></div><div><i></i><i></i><i></i><i></i></div>
    <main><h1>Fold hinge lasts</h1><p>{PROSE}</p></main></body></html>"""
    found = extract.read([Page(URL, html.encode(), {}, UNKNOWN_TIME)], Rules(), site="pocketgear", key="/k", url=URL).published
    assert found
    assert found.utc == "2024-06-12T08:00:00Z"


def test_a_byline_of_many_words_with_its_date():
    by = "<p>Por Ida Roth, editado por Bo Chan | 04/05/2024 às 10:15</p>"
    assert published(by=by, lang="pt") == "2024-05-04T10:15:00Z"


def test_a_byline_in_an_aside_of_the_head():
    time = "<time datetime='2024-05-04'>May 4, 2024</time>"
    head = f"<header><h1>Fold hinge lasts</h1><aside><p></p><p></p><p></p><p></p><div>{time}</div></aside></header>"
    html = f"<html lang='en'><title>Fold hinge lasts</title><body><article>{head}<p>{PROSE}</p></article></body></html>"
    found = extract.read([Page(URL, html.encode(), {}, FETCHED)], Rules(), site="pocketgear", key="/k", url=URL).published
    assert found
    assert found.utc == "2024-05-04T00:00:00Z"
