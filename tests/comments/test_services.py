"""Systems whose threads stand on another host: from the article's page through all that a made-up service answers."""

import datetime as dt
import json
import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import comments, reading
from newsscrape.comments import answers
from newsscrape.errors import Unreadable
from newsscrape.model import Target
from newsscrape.page import Page
from newsscrape.urls import normalise

NOW = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
NAMES = ("coral", "disqus", "openweb", "viafoura")
URL = "https://gadgets.example/1.html"
ATTRIBUTES = " ".join(f"a{number}" for number in range(300_000))
COUNT = '<span class="spot-im-replies-count" data-post-id="{}"></span>'


NAMES_IN_ANSWERS = re.findall(
    r"\w+",
    "data story comments edges node replies pageInfo hasNextPage endCursor id body author conversation users user_id written_at"
    " content has_next offset rank contents content_uuid parent_uuid content_container_uuid more_available settings response"
    " posts cursor next errors",
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES_IN_ANSWERS), inner, max_size=4),
    max_leaves=20,
)


def article(more):
    return Page(URL, f"<html><head></head><body><article><h1>A phone</h1><p>It is new.</p></article>{more}".encode(), {}, NOW)


def read_whole(twins, service):
    """Return the thread on the article's page and the answers', each address asked for once."""
    (first,) = comments.threads(article(service.html))
    todo, met, found = [target.instead or target for target in first.more], set(), []
    while todo:
        target = todo.pop(0)
        key = (normalise(target.url), target.method, target.payload)
        if key in met:
            continue
        met.add(key)
        status, kind, body = twins.asked(service, target)
        page = Page(key[0], body.encode(), {"content-type": kind}, NOW, target.payload)
        assert (status, target.kind, target.system) == (200, "comments", service.system)
        (thread,) = comments.threads(page, target.system)
        found.append(thread)
        todo += thread.more
    return first, found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("count", [0, 3, 60, 400])
def test_a_thread_is_read_to_the_field(twins, name, count):
    service = twins.SERVICES[name](count)
    first, found = read_whole(twins, service)
    assert (first.system, first.key, first.partial, first.comments) == (name, service.thread, True, ())
    assert {(thread.system, thread.key, thread.refused) for thread in found} == {(name, service.thread, None)}
    read = {}
    for thread in found:
        for c in thread.comments:
            read.setdefault(c.key, (c.parent, c.author, c.body, c.published.utc, c.upvotes, c.downvotes))
    assert read == service.expected
    if name != "viafoura" or count:
        assert {thread.claimed for thread in found} - {None} == {count}
    assert sum(len(thread.comments) for thread in found) < 2 * count + 1


@pytest.mark.parametrize("count", [0, 3, 400])
def test_with_a_key_disqus_gives_the_same_by_its_api(twins, count):
    service = twins.SERVICES["disqus"](count)
    todo, found, asked = list(comments.threads(article(service.html))[0].more), [], []
    for target in todo:
        assert comments.credential("disqus", normalise(target.url)) == "api_key"
        status, kind, body = twins.asked(service, Target(f"{target.url}&api_key={service.api_key}", "comments"))
        page = Page(normalise(target.url), body.encode(), {"content-type": kind}, NOW)
        (thread,) = comments.threads(page, "disqus")
        assert (status, thread.key, thread.partial, thread.claimed) == (200, service.thread, False, None)
        todo += thread.more
        found += thread.comments
        asked.append(target.url)
    assert len(asked) == max(1, count // 100)
    assert {c.key: (c.parent, c.author, c.body, c.published.utc, c.upvotes, c.downvotes) for c in found} == service.expected


def test_a_key_goes_to_the_api_alone(twins):
    api = comments.threads(article(twins.SERVICES["disqus"].html))[0].more[0]
    assert comments.credential("disqus", api.instead.url) is None
    assert comments.credential("openweb", api.url) is None
    for url in (
        api.url.replace("https://disqus.com", "https://disqus.com.evil.example"),
        api.url.replace("https:", "http:"),
        api.url.replace("listPosts.json?", "listPosts.json.evil?"),
    ):
        assert comments.credential("disqus", url) is None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"code": 5, "response": "Invalid API key"}, "bad-key"),
        ({"code": 12, "response": "no rights"}, "bad-key"),
        ({"code": 14, "response": "rate limit"}, "quota"),
        ({"code": 2, "response": "Invalid argument, 'thread'"}, "no-thread"),
        ({"code": [5], "response": None}, "no-thread"),
        ({"code": 0}, "no-thread"),
        ([], "no-thread"),
    ],
)
def test_what_the_api_says_in_place_of_a_thread_is_its_reason(twins, answer, kind):
    api = comments.threads(article(twins.SERVICES["disqus"].html))[0].more[0]
    page = Page(api.url, json.dumps(answer).encode(), {}, NOW)
    assert reading.read_pages([page], "comments", None, "disqus").refused.partition(": ")[0] == kind


@given(VALUES)
def test_whatever_the_api_answers_with_a_key_is_read_or_refused(twins, value):
    api = comments.threads(article(twins.SERVICES["disqus"].html))[0].more[0]
    try:
        (thread,) = comments.threads(Page(api.url, json.dumps(value).encode("utf-8", "replace"), {}, NOW), "disqus")
    except Unreadable:
        return
    assert thread.key == twins.SERVICES["disqus"].thread
    assert api.url not in [further.url for further in thread.more]


@pytest.mark.parametrize("name", NAMES)
def test_answers_come_after_what_they_answer(twins, name):
    _, found = read_whole(twins, twins.SERVICES[name](60))
    order = [c.key for thread in found for c in thread.comments]
    for thread in found:
        for c in thread.comments:
            assert c.parent not in order or order.index(c.parent) < order.index(c.key)


@pytest.mark.parametrize("name", NAMES)
def test_an_edited_comment_keeps_its_key(twins, name):
    kind = twins.SERVICES[name]
    _, before = read_whole(twins, kind(3))
    _, after = read_whole(twins, kind(3, edited={1}))
    was, now = ({c.key: c for thread in found for c in thread.comments} for found in (before, after))
    assert list(was) == list(now)
    assert [key for key in was if was[key].body != now[key].body] == [kind(3).key(1)]


@pytest.mark.parametrize("name", NAMES)
def test_people_of_one_name_are_told_apart(twins, name):
    _, found = read_whole(twins, twins.SERVICES[name](60))
    told = [c.author_key for thread in found for c in thread.comments]
    assert len(set(told) - {None}) == 17 if name != "disqus" else None in told


IDS = st.text(min_size=1, max_size=40)


@given(IDS, IDS, st.sampled_from(["coral", "disqus", "viafoura"]))
def test_the_key_is_the_same_on_both_ends_whatever_the_ids(name, more, system):
    story, url = json.dumps(name), json.dumps(f"https://a.example/{more}")
    html = {
        "coral": f'<script>Coral.createStreamEmbed({{rootURL:"https://c.example",storyID:{story},storyURL:{url}}})</script>',
        "disqus": '<div id="disqus_thread"></div>'
        f'<script>disqus_shortname="x";disqus_identifier={story};disqus_url={url}</script>',
        "viafoura": f'<meta name="vf:container_id" content="{escape(name)}"><div class="viafoura"></div>',
    }[system]
    for thread in comments.threads(article(html)):
        (target,) = thread.more
        for asked in filter(None, (target, target.instead)):
            claim = comments.systems()[system].detect(Page(normalise(asked.url), b"{}", {}, NOW, asked.payload))
            assert (thread.system, thread.key) == (system, claim.key)


def first_target(twins, name):
    (thread,) = comments.threads(article(twins.SERVICES[name].html))
    return thread.more[0].instead or thread.more[0]


@given(st.sampled_from(NAMES), VALUES)
def test_whatever_an_api_answers_is_read_or_refused(twins, name, value):
    target = first_target(twins, name)
    text = json.dumps(value)
    body = f'<html><script id="disqus-threadData">{text}</script></html>' if name == "disqus" else text
    page = Page(target.url, body.encode("utf-8", "replace"), {}, NOW, target.payload)
    try:
        found = comments.threads(page, name)
    except Unreadable:
        return
    for thread in found:
        assert thread.key == twins.SERVICES[name].thread
        assert all(further.kind == "comments" for further in thread.more)
        assert (target.url, target.payload) not in [(further.url, further.payload) for further in thread.more]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"error":"nothing here"}', b"<html><p>Oops</p></html>", b"[" * 100_000])
def test_an_answer_without_a_thread_is_refused(twins, name, body):
    target = first_target(twins, name)
    page = Page(target.url, body, {}, NOW, target.payload)
    try:
        outcome = reading.read_pages([page], "comments", None, name)
    except Unreadable:
        return
    assert (outcome.refused or "").startswith("no-thread: ")
    assert outcome.threads == ()


def test_only_what_is_there_to_be_asked_makes_a_claim():
    for left in (
        '<div id="disqus_thread"></div>',
        '<script src="https://gadget-site.disqus.com/count.js"></script>',
        '<div id="disqus_thread"></div><div id="openweb-comments"></div>',
        '<script src="https://launcher.spot.im/spot/sp_Ab12Cd34"></script>',
        COUNT.format(1) + COUNT.format(2) + '<script>x = "spot: sp_Ab12Cd34"</script>',
        '<div id="coral_thread"></div>',
        '<script>var note = "Coral is a colour"; rootURL = "https://a.example/";</script>',
        '<meta name="vf:container_id" content="7">',
        '<div id="viafoura-comments"></div>',
    ):
        assert comments.threads(article(left)) == (), left


@pytest.mark.parametrize(
    ("more", "system", "key"),
    [
        ('<script>var disqus_shortname = "blog";</script><div id="disqus_thread"></div>', "disqus", f"blog:{URL}"),
        ('<script>cfg = {"disqusShortname":"blog","disqusIdentifier":"a\\u00e9"}</script><div id=disqus_thread></div>',
         "disqus", "blog:aé"),
        ('<div id="disqus_thread" data-shortname="blog" data-disqus-identifier="7"></div>', "disqus", "blog:7"),
        ('<div id="coral-drawer"></div><script>c={"coralUrl":"https://x.coral.coralproject.net"}</script>', "coral", URL),
        ('<script data-spotim-module="spotim-launcher" data-post-id="a-1" src="//launcher.spot.im/spot/sp_XyZ12345"></script>',
         "openweb", "sp_XyZ12345_a-1"),
        ('<div id="commentWidget-99"></div><script>w={"spotId":"sp_XyZ12345"}</script>', "openweb", "sp_XyZ12345_99"),
        ('<script>openweb({spotId: "sp_XyZ12345", postId: 12})</script>', "openweb", "sp_XyZ12345_12"),
        (COUNT.format(5) + '<script src="https://launcher.spot.im/launcher-bundle.js" data-spot-id="sp_XyZ12345"></script>',
         "openweb", "sp_XyZ12345_5"),
        ('<div id="coral_thread"></div><script src="https://x.coral.coralproject.net/assets/js/embed.js?v=1"></script>',
         "coral", URL),
        ('<meta property="vf:container_id" content="7"><div class="viafoura"></div>', "viafoura", "7"),
    ],
)  # fmt: skip
def test_other_ways_to_embed(more, system, key):
    (thread,) = comments.threads(article(more))
    assert (thread.system, thread.key) == (system, key)
    assert len(thread.more) == 1


def test_comments_that_stand_in_the_page_beat_a_promise_of_some(twins):
    listed = (
        '<ol class="comment-list"><li id="comment-5"><cite class="fn">Bo</cite><div class="comment-body">Hi</div></li></ol>'
    )
    assert [thread.system for thread in comments.threads(article(twins.SERVICES["disqus"].html + listed))] == ["wordpress"]
    form = '<form action="/wp-comments-post.php"></form>'
    assert [thread.system for thread in comments.threads(article(twins.SERVICES["disqus"].html + form))] == ["disqus"]


class TestCoral:
    @pytest.mark.parametrize(
        "answer",
        [
            {"errors": [{"message": "RAW_QUERY_NOT_AUTHORIZED", "extensions": {"code": "RAW_QUERY_NOT_AUTHORIZED"}}]},
            {"error": {"code": "RAW_QUERY_NOT_AUTHORIZED", "message": "not authorised"}},
            {"errors": [{"message": "PersistedQueryOnly"}]},
        ],
    )
    def test_that_answers_only_its_own_program_cannot_be_read_anonymously(self, twins, answer):
        target = first_target(twins, "coral")
        page = Page(target.url, json.dumps(answer).encode(), {}, NOW, target.payload)
        outcome = reading.read_pages([page], "comments", None, "coral")
        assert outcome.refused.startswith("members-only: the comments cannot be read anonymously")

    def test_that_does_not_know_the_story_yet_has_no_comments(self, twins):
        target = first_target(twins, "coral")
        page = Page(target.url, b'{"data":{"story":null}}', {}, NOW, target.payload)
        outcome = reading.read_pages([page], "comments", None, "coral")
        assert (outcome.refused, outcome.threads[0].comments, outcome.threads[0].more) == (None, (), ())


class TestDisqus:
    def test_says_why_there_is_no_thread(self, twins):
        target = first_target(twins, "disqus")
        frame = b'<html><script id="disqus-threadData">{"code":2,"response":"Unable to find thread"}</script></html>'
        outcome = reading.read_pages([Page(target.url, frame, {}, NOW)], "comments", None, "disqus")
        assert outcome.refused == "no-thread: Disqus has no thread of 'gadget-site:story é 1' (Unable to find thread)"

    def test_that_pays_no_heed_to_the_cursor_is_asked_once_more_and_no_further(self, twins):
        service = twins.SERVICES["disqus"](60)
        _, _, body = twins.asked(service, first_target(twins, "disqus"))
        asked, target = [], first_target(twins, "disqus")
        while target is not None:
            asked.append(target)
            (thread,) = comments.threads(Page(target.url, body.encode(), {}, NOW), "disqus")
            assert thread.cut_short == (not thread.more)
            target = thread.more[0] if thread.more else None
        assert len(asked) == 2

    def test_links_to_each_comment_and_to_those_who_have_a_profile(self, twins):
        _, found = read_whole(twins, twins.SERVICES["disqus"](3))
        assert [(c.url, c.author_url) for c in found[0].comments] == [
            (f"{URL}#comment-1", None),
            (f"{URL}#comment-2", "https://disqus.com/by/u/"),
            (f"{URL}#comment-3", "https://disqus.com/by/u/"),
        ]


class TestOpenWeb:
    def test_is_told_site_and_article_in_the_head_of_the_request(self, twins):
        target = first_target(twins, "openweb")
        assert comments.headers("openweb", target.payload) == {"x-spot-id": "sp_Ab12Cd34", "x-post-id": "4711"}

    @pytest.mark.parametrize(
        "payload", ["", "[]", '{"conversation_id":"sp_Ab12Cd34_a\\r\\nCookie: x"}', '{"conversation_id":7}']
    )
    def test_puts_nothing_into_the_head_that_is_no_id(self, payload):
        assert comments.headers("openweb", payload) == {}
        assert comments.headers(None, payload) == comments.headers("gsmarena", payload) == {}


class TestViafoura:
    def test_is_not_asked_for_the_site_that_the_page_tells(self):
        site = "00000000-0000-4000-8000-0000000000ab"
        more = f'<meta name="vf:container_id" content="7"><script>viafoura = {{site_uuid: "{site}"}}</script>'
        (thread,) = comments.threads(article(more))
        assert thread.more[0].url.startswith(f"https://livecomments.viafoura.co/v4/livecomments/{site}?limit=100&")

    def test_asks_for_its_settings_once_for_each_thread(self, twins):
        assert first_target(twins, "viafoura") == Target(
            "https://api.viafoura.co/v2/www.gadgets.example/bootstrap/v2?session=false&container_id=story%3A1%2F%C3%A9",
            "comments",
            system="viafoura",
        )


@pytest.mark.timeout(20)  # the square would take hours
@pytest.mark.parametrize(
    "hard", ["<!-- -->" * 300_000, f"<b {' '.join(f'a{n}' for n in range(300_000))}>", "<i title='<'>" * 9_000]
)
def test_no_comments_markup_costs_the_square_of_its_size(hard):
    assert answers.words(f"<p>It creaks. {hard}<br>Always.").split()[:2] == ["It", "creaks."]
