"""Habr: the tree of its page of comments, exact to the field, in both shapes, and the way there from the article."""

import datetime as dt
import html

import pytest

from newsscrape.comments import threads
from newsscrape.model import Target

SITE = "https://habr.example"
ARTICLE = f"{SITE}/ru/articles/812731/"
COMMENTS = f"{ARTICLE}comments/"
GONE = "A saucer came by and left these words here"


def element(one, depth=None):
    """The element of one comment; with a `depth` that of the flat shape."""
    name = html.escape(one.author)
    moscow = one.at + dt.timedelta(hours=3)
    indent = f'<div class="tm-comment-thread__indent tm-comment-thread__indent_l-{depth}"></div>' if depth is not None else ""
    quoted = f"<blockquote>{one.quoted}</blockquote>" if one.quoted else ""
    votes = f'<span class="tm-votes-meter__value" title="Votes {one.votes + 2}: ↑{one.votes} and ↓2">{one.votes - 2:+}</span>'
    head = f"""<header><a class="tm-user-info__userpic" href="/ru/users/u{one.number}/"></a>
      <span class="tm-user-info__user"><a class="tm-user-info__username" href="/ru/users/u{one.number}/">{name}</a></span>
      <a class="tm-comment-thread__comment-link" href="#comment_{one.number}"><time datetime="{one.at:%Y-%m-%dT%H:%M:%S}.000Z"
      title="{moscow:%Y-%m-%d, %H:%M}">then</time></a></header>"""
    body = f'<div class="tm-comment__body-content tm-comment__body-content_v2"><div>{quoted}{one.markup}</div></div>{votes}'
    said = f'<div class="tm-comment__body-content">{GONE}</div>' if one.gone else f"{head}{body}"
    return f"""<article class="tm-comment-thread__comment">{indent}<a class="tm-comment-thread__target"
      name="comment_{one.number}"></a><div class="tm-comment">{said}</div></article>"""


def nested(told):
    """The tree as sections in sections."""
    children = {}
    for one in told:
        children.setdefault(one.parent, []).append(one)

    def section(one):
        inner = "".join(map(section, children.get(one.number, ())))
        below = f'<div class="tm-comment-thread__children">{inner}</div>' if inner else ""
        return f'<section class="tm-comment-thread">{element(one)}{below}</section>'

    return "".join(map(section, children.get(None, ())))


def in_order(told):
    """The comments in the order of the tree, each with its depth."""
    children = {}
    for one in told:
        children.setdefault(one.parent, []).append(one)
    stack = [(one, 0) for one in reversed(children.get(None, ()))]
    while stack:
        one, depth = stack.pop()
        yield one, depth
        stack += [(child, depth + 1) for child in reversed(children.get(one.number, ()))]


def flat(told):
    """The tree as elements side by side, each with its depth."""
    return "".join(element(one, depth) for one, depth in in_order(told))


def document(inner, claimed):
    count = f'<h2>Comments <span class="tm-comments-wrapper__comments-count">{claimed}</span></h2>'
    return f"<html><body>{count}<div class='tm-comments__tree'>{inner}</div></body></html>"


def fields(comment):
    given = (comment.key, comment.parent, comment.author, comment.author_url, comment.url, comment.published.utc)
    return (*given, comment.body, comment.quoted, comment.upvotes, comment.downvotes)


def expected(one):
    return (
        *(str(one.number), str(one.parent) if one.parent else None, one.author, f"{SITE}/ru/users/u{one.number}/"),
        *(f"{COMMENTS}#comment_{one.number}", f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.body, one.quoted, one.votes, 2),
    )


@pytest.mark.parametrize("shape", [nested, flat])
@pytest.mark.parametrize("count", [3, 60, 400])
def test_a_thread_is_read_whole_and_exactly(told, page, count, shape):
    written = told(count)
    (thread,) = threads(page(COMMENTS, document(shape(written), count)))
    assert (thread.system, thread.key, thread.url, thread.claimed) == ("habr", "812731", COMMENTS, count)
    assert (thread.partial, thread.more) == (False, ())
    assert [fields(comment) for comment in thread.comments] == [expected(one) for one, _ in in_order(written) if not one.gone]


def test_a_page_without_comments_is_no_claim(page):
    assert threads(page(COMMENTS, document("", 0))) == ()


@pytest.mark.parametrize("said", ["57", "Comments 57", "Comments"])
def test_the_article_leads_to_its_comments(page, said):
    link = f'<a class="tm-article-comments-counter-link" href="/ru/articles/812731/comments/"><span>{said}</span></a>'
    counted = link.replace("<span>", '<span class="tm-article-comments-counter-link__value">')
    (thread,) = threads(page(ARTICLE, f"<html><body><p>Text</p>{counted}</body></html>"))
    assert (thread.system, thread.key, thread.comments, thread.partial) == ("habr", "812731", (), True)
    assert thread.claimed == (57 if said == "57" else None)
    assert thread.more == (Target(COMMENTS, "comments", system="habr"),)


def test_the_comments_of_another_article_are_no_claim(page):
    link = '<a class="tm-link" href="/ru/articles/99/comments/">3</a>'
    assert threads(page(ARTICLE, f"<html><body>{link}</body></html>")) == ()
    assert threads(page(f"{SITE}/ru/", f"<html><body>{link}</body></html>")) == ()


def test_a_page_of_comments_in_other_markup_is_no_claim(page):
    assert threads(page(ARTICLE, f'<html><body><a href="{COMMENTS}">3</a></body></html>')) == ()


@pytest.mark.parametrize(("said", "votes"), [("+5", (5, None)), ("0", (0, None)), ("–3", (None, 3)), ("much", (None, None))])
def test_a_bare_score_is_votes_on_one_side(told, page, said, votes):
    (one,) = told(1)
    shown = nested([one]).replace('title="Votes 2: ↑0 and ↓2"', "").replace(">-2<", f">{said}<")
    (thread,) = threads(page(COMMENTS, document(shown, 1)))
    assert [(comment.upvotes, comment.downvotes) for comment in thread.comments] == [votes]


def test_two_thousand_answers_in_answers(page):
    depth = 2_000
    opened = "".join(
        f"""<section class="tm-comment-thread"><article class="tm-comment-thread__comment"><a name="comment_{number}"></a>
        <a class="tm-user-info__username">Ada</a><div class="tm-comment__body-content">Yes</div></article>"""
        for number in range(depth)
    )
    (thread,) = threads(page(COMMENTS, document(opened + "</section>" * depth, depth)))
    assert [comment.parent for comment in thread.comments] == [None, *map(str, range(depth - 1))]


@pytest.mark.slow
def test_from_the_article_to_the_rows(told, sites, crawl):
    web, written = sites.news, told(60)
    web.put("/ru/articles/812731/comments/", document(nested(written), 60))
    web.put("/ru/articles/812731/", sites.article('<a class="tm-link" href="/ru/articles/812731/comments/">60</a>'))
    ended = crawl("web", "-a", f"url={web.base}ru/articles/812731/", "-a", "follow=none", "-s", "DOWNLOAD_DELAY=0")
    assert ended.returncode == 0, ended.err
    rows = crawl.rows("SELECT key, parent_key, author, body, quoted, upvotes, downvotes FROM comments ORDER BY position")
    assert rows == [
        (str(one.number), str(one.parent) if one.parent else None, one.author, one.body, one.quoted, one.votes, 2)
        for one, _ in in_order(written)
        if not one.gone
    ]
    assert crawl.rows("SELECT system, key, completed_at IS NOT NULL FROM threads") == [("habr", "812731", 1)]
