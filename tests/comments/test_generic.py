import pytest

import newsscrape
from newsscrape import comments
from newsscrape.comments import generic, marks
from newsscrape.page import Page
from newsscrape.twin import kept

ADDRESS = "https://x.example/a/1"
FIRST = (
    '<div class="kommentar-item" id="kommentar_1201"><div class="info"><b class="user-name"><a href="/user/ada">Ada</a></b>'
    '<time datetime="2024-05-02T10:00:00Z">2 May</time></div><p class="kommentar-text">The hinge creaks.</p>'
    '<a href="#kommentar_1201">link</a> <span class="like-count">7</span><a class="reply">Antworten</a>{}</div>'
)
SECOND = (
    '<div class="kommentar-item" id="kommentar_1202"><b class="user-name">Bo</b><span class="datum">3 May 2024, 09:15</span>'
    '<p class="kommentar-text">Oil it.</p><a class="reply">Antworten</a></div>'
)


def page(body):
    return Page(ADDRESS, f"<html><body><h1>Hinges</h1><p>All about them.</p>{body}</body></html>".encode())


def read(body):
    return [comment for thread in comments.threads(page(body)) for comment in thread.comments]


def said(body):
    return [(comment.author, comment.body) for comment in read(body)]


def test_what_is_called_a_comment_is_read_whatever_wrote_it():
    first, second = read(FIRST.format("") + SECOND)

    assert (first.key, first.author, first.body, first.upvotes) == ("1201", "Ada", "The hinge creaks.", 7)
    assert (first.author_url, first.url) == ("https://x.example/user/ada", f"{ADDRESS}#kommentar_1201")
    assert first.published.utc == "2024-05-02T10:00:00Z"
    assert (second.key, second.author, second.body, second.parent) == ("1202", "Bo", "Oil it.", None)
    assert second.published.utc == "2024-05-03T09:15:00Z"


@pytest.mark.parametrize(
    "thread",
    [FIRST.format(f"<div>{SECOND}</div>"), FIRST.format("") + f'<div class="replies">{SECOND}</div>'],
    ids=["inside", "in the replies below"],
)
def test_an_answer_stands_in_what_it_answers_or_in_its_list_of_replies(thread):
    first, second = read(thread)

    assert (first.body, second.body, second.parent) == ("The hinge creaks.", "Oil it.", first.key)


def test_name_and_date_without_marks_are_the_first_pieces_of_text():
    posts = "".join(
        f'<li class="comment">{name}<br>{day} May 2024<p>Fine {day}.</p></li>' for name, day in (("Ada", 4), ("Bo", 5))
    )

    assert said(f'<ul class="comments">{posts}</ul>') == [("Ada", "Fine 4."), ("Bo", "Fine 5.")]


def test_a_line_that_signs_gives_name_and_date():
    post = '<li id="comment-{0}"><span class="metadata">geschrieben von {1} am 21. Jan. 2015, 19:04</span><p>Ja {0}.</p></li>'

    assert said(post.format(115, "berg") + post.format(116, "tal")) == [("berg", "Ja 115."), ("tal", "Ja 116.")]


def test_a_number_as_id_tells_comments_only_in_a_place_of_comments():
    posts = "".join(
        f'<li id="message_{n}"><a class="author">Ada {n}</a><time datetime="2024-05-02">2 May</time><p>Yes.</p></li>'
        for n in (101, 102)
    )

    assert len(read(f'<div class="section_comments"><ul>{posts}</ul></div>')) == 2
    assert read(f'<div class="stories"><ul>{posts}</ul></div>') == []


def test_what_holds_the_one_paragraph_called_a_comment_is_the_comment():
    post = '<blockquote><div><small>{} am 4.5.2024</small></div><p class="comment">{}</p></blockquote>'

    assert said(post.format("Ada", "Fine.") + post.format("Bo", "No.")) == [("Ada", "Fine."), ("Bo", "No.")]
    assert read(f"<div>4.5.2024{'<p class=comment>Of hinges.</p>' * 3}</div>") == []


UNMARKED = "<li><b>Ada</b> sagt:<br><i>4 May 2024</i><p>Fine.</p>{}</li><li><b>Bo</b> (5 May 2024)<br><p>Not so fine.</p></li>"


@pytest.mark.parametrize(
    "around",
    [
        "<h3>Kommentare</h3><form></form><ul>{}</ul>",
        "<div><h2>2 commentaires</h2></div><div class='fil'><ul>{}</ul></div>",
        "<div><h4>Comments (2)</h4><ol>{}</ol></div>",
    ],
)
def test_under_a_heading_of_comments_elements_without_marks_are_comments(around):
    assert said(around.format(UNMARKED.format(""))) == [("Ada", "Fine."), ("Bo", "Not so fine.")]


def test_answers_without_marks_stand_in_lists_of_the_same_kind():
    answer = "<ul><li><b>Cy</b> sagt:<br><i>6 May 2024</i><p>Thanks.</p></li></ul>"
    first, second, third = read(f"<h3>Kommentare</h3><ul>{UNMARKED.format(answer)}</ul>")

    assert [(c.author, c.body) for c in (first, second, third)] == [("Ada", "Fine."), ("Cy", "Thanks."), ("Bo", "Not so fine.")]
    assert (second.parent, third.parent) == (first.key, None)


@pytest.mark.parametrize(
    "other",
    [
        "<h3>Kommentare</h3><ul><li>Be kind.</li><li>Be brief.</li></ul>",
        "<h3>Kommentare</h3><ul>" + "<li><h4><a href='/k/1'>Of hinges and of oil</a></h4>4 May 2024</li>" * 2 + "</ul>",
        f"<h3>The hinges</h3><ul>{UNMARKED.format('')}</ul>",
    ],
    ids=["rules", "teasers", "another heading"],
)
def test_a_heading_alone_makes_no_comments(other):
    assert read(other) == []


def test_a_headline_of_a_comment_is_its_first_line():
    post = '<div class="comment"><i class="author">{}</i><h5>Ah well</h5><div class="comment-text">It rained.</div></div>'

    assert said(post.format("Ada") + post.format("Bo")) == [("Ada", "Ah well\nIt rained."), ("Bo", "Ah well\nIt rained.")]


def test_one_comment_alone_has_to_show_two_signs():
    assert said('<div class="comment"><p>Nothing else.</p></div>') == []
    assert said('<div class="comment"><i class="author">Ada</i><p>Nothing else.</p></div>') == []
    post = '<div class="comment"><i class="author">Ada</i><time datetime="2024-05-02">2 May</time><p>Nothing else.</p></div>'
    assert said(post) == [("Ada", "Nothing else.")]


TEASER = (
    '<article class="comment"><h3><a href="/b/{0}">Hinges {0}</a></h3><i class="author">Ada</i><time>2 May 24</time></article>'
)
NEWEST = '<li class="comment-item"><span class="comment-author">Ada</span> on <a href="/b/{0}">A story about hinges</a></li>'
COUNTED = '<div class="story"><a href="/b/{0}">A story</a> <span class="comment-count">{0} comments</span></div>'
RATED = (
    '<div class="review"><i class="author">Ada</i><time>2 May 2024</time><p class="comment">Five stars, parcel {0}.</p></div>'
)
TOPIC = (
    '<tr class="topic"><td><a href="/t/{0}">Hinges {0}</a></td><td class="comments">{0}</td><td class="author">Ada</td></tr>'
)
FORM = '<div class="comment-form"><label>Name</label><textarea></textarea></div><div class="add-comment">Write {0}</div>'


@pytest.mark.parametrize("other", [TEASER, NEWEST, COUNTED, RATED, TOPIC, FORM])
def test_what_only_looks_like_comments_is_none(other):
    assert read("".join(other.format(number) for number in range(3))) == []


def test_the_newest_comments_of_the_site_are_not_the_articles():
    assert read(f'<div class="recent-comments">{FIRST.format("")}{SECOND}</div>') == []


def test_a_named_system_is_believed_first():
    item = '<ol class="comment-list"><li class="comment" id="comment-{0}"><cite class="fn">Bo</cite><p>Hi</p></li></ol>'

    assert [thread.system for thread in comments.threads(page(item.format(500)))] == ["wordpress"]
    form = '<form action="/wp-comments-post.php"></form>'
    assert [thread.system for thread in comments.threads(page(form + FIRST.format("") + SECOND))] == ["generic"]


def test_hidden_parts_and_forms_are_not_what_is_said():
    hidden = "<div hidden>Your answer was saved.</div><form><p>Answer here</p></form>"
    post = '<div class="comment"><i class="author">{}</i><p>Yes.</p>{}</div>'

    assert said(post.format("Ada", hidden) + post.format("Bo", hidden)) == [("Ada", "Yes."), ("Bo", "Yes.")]


def test_pingbacks_are_no_readers():
    post = '<li class="comment pingback" id="comment-{0}"><i class="author">A blog</i><p>[…] hinges […]</p></li>'

    assert read(post.format(700) + post.format(701)) == []


def test_many_comments_and_deep_threads_are_all_read():
    flat = "".join(
        f'<div class="comment" id="comment-{n}"><i class="author">A</i><p>Yes {n}</p></div>' for n in range(1000, 6000)
    )
    assert len(read(flat)) == 5_000

    deep = "".join(
        f'<div class="comment user" id="comment-{n}"><i class="author">A</i><p>Yes {n}</p>' for n in range(1000, 3000)
    )
    found = read(deep + "<i></i>" * 2_000 + "</div>" * 2_000)
    assert [comment.parent for comment in found] == [None, *(comment.key for comment in found[:-1])]
    assert len(found) == 2_000

    assert read("<div><h3>Comments</h3>" * 2_000 + "<ul><li><b>Ada</b> 4 May 2024</li></ul>" * 2_000) == []


def test_comments_are_not_the_body():
    paragraphs = "".join(f"<p>Hinge number {n} is made of steel, and it turns as it should on every day.</p>" for n in range(5))
    article = newsscrape.read(page(f"<div>{paragraphs}{FIRST.format('')}{SECOND}</div>").body, ADDRESS)

    assert "number 4" in article.body
    assert "creaks" not in article.body


def test_equal_pages_have_elements_of_their_own():
    body = "".join(f'<div class="comment"><b class="author">Ada</b><p>Words number {number}</p></div>' for number in range(3))
    first, second = (Page("https://a.example/", f"<html><body>{body}</body></html>".encode()) for _ in range(2))

    assert len(generic.elements(first)) == 3
    assert all(element in second.elements for element in generic.elements(second))


def test_a_comments_own_address_is_one_or_none():
    urls = [
        comment.url for link in ("//^?#kommentar_1201", "#a b_1201") for comment in read(FIRST.replace("#kommentar_1201", link))
    ]

    assert urls == [None, f"{ADDRESS}#a%20b_1201"]


@pytest.mark.parametrize("name", ["_ITEM", "_ID", "_ROOM", "_NO_READER", "_TYPE"])
def test_a_page_without_the_words_of_comments_calls_nothing_a_comment(name):
    pattern = vars(marks)[name]
    spelt = {text.replace(" ", filled) for text in kept.spelt(pattern) for filled in ("-", "1", "")}
    called = {text for text in spelt if pattern.search(text)}
    assert called
    assert not [text for text in called if not marks.in_items(text.upper())]
