"""Whatever an answer holds, it is read or refused, and what comes out keeps the model's promises."""

import contextlib
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from newsscrape.comments import threads
from newsscrape.errors import Unreadable
from newsscrape.page import Page
from newsscrape.text import clean

NAMES = (
    *("post_stream", "posts", "stream", "id", "post_number", "cooked", "username", "user_id", "created_at", "actions_summary"),
    *("count", "reply_to_post_number", "posts_count", "content", "rendered", "author", "author_name", "author_url", "parent"),
    *("date", "date_gmt", "link", "type", "comment", "text", "@type", "@id", "url", "identifier", "parentItem", "name"),
    *("upvoteCount", "commentCount", "interactionStatistic", "value", "@graph"),
)
TEXTS = st.sampled_from(
    [
        "",
        "Comment",
        "NewsArticle",
        "<p>Yes</p>",
        "2024-06-12T10:07:00",
        "0001-01-01T00:00:00",
        "javascript:x",
        "//[",
        "#c-1",
        "\0",
        "7\0\x01a",
        "https://b.example/\0#c \x00\ud800",
    ]
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-2, 9), st.just(10**40), st.floats(), TEXTS, st.text(max_size=9))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=7),
    max_leaves=30,
)
NODES = st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=9), max_size=5)
POSTS = st.fixed_dictionaries({"post_stream": st.fixed_dictionaries({"posts": NODES, "stream": VALUES})})
URLS = (
    "https://talk.example/t/731.json",
    "https://blog.example/wp-json/wp/v2/comments?post=812&per_page=100&page=1",
    "https://news.example/2024/hinge",
)
ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f\ud800-\udfff]+")


def held(found):
    """What was read, once it is seen to be as the model says."""
    for thread in found:
        keys = [comment.key for comment in thread.comments]
        assert all(keys)
        assert len(keys) == len(set(keys))
        for comment in thread.comments:
            assert comment.body == clean(comment.body)
            texts = (comment.author, comment.author_key, comment.parent, comment.quoted)
            assert "" not in texts
            assert all(text == clean(text) for text in (comment.key, *filter(None, texts)))
            assert all(url is None or ADDRESS.fullmatch(url) for url in (comment.url, comment.author_url))
        assert all(target.url.startswith("https://") for target in thread.more)
    return found


@given(st.one_of(VALUES, POSTS, NODES), st.sampled_from(URLS))
def test_json(value, url):
    page = Page(url, json.dumps(value).encode(), {"x-wp-totalpages": "9", "x-wp-total": "many"})
    with contextlib.suppress(Unreadable):
        held(threads(page))


@given(VALUES | NODES)
def test_json_ld(value):
    described = json.dumps({"@type": "NewsArticle", "comment": value}).replace("</", "<\\/")
    held(threads(Page(URLS[2], f'<html><body><script type="application/ld+json">{described}</script></body></html>'.encode())))


@given(
    st.lists(
        st.sampled_from(
            ["<item>", "</item>", "<guid>https://b.example/?p=8#comment-7</guid>", "<link>//[</link>", "<p>", "&x;"]
        )
    )
)
def test_a_feed(pieces):
    with contextlib.suppress(Unreadable):
        held(threads(Page("https://b.example/feed/", f'<rss version="2.0"><channel>{"".join(pieces)}'.encode())))
