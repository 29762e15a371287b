import html
import json

import pytest

from newsscrape import reading
from newsscrape.comments import threads
from newsscrape.comments.claim import CUT
from newsscrape.comments.cut import without_comments
from newsscrape.page import Page

URL = "https://blog.example/2024/06/hinge/"
TEXT = "The hinge of the new phone was opened and closed two hundred thousand times in a laboratory in Austin. " * 3
NAMES = ("Ada", "Bo Müller", "小米粉丝", 'x" OR 1=1 --')


def comment(number, name):
    return (
        f'<li id="comment-{number}" class="comment"><img alt="Avatar of {html.escape(name)}"><b class="fn">{name}</b>'
        f'<a href="{URL}#comment-{number}"><time datetime="2024-06-12T10:00:00Z">then</time></a>'
        f'<div class="comment-content"><p>What comment {number} has to say about it</p></div></li>'
    )


def document(names=NAMES, more="", head=""):
    items = "".join(comment(number, name) for number, name in enumerate(names, 1))
    return (
        f'<html><head><meta charset="utf-8"><title>Hinge 5</title>{head}</head><body><article><h1>Hinge 5</h1><p>{TEXT}</p>'
        f'<p>It held.</p></article><div id="comments"><ol class="comment-list">{items}</ol></div>{more}</body></html>'
    )


def page(text, **headers):
    return Page(URL, text.encode(headers.pop("charset", "utf-8")), {"content-type": headers.get("type", "text/html")})


def cut(text, *names, spoken="", **values):
    return without_comments(page(text, **values), names, spoken).decode("utf-8-sig")


def test_comments_go_and_the_article_stays():
    rest = cut(document())

    assert not [name for name in (*NAMES, "Müller", "What comment") if name in rest]
    left, before = reading.read(rest.encode("utf-8-sig"), URL), reading.read(document(), URL)
    assert (left.title, left.body) == (before.title, before.body) == ("Hinge 5", before.body)
    assert len(before.comments) == 4
    assert left.comments == ()


def test_a_page_that_was_cut_has_no_thread_that_others_could_be_missed_from():
    whole, rest = (
        page(document(more='<form action="/wp-comments-post.php">')),
        cut(document(more='<form action="/wp-comments-post.php">')),
    )

    assert threads(whole)
    assert CUT in rest
    assert threads(page(rest)) == ()


def test_cutting_twice_changes_nothing():
    once = without_comments(page(document()))

    assert without_comments(Page(URL, once)) == once


def test_the_page_itself_is_not_changed():
    one = page(document())
    without_comments(one)

    assert len(threads(one)[0].comments) == 4
    assert len(one.select("li.comment")) == 4


@pytest.mark.parametrize(
    "more",
    [
        "<aside>Newest: <i>Ada</i> on Hinge 5</aside>",
        '<a href="/user/Ada">profile</a>',
        '<a href="/user?name=Bo%20M%C3%BCller">profile</a>',
        '<div data-names="Ada, Bo Müller"></div>',
        f"<script>state = {json.dumps({'by': NAMES[1]})}</script>",
        '<script>say("What comment 2 has to say about it")</script>',
        "<template><p>Ada</p></template>",
        "<noscript>Bo M&uuml;ller</noscript>",
        "<p>What comment 1 has to say about it</p>",
        "<!-- Ada -->",
    ],
)
def test_what_tells_comments_again_goes_too(more):
    rest = cut(document(more=more))

    assert not [word for word in ("Ada", "M\\u00fc", "Müller", "M%C3%BC", "has to say") if word in rest]


def test_other_scripts_and_words_stay():
    rest = cut(document(more='<script>adaptive = "Adagio"</script><p>An Adagio by Ada-Louise.</p>'))

    assert 'adaptive = "Adagio"' in rest
    assert "An Adagio by Ada-Louise." in rest


def test_a_name_of_which_the_article_speaks_stays_outside_the_comments():
    rest = cut(document(more='<p class="byline">By Ada</p>'), spoken="Hinge 5\nAda")

    assert "By Ada" in rest
    assert 'class="fn"' not in rest


def test_names_can_be_given():
    assert "Cy" not in cut(document(more="<p>Cy was here</p>"), "Cy")
    assert "Cy" in cut(document(more="<p>Cy was here</p>"))


def test_a_page_of_another_charset_is_read_as_before():
    text = document(("Müller",)).replace("utf-8", "windows-1252").replace("It held", "Größe: 5 €")
    rest = without_comments(page(text, charset="cp1252"), (), "")

    assert "Größe: 5 €" in reading.read(rest, URL, headers={"content-type": "text/html; charset=windows-1252"}).body


def test_of_what_is_no_document_nothing_stays():
    assert without_comments(Page(URL, b'{"author": "Ada"}'), ["Ada"]) == b""
