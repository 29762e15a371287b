"""WordPress's answers: the REST API page by page and the feed of comments, exact to the field, and when they are asked."""

import html
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from newsscrape.comments import threads
from newsscrape.errors import Unreadable
from newsscrape.model import Target
from newsscrape.page import Page

BLOG = "https://blog.example/"
URL = f"{BLOG}2024/06/hinge/"
API = f"{BLOG}wp-json/"
ASKED = f"{API}wp/v2/comments?post=812&per_page=100&page=1&orderby=date&order=asc"
HEAD = f'<link rel="https://api.w.org/" href="{API}"><link rel="shortlink" href="{BLOG}?p=812">'
FEED = f'<link rel="alternate" type="application/rss+xml" title="Comments" href="{URL}feed/">'
PER_PAGE = 100


def item(one):
    """A comment as the API gives it; removed ones are not there."""
    quoted = f"<blockquote><p>{one.quoted}</p></blockquote>" if one.quoted else ""
    return {
        "id": one.number,
        "post": 812,
        "parent": one.parent or 0,
        "author": one.number if one.votes else 0,
        "author_name": one.author,
        "author_url": f"https://{one.number}.example/" if one.votes else "",
        "date": f"{one.at.replace(hour=one.at.hour):%Y-%m-%dT%H:%M:%S}",
        "date_gmt": f"{one.at:%Y-%m-%dT%H:%M:%S}",
        "content": {"rendered": quoted + one.markup},
        "link": f"{URL}#comment-{one.number}",
        "type": "comment",
    }


def answer(told, number):
    """The API's answer for one page, with its headers."""
    standing = [item(one) for one in told if not one.gone]
    pages = -(-len(standing) // PER_PAGE)
    shown = standing[(number - 1) * PER_PAGE : number * PER_PAGE]
    return json.dumps(shown), {"x-wp-total": str(len(standing)), "x-wp-totalpages": str(pages)}


def listed(told):
    """The list that a theme prints."""
    items = "".join(
        f"""<li id="comment-{one.number}" class="comment depth-1"><b class="fn">{html.escape(one.author)}</b>
        <time datetime="{one.at:%Y-%m-%dT%H:%M:%S}+00:00">then</time><div class="comment-content">{one.markup}</div></li>"""
        for one in told
    )
    return f'<ol class="comment-list">{items}</ol>'


def document(more="", head=HEAD, title=""):
    heading = f'<h2 class="comments-title">{title}</h2>' if title else ""
    return f"<html><head>{head}</head><body><p>Text</p>{heading}{more}</body></html>"


def fields(comment):
    given = (comment.key, comment.parent, comment.author, comment.author_key, comment.author_url, comment.url)
    return (*given, comment.published.utc, comment.published.raw, comment.body, comment.quoted)


def expected(one):
    return (
        *(str(one.number), str(one.parent) if one.parent else None, one.author),
        *((f"user-{one.number}", f"https://{one.number}.example/") if one.votes else (None, None)),
        *(f"{URL}#comment-{one.number}", f"{one.at:%Y-%m-%dT%H:%M:%SZ}", f"{one.at:%Y-%m-%dT%H:%M:%S}+00:00"),
        *(one.body, one.quoted),
    )


@pytest.mark.parametrize("count", [0, 3, 60, 400])
def test_a_thread_is_read_whole_and_exactly(told, page, count):
    written = told(count)
    found, asked = [], [ASKED]
    for url in asked:
        number = int(parse_qs(urlsplit(url).query)["page"][0])
        body, headers = answer(written, number)
        (thread,) = threads(page(url, body, **headers))
        assert (thread.system, thread.key, thread.partial) == ("wordpress", "post-812", False)
        assert thread.claimed == sum(not one.gone for one in written)
        found += thread.comments
        asked += [target.url for target in thread.more]
    assert len(asked) == max(1, -(-len(found) // PER_PAGE))
    assert [fields(comment) for comment in found] == [expected(one) for one in written if not one.gone]


def test_the_clock_of_the_site_is_told_by_the_two_dates(page):
    entry = {"id": 7, "date": "2024-06-12T10:07:00", "date_gmt": "2024-06-12T08:07:00", "content": {"rendered": "Yes"}}
    (thread,) = threads(page(ASKED, json.dumps([entry])))
    date = thread.comments[0].published
    assert (date.utc, date.raw, date.offset) == ("2024-06-12T08:07:00Z", "2024-06-12T10:07:00+02:00", 120)


@pytest.mark.parametrize(
    "entry",
    [
        {
            "id": 7,
            "date": "x",
            "date_gmt": "2024-06-12T08:07:00",
            "content": "<p>Yes</p>",
            "author_name": 5,
            "author_url": "javascript:x",
        },
        {"id": "7", "date_gmt": "2024-06-12T08:07:00", "content": {"rendered": "<p>Yes"}, "parent": "0", "link": None},
        {"id": 7, "date": "2024-06-12T08:07:00Z", "date_gmt": None, "content": {"rendered": "Yes</div>"}, "author": [1]},
    ],
)
def test_values_of_other_kinds_are_borne(page, entry):
    document = json.dumps([entry, None, {"id": 8, "type": "pingback", "content": {"rendered": "x"}}, {"id": True}])
    (thread,) = threads(page(ASKED, document))
    assert [(c.key, c.body, c.author, c.parent, c.published.utc) for c in thread.comments] == [
        ("7", "Yes", None, None, "2024-06-12T08:07:00Z")
    ]


class TestThePage:
    def test_that_shows_all_asks_for_nothing(self, told, page):
        (thread,) = threads(page(URL, document(listed(told(3)), title="3 thoughts")))
        assert (len(thread.comments), thread.partial, thread.more) == (3, False, ())

    def test_that_shows_less_asks_the_api(self, told, page):
        (thread,) = threads(page(URL, document(listed(told(3)), title="60 thoughts")))
        assert (len(thread.comments), thread.claimed, thread.partial) == (3, 60, True)
        assert thread.more == (Target(ASKED, "comments", system="wordpress"),)

    def test_counts_the_pings_that_it_shows(self, told, page):
        ping = '<li id="comment-9" class="pingback depth-1"><div class="comment-body">Pingback</div></li>'
        shown = listed(told(3)).replace("</ol>", f"{ping}</ol>")
        (thread,) = threads(page(URL, document(shown, title="4 thoughts")))
        assert (len(thread.comments), thread.more) == (3, ())

    def test_that_links_to_further_pages_is_followed_there(self, told, page):
        pager = f'<a href="{URL}comment-page-2/#comments">Older</a>'
        (thread,) = threads(page(URL, document(listed(told(3)) + pager, title="60 thoughts")))
        assert [target.url for target in thread.more] == [f"{URL}comment-page-2/"]

    def test_that_shows_none_but_says_there_are_asks_the_api(self, page):
        declared = '<script type="application/ld+json">{"@type": "NewsArticle", "commentCount": 12}</script>'
        (thread,) = threads(page(URL, document(declared)))
        assert (thread.key, thread.comments, thread.claimed) == ("post-812", (), 12)
        assert [target.url for target in thread.more] == [ASKED]

    def test_that_says_there_are_none_is_no_claim(self, page):
        declared = '<script type="application/ld+json">{"@type": "NewsArticle", "commentCount": 0}</script>'
        assert threads(page(URL, document(declared))) == ()

    def test_whose_api_has_no_address_of_its_own(self, page):
        head = HEAD.replace(API, f"{BLOG}index.php?rest_route=/").replace('rel="shortlink"', 'rel="x"')
        body = document(head=head, title="12 thoughts").replace("<body>", '<body class="post single postid-812">')
        (thread,) = threads(page(URL, body))
        (target,) = thread.more
        assert target.url.startswith(f"{BLOG}index.php?rest_route=/wp/v2/comments&post=812&per_page=100&page=1")
        (found,) = threads(
            page(target.url, json.dumps([{"id": 7, "content": {"rendered": "Yes"}}]), **{"x-wp-totalpages": "2"})
        )
        assert (found.key, len(found.comments)) == ("post-812", 1)
        assert [other.url for other in found.more] == [target.url.replace("&page=1&", "&page=2&")]

    def test_without_an_api_asks_the_feed(self, page):
        head = FEED + HEAD.partition(">")[2]
        (thread,) = threads(page(URL, document(head=head, title="12 thoughts")))
        assert thread.more == (Target(f"{URL}feed/", "comments", system="wordpress"),)
        assert threads(page(URL, document(head=head))) == ()


def feed(told):
    entries = "".join(
        f"""<item><title>By: {html.escape(one.author)}</title><link>{URL}#comment-{one.number}</link>
        <dc:creator><![CDATA[{one.author}]]></dc:creator><pubDate>{one.at:%a, %d %b %Y %H:%M:%S} +0000</pubDate>
        <guid isPermaLink="false">{BLOG}?p=812#comment-{one.number}</guid><description>An excerpt</description>
        <content:encoded><![CDATA[{answered(one)}{one.markup}]]></content:encoded></item>"""
        for one in reversed(told)
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
      xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
      <title>Comments on: Hinge</title><link>{URL}</link>{entries}</channel></rss>"""


def answered(one):
    return f'<p>In reply to <a href="{URL}#comment-{one.parent}">Ada</a>.</p>' if one.parent else ""


def test_the_feed_gives_the_newest(told):
    written = told(10)
    (thread,) = threads(Page(f"{URL}feed/", feed(written).encode()))
    assert (thread.system, thread.key, thread.partial, thread.newest_first) == ("wordpress", "post-812", True, True)
    assert [(c.key, c.parent, c.author, c.url, c.published.utc, c.body) for c in thread.comments] == [
        (
            *(str(one.number), str(one.parent) if one.parent else None, one.author, f"{URL}#comment-{one.number}"),
            *(f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.body),
        )
        for one in reversed(written)
    ]


def test_a_feed_of_something_else_is_no_answer():
    entry = f"<item><guid>{BLOG}?p=812</guid><link>{URL}</link></item>"
    with pytest.raises(Unreadable):
        threads(Page(f"{URL}feed/", f'<rss version="2.0"><channel>{entry}</channel></rss>'.encode()))


def test_a_comment_that_begins_with_a_link_to_another_keeps_its_words():
    words = f'<p>What <a href="{URL}#comment-1">Ada</a> says above is right, and I have seen it myself.</p>'
    entry = f"<item><guid>{BLOG}?p=812#comment-7</guid><description><![CDATA[{words}]]></description></item>"
    (thread,) = threads(Page(f"{URL}feed/", f'<rss version="2.0"><channel>{entry}</channel></rss>'.encode()))
    (comment,) = thread.comments
    assert (comment.parent, comment.body) == (None, "What Ada says above is right, and I have seen it myself.")


@pytest.mark.slow
def test_from_the_article_to_the_rows(told, sites, crawl):
    web, written = sites.news, told(150)
    for number in (1, 2):
        body, headers = answer(written, number)
        path = f"/wp-json/wp/v2/comments?post=812&per_page=100&page={number}&orderby=date&order=asc"
        web.put(path, body, headers={"Content-Type": "application/json", **headers})
    shown = f'<h2 class="comments-title">141 thoughts</h2>{listed(written[:5])}'
    head = f'<link rel="https://api.w.org/" href="{web.base}wp-json/"><link rel="shortlink" href="{web.base}?p=812">'
    web.put("/hinge.html", sites.article(shown).replace("</head>", f"{head}</head>"))
    ended = crawl("web", "-a", f"url={web.base}hinge.html", "-a", "follow=none", "-s", "DOWNLOAD_DELAY=0")
    assert ended.returncode == 0, ended.err
    rows = crawl.rows("SELECT key, parent_key, author, body, quoted FROM comments ORDER BY position")
    standing = [one for one in written if not one.gone]
    assert rows == [
        (str(one.number), str(one.parent) if one.parent else None, one.author, one.body, one.quoted) for one in standing
    ]
    assert crawl.rows("SELECT key, claimed, completed_at IS NOT NULL FROM threads") == [("post-812", len(standing), 1)]
    before = crawl.rows("SELECT * FROM comments")
    again = crawl("web", "-a", f"url={web.base}hinge.html", "-a", "follow=none", "-a", "refresh=all", "-s", "DOWNLOAD_DELAY=0")
    assert again.returncode == 0, again.err
    assert crawl.rows("SELECT * FROM comments") == before, "what the page and the API say of one comment is the same"
