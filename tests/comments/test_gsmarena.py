import datetime as dt

import pytest

from newsscrape.comments import threads
from newsscrape.page import Page

NOW = dt.datetime(2024, 6, 13, 12, 0, tzinfo=dt.UTC)
ARTICLE = "https://www.arenaev.com/s-news-9.php"
FULL = "https://www.arenaev.com/newscomm-9.php"


def post(text="<p class='uopin'>Hello</p>", name="<li class='uname2'>Ada</li>", key="id='71'", more=""):
    return f"<div class='user-thread material-card' {key}><ul class='user-thread-meta'>{name}{more}</ul>{text}</div>"


def thread(body, url=FULL):
    (found,) = threads(Page(url, f"<html><body>{body}</body></html>".encode(), {}, NOW))
    return found


def only(*args, **kwargs):
    (comment,) = thread(post(*args, **kwargs)).comments
    return comment


def follow(body, url=FULL):
    return [target.url for target in thread(body, url).more]


def test_line_breaks_of_a_comment_stay():
    assert only("<p class='uopin'>One\n line<br>two<br><br><br>three</p>").body == "One line\ntwo\n\nthree"


def test_an_answer_is_what_stands_outside_the_quotation():
    text = """<p class='uopin'><span class='uinreply'>Bo, 1 Jun 2024</span><span class='uinreply-msg'>Old words are
    <a href='#70'>more</a></span>New words<br>here</p>"""
    answer = only(text)
    assert (answer.parent, answer.quoted, answer.body) == ("70", "Old words are", "New words\nhere")


def test_a_link_in_the_header_of_a_quotation_names_the_parent_too():
    answer = only(
        "<p class='uopin'><a class='uinreply' href='#70'>Bo, 1 Jun 2024</a><span class='uinreply-msg'>Old</span>New</p>"
    )
    assert (answer.parent, answer.body) == ("70", "New")


def test_the_id_comes_from_the_element_else_from_the_reply_link():
    assert only().key == "71"
    reply = "<li class='ureply'><span><a href='postcomment.php3?idNews=9&amp;idComment=72'>Reply</a></span></li>"
    assert only(key="", more=reply).key == "72"
    assert only(key="").key.startswith("~")


def test_a_member_has_a_profile_and_a_guest_a_code():
    member = only(name="<li class='uname'><a href='user.php3?idUser=5'><b>AdelJ</b></a></li>")
    assert (member.author, member.author_url) == ("AdelJ", "https://www.arenaev.com/user.php3?idUser=5")
    guest = only(more="<li class='ulocation'><i></i><span title='Encoded anonymized location'>gya$</span></li>")
    assert (guest.author, guest.author_url, guest.author_key) == ("Ada", None, "gya$")


@pytest.mark.parametrize(
    ("markup", "votes"),
    [
        ("<span class='thumbs-score'>12</span>", (12, None)),
        ("<span class='thumbs-score'>-3</span>", (None, 3)),
        ("<ul class='votes' data-votes='4'><li>up</li></ul>", (4, None)),
        ("<ul class='votes' data-votes='0'></ul>", (0, None)),
        ("<span class='uavatar-stat upvote-count'>900</span>", (None, None)),
        ("<span class='thumbs-score'>many</span>", (None, None)),
    ],
)
def test_votes(markup, votes):
    comment = only(more=markup)
    assert (comment.upvotes, comment.downvotes) == votes


@pytest.mark.parametrize(
    ("raw", "utc", "precision"),
    [
        ("13 Jun 2017", "2017-06-13T00:00:00Z", "day"),
        ("5 hours ago", "2024-06-13T07:00:00Z", "hour"),
        ("12 minutes ago", "2024-06-13T11:48:00Z", "minute"),
        ("yesterday", "2024-06-12T00:00:00Z", "day"),
    ],
)
def test_dates(raw, utc, precision):
    published = only(more=f"<li class='upost'><time>{raw}</time></li>").published
    assert (published.utc, published.precision, published.raw) == (utc, precision, raw)


def test_deleted_comments_stay_and_empty_frames_go():
    body = (
        post("", key="id='1'")
        + post("<p class='uopin'></p>", name="", key="id='2'")
        + post("<p class='uopin'>x</p>", name="", key="id='3'")
    )
    assert [(c.key, c.author, c.body) for c in thread(body).comments] == [("1", "Ada", ""), ("3", None, "x")]


def test_scripts_are_no_words_of_a_comment():
    assert only("<p class='uopin'>a<script>alert(1)</script><img src=x onerror=alert(1)>b</p>").body == "ab"


def test_the_full_thread_leads_from_page_to_page_and_ends():
    pager = '<div id="user-pages"><a href="newscomm-9.php">1</a><a href="newscomm-9p%s.php">n</a></div>'
    assert follow(post() + pager % 2) == ["https://www.arenaev.com/newscomm-9p2.php"]
    assert follow(post() + pager % 5, "https://www.arenaev.com/newscomm-9p2.php") == [
        "https://www.arenaev.com/newscomm-9p3.php"
    ]
    assert follow(post() + pager % 3, "https://www.arenaev.com/newscomm-9p3.php") == []


def test_an_empty_page_leads_nowhere():
    body = '<div id="user-comments"><a href="newscomm-9p8.php">Next page</a></div>'
    assert follow(body, "https://www.arenaev.com/newscomm-9p7.php") == []


def test_another_articles_comments_are_not_followed():
    assert follow('<div id="user-comments"><a href="newscomm-8.php">x</a></div>' + post(), ARTICLE) == []


def test_the_article_leads_to_its_thread_unless_all_of_it_is_there():
    frame = '<div id="user-comments">%s<a href="newscomm-9.php">Read all comments</a>'
    frame += '<p id="opinions-total">Total reader comments: <b>%s</b></p></div>'
    assert follow(frame % (post(), 4), ARTICLE) == [FULL]
    assert follow(frame % (post(), 1), ARTICLE) == []
    assert follow(frame % (post(key=""), 1), ARTICLE) == [FULL]
    assert follow(frame % ("", 0), ARTICLE) == []
    assert (thread(frame % (post(), 4), ARTICLE).partial, thread(frame % (post(), 1), ARTICLE).partial) == (True, False)
    assert (thread(frame % ("", 0), ARTICLE).claimed, thread(frame % (post(), "1,204"), ARTICLE).claimed) == (0, 1204)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://m.gsmarena.com/s-ampnews-9.php", "news-9"),
        ("https://www.gsmarena.com/s-review-9p2.php", "review-9"),
        ("https://www.gsmarena.com/reviewcomm-9p4.php", "review-9"),
        ("https://www.gsmarena.com/newsdetail.php3?idNews=9", "news-9"),
    ],
)
def test_one_thread_has_one_key(url, key):
    assert thread(post(), url).key == key


def test_the_order_is_told_by_the_dates():
    def dated(*days):
        return "".join(post(key=f"id='{d}'", more=f"<li class='upost'>{d} June 2024</li>") for d in days)

    assert thread(dated(3, 2)).newest_first is True
    assert thread(dated(2, 3)).newest_first is False


def test_time_is_linear_in_number_and_depth(steps):
    def flat(many):
        return thread("".join(post(key=f"id='{i}'", more="<li class='upost'>1 June 2024</li>") for i in range(many))).comments

    def deep(many):
        return thread("".join(post(key=f"id='{i}'").removesuffix("</div>") for i in range(many))).comments

    for one in (flat, deep):
        assert len(one(2000)) == 2000
        assert steps(lambda one=one: one(200)) < 2.5 * steps(lambda one=one: one(100))
