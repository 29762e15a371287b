"""Discourse: topics in JSON chunk by chunk, exact to the field, and the ways from an article to its topic."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from newsscrape.comments import threads
from newsscrape.model import Target

FORUM = "https://talk.volt.example"
ARTICLE = "https://www.volt.example/2024/hinge/"
TOPIC = 731
FIRST = 20
OPENING = {"id": 5000, "post_number": 1, "post_type": 1, "username": "newsroom", "cooked": "<p>The lead.</p>"}


def post(one, place):
    """A post as the forum's answers hold it; posts have ids, and numbers in their topic."""
    quoted = ""
    if one.quotes:
        quoted = f"""<aside class="quote no-group" data-username="x" data-post="{one.quotes - 998}" data-topic="{TOPIC}">
          <div class="title"><div class="quote-controls"></div>x:</div><blockquote><p>{one.quoted}</p></blockquote></aside>"""
    return {
        "id": 5001 + place,
        "post_number": place + 2,
        "post_type": 1,
        "user_id": 40 + place,
        "username": one.author,
        "cooked": "<p>(post deleted by author)</p>" if one.gone else quoted + one.markup,
        "user_deleted": one.gone,
        "created_at": f"{one.at:%Y-%m-%dT%H:%M:%S}.123Z",
        "reply_to_post_number": one.parent - 998 if one.parent else 1 if place == 0 else None,
        "actions_summary": [{"id": 2, "count": one.votes}] if one.votes else [],
    }


def answers(told):
    """The forum's answers, by path and post ids."""
    posts = [OPENING, *(post(one, place) for place, one in enumerate(told))]
    stream = {"posts": posts[:FIRST], "stream": [one["id"] for one in posts]}
    topic = {"id": TOPIC, "posts_count": len(posts), "post_stream": stream}
    by_id = {one["id"]: one for one in posts}
    return json.dumps(topic), lambda ids: json.dumps({"id": TOPIC, "post_stream": {"posts": [by_id[one] for one in ids]}})


def number(given):
    return str(given - 998) if given else None


def expected(one, place):
    parent = number(one.parent) or number(one.quotes)
    return (
        *(number(one.number), parent, one.author, str(40 + place), f"{FORUM}/t/{TOPIC}/{place + 2}"),
        *(f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.body, one.quoted, one.votes or None),
    )


def fields(comment):
    given = (comment.key, comment.parent, comment.author, comment.author_key, comment.url)
    return (*given, comment.published.utc, comment.body, comment.quoted, comment.upvotes)


@pytest.mark.parametrize("count", [0, 3, 60, 400])
def test_a_topic_is_read_whole_and_exactly(told, page, count):
    written = told(count)
    topic, chunk = answers(written)
    (thread,) = threads(page(f"{FORUM}/t/{TOPIC}.json", topic))
    assert (thread.system, thread.key, thread.url) == ("discourse", str(TOPIC), f"{FORUM}/t/{TOPIC}")
    assert (thread.claimed, thread.partial) == (count, False)
    found = list(thread.comments)
    for target in thread.more:
        ids = [int(one) for one in parse_qs(urlsplit(target.url).query)["post_ids[]"]]
        assert len(ids) <= FIRST
        (further,) = threads(page(target.url, chunk(ids)))
        assert (further.key, further.more) == (str(TOPIC), ())
        found += further.comments
    assert [fields(comment) for comment in found] == [expected(one, n) for n, one in enumerate(written) if not one.gone]


@pytest.mark.parametrize(
    ("script", "target"),
    [
        (f"DiscourseEmbed = {{ discourseUrl: '{FORUM}/', topicId: {TOPIC} }};", f"{FORUM}/t/{TOPIC}.json"),
        (
            f'DiscourseEmbed = {{"discourseUrl": "{FORUM}/", "discourseEmbedUrl": "https://volt.example/h?a=1"}};',
            f"{FORUM}/embed/comments?embed_url=https%3A%2F%2Fvolt.example%2Fh%3Fa%3D1",
        ),
        (
            f"window.DiscourseEmbed = {{ discourseUrl: '{FORUM}/', discourseEmbedUrl: location.href }};",
            f"{FORUM}/embed/comments?embed_url=https%3A%2F%2Fwww.volt.example%2F2024%2Fhinge%2F",
        ),
    ],
    ids=["by topic", "by address", "by its own address"],
)
def test_the_article_says_where_its_topic_is(page, script, target):
    document = f'<html><body><p>Text</p><div id="discourse-comments"></div><script>{script}</script></body></html>'
    (thread,) = threads(page(ARTICLE, document))
    assert (thread.system, thread.comments, thread.partial) == ("discourse", (), True)
    assert thread.more == (Target(target, "comments", system="discourse"),)


def embedded(told):
    posts = "".join(
        f"""<article class="post" id="post-{5001 + place}"><a class="post-date" title="{one.at:%Y-%m-%dT%H:%M:%SZ}"
        href="{FORUM}/t/hinge-5/{TOPIC}/{place + 2}">then</a><h3 class="username"><a href="{FORUM}/u/x{place}">
        {one.author.replace("<", "&lt;")}</a></h3><div class="cooked">{one.markup}</div></article>"""
        for place, one in enumerate(told)
    )
    return f"""<html><body><header><a class="button" href="{FORUM}/t/hinge-5/{TOPIC}">Continue Discussion</a></header>
      {posts}</body></html>"""


def test_the_embedded_page_shows_some_and_leads_to_the_topic(told, page):
    written = told(3)
    (thread,) = threads(page(f"{FORUM}/embed/comments?embed_url=x", embedded(written)))
    assert (thread.key, thread.partial) == (str(TOPIC), True)
    assert [(c.key, c.author, c.published.utc, c.body) for c in thread.comments] == [
        (number(one.number), one.author, f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.body) for one in written
    ]
    assert [target.url for target in thread.more] == [f"{FORUM}/t/{TOPIC}.json"]


def test_notes_and_hidden_posts_are_no_comments(page):
    kinds = [{"post_type": 3}, {"hidden": True}, {"deleted_at": "2024-06-01"}, {"post_number": "x"}, {"cooked": None}]
    posts = [{"post_number": 7 + n, "post_type": 1, "cooked": "<p>Yes</p>", **kind} for n, kind in enumerate(kinds)]
    document = json.dumps({"post_stream": {"posts": [*posts, 5, None], "stream": [1, "x", None, 2]}})
    (thread,) = threads(page(f"{FORUM}/t/slug/{TOPIC}.json", document))
    assert [(comment.key, comment.body) for comment in thread.comments] == [("11", "")]
    assert [target.url for target in thread.more] == [
        f"{FORUM}/t/{TOPIC}/posts.json?post_ids%5B%5D=1&post_ids%5B%5D=2",
    ]


def test_quotations_of_other_topics_are_no_parents(page):
    quoted = '<aside class="quote" data-post="3" data-topic="9"><blockquote>Elsewhere</blockquote></aside><p>Yes</p>'
    posts = [{"post_number": 2, "cooked": quoted}]
    (thread,) = threads(page(f"{FORUM}/t/{TOPIC}.json", json.dumps({"post_stream": {"posts": posts}})))
    assert [(c.parent, c.quoted, c.body) for c in thread.comments] == [(None, "Elsewhere", "Yes")]


def test_a_topic_of_fifty_thousand_posts(told, page):
    posts = [post(one, place) for place, one in enumerate(told(5_000))]
    document = json.dumps({"post_stream": {"posts": posts, "stream": list(range(5001, 55_001))}})
    (thread,) = threads(page(f"{FORUM}/t/{TOPIC}.json", document))
    assert (len(thread.comments), len(thread.more)) == (4_706, 45_000 // FIRST)


@pytest.mark.slow
@pytest.mark.parametrize("given", [f"topicId: {TOPIC}", 'discourseEmbedUrl: "https://volt.example/h"'])
def test_from_the_article_to_the_rows(told, sites, crawl, given):
    web, other, written = sites.news, sites.forum, told(60)
    topic, chunk = answers(written)
    json_type = {"Content-Type": "application/json"}
    other.put(f"/t/{TOPIC}.json", topic, headers=json_type)
    ids = json.loads(topic)["post_stream"]["stream"][FIRST:]
    for start in range(0, len(ids), FIRST):
        query = "&".join(f"post_ids%5B%5D={one}" for one in ids[start : start + FIRST])
        other.put(f"/t/{TOPIC}/posts.json?{query}", chunk(ids[start : start + FIRST]), headers=json_type)
    other.put(
        "/embed/comments?embed_url=https%3A%2F%2Fvolt.example%2Fh", embedded(written[:5]).replace(f"{FORUM}/", other.base)
    )
    script = f'<script>DiscourseEmbed = {{ discourseUrl: "{other.base}", {given} }};</script>'
    web.put("/hinge.html", sites.article(script))
    ended = crawl("web", "-a", f"url={web.base}hinge.html", "-a", "follow=none", "-s", "DOWNLOAD_DELAY=0")
    assert ended.returncode == 0, ended.err
    rows = crawl.rows("SELECT key, parent_key, author, body, quoted, upvotes FROM comments ORDER BY CAST(key AS INTEGER)")
    assert rows == [
        (number(one.number), number(one.parent) or number(one.quotes), one.author, one.body, one.quoted, one.votes or None)
        for one in written
        if not one.gone
    ]
    threads_of = "SELECT system, key, claimed, completed_at IS NOT NULL FROM threads"
    assert crawl.rows(threads_of) == [("discourse", "731", 60, 1)]
    gone = written[30]  # its number in the forum is 5031
    for path, (status, body, *rest) in list(other.pages.items()):
        if path.startswith(f"/t/{TOPIC}"):
            shown = json.loads(body)
            posts = shown["post_stream"]["posts"]
            shown["post_stream"]["posts"] = [{**one, "user_deleted": True} if one["id"] == 5031 else one for one in posts]
            other.pages[path] = (status, json.dumps(shown).encode(), *rest)
    again = crawl("web", "-a", f"url={web.base}hinge.html", "-a", "refresh=all", "-s", "DOWNLOAD_DELAY=0")
    assert again.returncode == 0, again.err
    assert crawl.rows(threads_of) == [("discourse", "731", 60, 1)]
    assert crawl.rows("SELECT key FROM comments WHERE deleted_at IS NOT NULL") == [(number(gone.number),)]
