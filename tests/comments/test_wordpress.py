import datetime as dt

import pytest

from newsscrape.comments import threads
from newsscrape.page import Page

NOW = dt.datetime(2024, 6, 13, 12, 0, tzinfo=dt.UTC)
URL = "https://blog.example/2024/06/hinge/"
FORM = '<form action="/wp-comments-post.php"><input name="comment_post_ID" value="812"></form>'


def modern(number, text="Good", name="Ada", inner=""):
    return f"""<li id="comment-{number}" class="comment depth-1"><article id="div-comment-{number}" class="comment-body">
    <footer class="comment-meta"><div class="comment-author vcard"><img class="avatar" src="a.png"><b class="fn">
    <a class="url" href="https://ada.example/">{name}</a></b> <span class="says">says:</span></div>
    <div class="comment-metadata"><a href="{URL}#comment-{number}">
    <time datetime="2024-06-12T10:0{number % 10}:00+02:00">then</time></a>
    </div></footer><div class="comment-content"><p>{text}</p></div>
    <div class="reply"><a class="comment-reply-link" href="#comment-{number}">Reply</a></div></article>{inner}</li>"""


def listed(*items):
    title = f'<h2 class="comments-title">{len(items)} thoughts on “Hinge 5”</h2>'
    return f'<div id="comments">{title}<ol class="comment-list">{"".join(items)}</ol></div>'


def thread(body, url=URL):
    (found,) = threads(Page(url, f"<html><body>{body}</body></html>".encode(), {}, NOW))
    return found


def test_a_comment_in_full():
    found = thread(listed(modern(7, "First<br>line</p><p>Second")) + FORM)
    assert (found.system, found.key, found.url, found.claimed, found.partial) == ("wordpress", "post-812", URL, 1, False)
    (comment,) = found.comments
    assert (comment.key, comment.author, comment.author_url) == ("7", "Ada", "https://ada.example/")
    assert comment.body == "First\nline\n\nSecond"
    assert (comment.published.utc, comment.published.offset) == ("2024-06-12T08:07:00Z", 120)
    assert comment.url == f"{URL}#comment-7"


def test_a_link_that_leads_to_no_page_is_not_the_comments_address():
    item = modern(7).replace("https://ada.example/", "s:ada").replace(f"{URL}#comment-7", "s:#comment-7", 1)
    (comment,) = thread(listed(item) + FORM).comments

    assert (comment.key, comment.author, comment.author_url) == ("7", "Ada", None)
    assert comment.url is None


def test_replies_know_their_parents():
    third = modern(3)
    second = modern(2, inner=f'<ol class="children">{third}</ol>')
    found = thread(listed(modern(1, inner=f'<ul class="children">{second}</ul>'), modern(4)))
    assert [(c.key, c.parent, c.body) for c in found.comments] == [
        ("1", None, "Good"),
        ("2", "1", "Good"),
        ("3", "2", "Good"),
        ("4", None, "Good"),
    ]


THEMES = {
    "the first default theme": """<li id="comment-1"><cite><a href="https://ada.example/">Ada</a></cite> Says:<br>
        <small class="commentmetadata"><a href="#comment-1">12 June 2024 at 10:07</a></small><p>Good</p></li>""",
    "the wordpress.com theme": """<li id="li-comment-1" class="comment depth-1"><div id="comment-1">
        <div class="comment-author vcard"><cite class="fn">Ada</cite> schreibt:</div>
        <div class="comment-meta commentmetadata"><a href="#comment-1">12. Juni 2024 um 10:07 Uhr</a></div><p>Good</p>
        <div class="reply"><a class="comment-reply-link" href="?replytocom=1">Antworten</a></div></div></li>""",
    "a theme with a prefix": """<li class="comment even" id="comment-1"><div class="w-comments-item-meta">
        <div class="w-comments-item-author"><span>Ada</span></div>
        <a class="w-comments-item-date">June 12, 2024 10:07 am</a></div>
        <div class="w-comments-item-text"><p>Good</p></div></li>""",
    "a theme with BEM names": """<li><article id="comment-1"><header class="comment__meta">
        <span class="comment__author-name">Ada says:</span><time datetime="2024-06-12T10:07:00">x</time></header>
        <div class="comment__content"><p>Good</p></div></article></li>""",
    "a theme that holds one back": """<li id="comment-1"><div class="comment-author">Ada sagt:</div><div class="comment-text">
        <p class="comment-awaiting-moderation">Waits</p><p>Good</p></div>
        <span class="comment-date">12.6.2024, 10:07</span></li>""",
}


@pytest.mark.parametrize("item", THEMES.values(), ids=THEMES)
def test_the_forms_of_themes(item):
    (comment,) = thread(f'<ol class="commentlist">{item}</ol>').comments
    assert (comment.key, comment.author, comment.body) == ("1", "Ada", "Good")
    assert comment.published.utc == "2024-06-12T10:07:00Z"


def test_pingbacks_are_no_readers():
    ping = '<li id="comment-9" class="pingback depth-1"><div class="comment-body">Pingback: <a href="/x">x</a></div></li>'
    assert [c.key for c in thread(listed(ping, modern(1))).comments] == ["1"]


def test_the_pages_of_a_thread():
    pager = "".join(f'<a href="{URL}comment-page-{number}/#comments">x</a>' for number in (1, 3, 2))
    elsewhere = '<a href="https://blog.example/other/comment-page-4/#comments">x</a>'
    found = thread(listed(modern(1)) + pager + elsewhere, f"{URL}comment-page-2/")
    assert (found.url, found.key) == (URL, "/2024/06/hinge")
    assert [(t.url, t.kind, t.system) for t in found.more] == [
        (f"{URL}comment-page-1/", "comments", "wordpress"),
        (f"{URL}comment-page-3/", "comments", "wordpress"),
    ]
    query = thread(listed(modern(1)) + '<a href="?cpage=2#comments">2</a>')
    assert [t.url for t in query.more] == [f"{URL}?cpage=2"]


def test_a_permanent_address_that_names_a_page_is_no_pager():
    item = modern(1).replace(f"{URL}#comment-1", f"{URL}comment-page-1/#comment-1")
    found = thread(listed(item))
    assert (found.more, found.comments[0].url) == ((), f"{URL}comment-page-1/#comment-1")


def test_an_empty_page_leads_nowhere():
    assert thread(FORM + f'<a href="{URL}comment-page-9/#comments">x</a>', f"{URL}comment-page-8/").more == ()


def test_a_form_without_comments_is_a_thread_without_comments():
    found = thread(FORM)
    assert (found.comments, found.key) == ((), "post-812")


def test_what_is_quoted_stands_apart():
    quoted = "<blockquote><p>Is it?</p><blockquote>Older</blockquote></blockquote>"
    (comment,) = thread(listed(modern(1, f"Sure</p>{quoted}<p>It is"))).comments
    assert (comment.body, comment.quoted) == ("Sure\n\nIt is", "Is it?")
    whole = '<li id="comment-1" class="depth-1"><b class="fn">Ada</b><blockquote><p>It is</p></blockquote></li>'
    (comment,) = thread(listed(whole)).comments
    assert (comment.body, comment.quoted) == ("It is", None)


def test_same_id_twice_and_one_text_twice():
    found = thread(listed(modern(1), modern(1), modern(2), modern(3)))
    assert [c.key for c in found.comments] == ["1", "2", "3"]


def test_markup_of_comments_is_not_taken_for_words():
    (comment,) = thread(listed(modern(1, '=2+2 <script>x()</script><img src=x onerror="y()"> 😀 عربي'))).comments
    assert comment.body == "=2+2 😀 عربي"


def test_time_is_linear_in_number_and_depth(steps):
    def flat(many):
        return thread(listed(*(modern(i) for i in range(many)))).comments

    def nested(many):
        deep = "".join(modern(i).removesuffix("</li>") + '<ol class="children">' for i in range(many)) + "</ol></li>" * many
        return thread(f'<ol class="comment-list">{deep}</ol>').comments

    assert len(flat(1000)) == 1000
    assert [c.parent for c in nested(2000)] == [None, *(str(i) for i in range(1999))]
    for one in (flat, nested):
        assert steps(lambda one=one: one(160)) < 2.5 * steps(lambda one=one: one(80))


def test_a_list_of_definitions_gives_name_and_text_side_by_side():
    item = '<dt class="depth-1" id="comment-{0}"><b class="fn">Ada</b></dt><dd><p>Yes {0}</p></dd>'
    found = thread(f'<dl id="comment_list">{item.format(21)}{item.format(22)}</dl>')

    assert [(comment.key, comment.author, comment.body) for comment in found.comments] == [
        ("21", "Ada", "Yes 21"),
        ("22", "Ada", "Yes 22"),
    ]


def test_a_comment_whose_text_has_no_name_is_all_but_its_frame():
    item = '<li class="comment depth-1" id="comment-23"><cite class="fn">Ada</cite><div class="format"><p>Yes</p></div></li>'

    assert [comment.body for comment in thread(listed(item)).comments] == ["Yes"]


def test_a_link_to_the_comment_itself_shows_its_time_whatever_its_class():
    item = (
        '<li class="comment depth-1" id="comment-24"><div class="who"><b class="fn">Ada</b> '
        '<a href="#comment-24">12 June 2024, 10:04</a></div>'
        '<div class="said"><p>As <a href="#comment-3">Bo</a> says</p></div></li>'
    )
    (comment,) = thread(listed(item)).comments

    assert (comment.body, comment.published.utc) == ("As Bo says", "2024-06-12T10:04:00Z")


SHOWN = (
    '<li id="comment-{0}" class="depth-1"><b class="fn">Ada</b><time datetime="2024-06-12T10:{0:02}:00Z">then</time>'
    '<div class="comment-content"><p>Words number {0}</p></div></li>'
)


def publish(web, numbers, more=""):
    """Publish an article that shows the last page of its comments, ten a page, and the other pages."""
    chunks = [numbers[start : start + 10] for start in range(0, len(numbers), 10)]
    for at in range(1, len(chunks) + 1):
        links = "".join(f'<a href="?cpage={other}">{other}</a>' for other in range(1, len(chunks) + 1) if other != at)
        items = "".join(SHOWN.format(number) for number in chunks[at - 1])
        title = f'<h2 class="comments-title">{len(numbers)} comments</h2>'
        page = web.article(1, more=f'{title}<ol class="comment-list">{items}</ol>{links}{more}')
        web.put(f"/1.html?cpage={at}", page)
        web.put("/1.html", page)


@pytest.mark.slow
def test_pages_that_shift_under_a_form_that_closes_are_one_thread_in_the_order_of_time(web, crawl):
    web.site([1])
    crawl.add_site(web)
    publish(web, range(1, 36), FORM)
    assert crawl("local").returncode == 0
    publish(web, [number for number in range(1, 48) if number not in (5, 22)])
    assert crawl("local", "-a", "refresh=all").returncode == 0

    rows = crawl.rows("SELECT CAST(key AS INTEGER), position, deleted_at IS NOT NULL FROM comments ORDER BY position")
    assert rows == [(number, number, number in (5, 22)) for number in range(1, 48)]
    assert crawl.rows("SELECT claimed, current, lacking FROM threads") == [(45, 45, 0)]
    assert crawl.rows("SELECT comments_new, comments_edited, comments_deleted FROM runs") == [(35, 0, 0), (12, 0, 2)]
