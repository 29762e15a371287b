"""XenForo: threads of both versions, exact to the field, and the way from an article to its thread."""

import datetime as dt
import html

import pytest

from newsscrape.comments import threads
from newsscrape.model import Target

HOME = "https://forums.volt.example/threads/hinge-5.731"
PER_PAGE = 20
LEAD = (
    '<article class="message message--post" data-content="post-900"><div class="bbWrapper">The lead.'
    ' <a href="https://www.volt.example/2024/hinge/">Read the article</a></div></article>'
)


def quote(one):
    if one.quotes is None:
        return ""
    return f"""<blockquote class="bbCodeBlock bbCodeBlock--quote" data-quote="x" data-source="post: {one.quotes}">
      <div class="bbCodeBlock-title"><a class="bbCodeBlock-sourceJump" href="/goto/post?id={one.quotes}">x said:</a></div>
      <div class="bbCodeBlock-content"><div class="bbCodeBlock-expandContent">{one.quoted}
      <blockquote class="bbCodeBlock bbCodeBlock--quote" data-source="post: 1">Older still</blockquote></div>
      <div class="bbCodeBlock-expandLink"><a>Click to expand...</a></div></div></blockquote>"""


def post(one, place):
    if one.gone:
        return f'<div class="message message--deleted" data-content="post-{one.number}">Removed by a moderator</div>'
    names = "".join(f"<bdi>Fan {n}</bdi>, " for n in range(min(one.votes, 2)))
    others = f" and {one.votes - 2} others" if one.votes > 2 else ""
    liked = f'<a class="reactionsBar-link" href="/posts/{one.number}/reactions">{names}{others}</a>' if one.votes else ""
    name = html.escape(one.author)
    return f"""<article class="message message--post js-post" data-author="{name}" data-content="post-{one.number}">
      <div class="message-cell message-cell--user"><h4 class="message-name"><a href="/members/m.{place}/" class="username"
        data-user-id="{place}">{name}</a></h4></div>
      <div class="message-cell message-cell--main"><header class="message-attribution"><ul class="message-attribution-main">
        <li><a href="/threads/hinge-5.731/post-{one.number}" rel="nofollow"><time class="u-dt"
          datetime="{one.at:%Y-%m-%dT%H:%M:%S}-0400">then</time></a></li></ul>
        <ul class="message-attribution-opposite"><li><a href="/threads/hinge-5.731/post-{one.number}">#{place + 2}</a></li></ul>
      </header><div class="message-content"><div class="message-userContent"><article class="message-body">
        <div class="bbWrapper">{quote(one)}{one.markup}</div></article></div>
        <div class="message-lastEdit">Last edited: <time class="u-dt" datetime="2024-11-30T10:00:00-0400">x</time></div>
        <aside class="message-signature"><div class="sig">Sent from a phone</div></aside></div>
      <footer><div class="reactionsBar">{liked}</div></footer></div></article>"""


def pages(told):
    """The thread's pages by number: of so many posts each, the first of which is the article's lead."""
    posts = [LEAD, *(post(one, place) for place, one in enumerate(told))]
    last = max(1, -(-len(posts) // PER_PAGE))
    found = {}
    for number in range(1, last + 1):
        onward = f'<a class="pageNav-jump pageNav-jump--next" href="/threads/hinge-5.731/page-{number + 1}">Next</a>'
        nav = "".join(f'<li class="pageNav-page"><a href="/threads/hinge-5.731/page-{n}">{n}</a></li>' for n in (1, last))
        shown = "".join(posts[(number - 1) * PER_PAGE : number * PER_PAGE])
        found[number] = f"""<html><body><div class="block-outer">{nav}{onward if number < last else ""}</div>
          <div class="block-body js-replyNewMessageContainer">{shown}</div>
          <a href="/threads/another.99/">Another thread in the forum</a></body></html>"""
    return found


def address(number):
    return f"{HOME}/" if number == 1 else f"{HOME}/page-{number}"


def fields(comment):
    date = comment.published
    return (
        *(comment.key, comment.parent, comment.author, comment.author_key, comment.author_url, comment.url),
        *(date.utc, date.raw, date.offset, date.precision, comment.body, comment.quoted, comment.upvotes, comment.downvotes),
    )


def expected(one, place):
    return (
        *(str(one.number), str(one.quotes) if one.quotes else None, one.author, str(place) if place else None),
        f"https://forums.volt.example/members/m.{place}/",
        f"{HOME}/post-{one.number}",
        f"{one.at + dt.timedelta(hours=4):%Y-%m-%dT%H:%M:%SZ}",
        *(f"{one.at:%Y-%m-%dT%H:%M:%S}-0400", -240, "second", one.body, one.quoted, one.votes or None, None),
    )


@pytest.mark.parametrize("count", [0, 3, 60, 400])
def test_a_thread_is_read_whole_and_exactly(told, page, count):
    written = told(count)
    found, asked, site = [], [address(1)], pages(written)
    for url in asked:
        number = len(found) + 1
        (thread,) = threads(page(url, site[number]))
        assert (thread.system, thread.key, thread.url, thread.partial) == ("xenforo", "731", f"{HOME}/", False)
        found.append(thread.comments)
        asked += [target.url for target in thread.more]
    assert asked == [address(number) for number in site]
    assert [fields(comment) for comments in found for comment in comments] == [
        expected(one, place) for place, one in enumerate(written) if not one.gone
    ]


@pytest.mark.parametrize(
    ("first", "kept"),
    [
        ("Why is it so <b>loud</b>?", True),
        ('See <a href="/threads/other.8/">this</a>, <a href="/index.php?members/ada.5/">Ada</a>', True),
        ('Now <a href="https://www.volt.example/2024/hinge/">on the site</a>', False),
        ('<a href="/2024/hinge/">Continue reading</a>', False),
        ("It has a hinge that makes no noise. " * 6, False),
    ],
)
def test_a_first_post_is_left_out_only_where_it_repeats_the_article(page, first, kept):
    post = '<article class="message message--post" data-content="post-{}"><div class="bbWrapper">{}</div></article>'
    document = f"<html><body>{post.format(1, first)}{post.format(2, first)}</body></html>"
    (thread,) = threads(page(address(1), document))
    assert [comment.key for comment in thread.comments] == (["1", "2"] if kept else ["2"])


def test_the_article_leads_to_its_thread(page):
    link = f'<div class="article-comments"><a href="{HOME}/">Join the discussion: 42 comments</a></div>'
    (thread,) = threads(page("https://www.volt.example/2024/hinge/", f"<html><body><p>Text</p>{link}</body></html>"))
    assert (thread.system, thread.key, thread.comments, thread.partial) == ("xenforo", "731", (), True)
    assert thread.more == (Target(f"{HOME}/", "comments", system="xenforo"),)


@pytest.mark.parametrize(
    ("text", "claimed"), [("42 comments", 42), ("Comments (1,204)", 1204), ("Join the discussion", None), ("7", 7)]
)
def test_the_link_may_say_how_many_there_are(page, text, claimed):
    link = f'<p class="forum-link"><a href="{HOME}/">{text}</a></p>'
    (thread,) = threads(page("https://www.volt.example/2024/hinge/", f"<html><body>{link}</body></html>"))
    assert thread.claimed == claimed


@pytest.mark.parametrize(
    "link",
    [
        f'<div class="comments-wrapper"><div><a href="{HOME}/">Forum view</a></div></div>',
        f'<p class="forum-link"><a href="{HOME}/">Discuss this story</a></p>',
        f'<div class="forum-link"><a href="{HOME}/">12</a><a href="{HOME}/post-1005">Ada: indeed</a></div>',
    ],
)
def test_the_place_or_the_words_say_that_it_is_of_comments(page, link):
    (thread,) = threads(page("https://www.volt.example/2024/hinge/", f"<html><body>{link}</body></html>"))
    assert [target.url for target in thread.more] == [f"{HOME}/"]


@pytest.mark.parametrize(("said", "system"), [("12 comments", "xenforo"), ("2 comments", "generic"), ("Discuss", "generic")])
def test_a_few_of_its_comments_in_other_markup_do_not_hide_a_longer_thread(page, said, system):
    item = (
        '<div class="comment" id="comment-100{0}"><b class="author">Ada</b><time>2024-06-01 10:00</time><p>Words {0}</p></div>'
    )
    link = f'<div id="comments">{item.format(1)}{item.format(2)}<a href="/threads/hinge.77/">{said}</a></div>'
    (thread,) = threads(page("https://volt.example/hinge", f"<html><body>{link}</body></html>"))
    assert thread.system == system


def test_of_several_threads_the_pages_own_is_the_one_that_offers_all_comments(page):
    links = f'<footer class="comments"><a href="{HOME}/">14 comments</a><a href="{HOME}/">(View all)</a></footer>'
    teaser = '<div class="comments"><a href="/threads/other.8/">44 comments</a></div>'
    (thread,) = threads(page("https://www.volt.example/2024/hinge/", f"<html><body>{teaser}{links}{teaser}</body></html>"))
    assert (thread.key, thread.claimed) == ("731", 14)


def test_posts_under_an_article_are_an_excerpt_of_the_thread(told, page):
    listed = "".join(post(one, place) for place, one in enumerate(told(3)))
    document = f'<html><body><div class="comments"><a href="{HOME}/">See all 9 comments</a>{listed}</div></body></html>'
    (thread,) = threads(page("https://www.volt.example/2024/hinge/", document))
    assert [comment.key for comment in thread.comments] == ["1000", "1001", "1002"]
    assert (thread.partial, [target.url for target in thread.more]) == (True, [f"{HOME}/"])


@pytest.mark.parametrize(
    "links",
    [
        f'<p>As <a href="{HOME}/">one thread</a> tells</p>',
        f'<div class="forum-latest"><a href="{HOME}/">3 comments</a><a href="/threads/other.8/">5 comments</a></div>',
        f'<div class="forum-links"><a href="{HOME}/">The rules of our forum</a></div>',
        f'<nav class="comments"><a href="{HOME}/">Discuss with us</a></nav>',
    ],
    ids=["in the text", "the newest of the forum", "the rules", "in a menu"],
)
def test_other_links_to_threads_are_no_claim(page, links):
    assert threads(page("https://www.volt.example/2024/hinge/", f"<html><body>{links}</body></html>")) == ()


def test_the_first_version(page):
    def written(number, quoted="", liked=""):
        return f"""<li id="post-{number}" class="sectionMain message" data-author="Ada"><div class="messageUserInfo">
          <a href="members/ada.5/" class="username">Ada</a></div><div class="messageInfo"><div class="messageContent"><article>
          <blockquote class="messageText">{quoted}Yes<br>indeed</blockquote></article>
          <div class="editDate">Last edited: <span class="DateTime" title="Dec 1, 2014 at 3:04 PM">x</span></div></div>
          <div class="messageMeta"><a href="threads/hinge.731/#post-{number}" class="datePermalink">
          <abbr class="DateTime" data-time="1404554400">Jul 5, 2014</abbr></a>
          <a href="threads/hinge.731/#post-{number}" class="postNumber">#{number}</a></div>{liked}</div></li>"""

    quoted = """<div class="bbCodeBlock bbCodeQuote" data-author="Bo"><aside><div class="attribution type">Bo said:
      <a href="goto/post?id=41#post-41" class="AttributionLink">up</a></div><blockquote class="quoteContainer">
      <div class="quote">Is it?</div><div class="quoteExpand">Click to expand</div></blockquote></aside></div>"""
    liked = """<div class="likesSummary"><span class="LikeText"><a class="username">Bo</a>, <a class="username">Cy</a> and
      <a class="OverlayTrigger">12 others</a> like this.</span></div>"""
    lead = "Much is new about this hinge. " * 7
    base = '<head><base href="https://old.example/"></head>'
    document = f"<html>{base}<body><ol>{written(1, lead)}{written(42, quoted, liked)}</ol></body></html>"
    (thread,) = threads(page("https://old.example/threads/hinge.731/", document))
    (comment,) = thread.comments
    assert (comment.key, comment.parent, comment.body, comment.quoted) == ("42", "41", "Yes\nindeed", "Is it?")
    assert (comment.author, comment.author_url, comment.upvotes) == ("Ada", "https://old.example/members/ada.5/", 14)
    assert comment.published.utc == "2014-07-05T10:00:00Z"


def test_the_number_of_comments_may_be_declared(page):
    counter = '{"interactionType": "https://schema.org/CommentAction", "userInteractionCount": 7}'
    declared = f'{{"@type": "DiscussionForumPosting", "interactionStatistic": {counter}}}'
    script = f'<script type="application/ld+json">{declared}</script>'
    (thread,) = threads(page(address(1), pages([])[1].replace("<body>", f"<body>{script}")))
    assert thread.claimed == 7


def test_a_page_behind_the_last_leads_nowhere(page):
    assert threads(page(address(9), "<html><body><p>No such page</p></body></html>")) == ()


def test_a_page_of_many_posts_and_a_quotation_of_many_levels(told, page):
    (thread,) = threads(
        page(address(2), f"<html><body>{''.join(post(one, n) for n, one in enumerate(told(1200)))}</body></html>")
    )
    depth = 2000
    nested = '<blockquote class="bbCodeBlock--quote">' * depth + "x" + "</blockquote>" * depth
    deep = f'<article class="message" data-content="post-1"><div class="bbWrapper">{nested}Yes</div></article>'
    (other,) = threads(page(address(2), f"<html><body>{deep}</body></html>"))
    assert len(thread.comments) == 1130
    assert other.comments[0].body == "Yes"


@pytest.mark.slow
def test_from_the_article_to_the_rows(told, sites, crawl):
    web, other, written = sites.news, sites.forum, told(60)
    home = f"{other.base}threads/hinge-5.731/"
    for number, document in pages(written).items():
        other.put(f"/threads/hinge-5.731/{f'page-{number}' if number > 1 else ''}", document)
    web.put("/hinge.html", sites.article(f'<div class="comments"><a href="{home}">60 comments</a></div>'))
    ended = crawl("web", "-a", f"url={web.base}hinge.html", "-a", "follow=none", "-s", "DOWNLOAD_DELAY=0")
    assert ended.returncode == 0, ended.err
    rows = crawl.rows("SELECT key, parent_key, author, body, quoted, upvotes FROM comments ORDER BY position")
    assert rows == [
        (str(one.number), str(one.quotes) if one.quotes else None, one.author, one.body, one.quoted, one.votes or None)
        for one in written
        if not one.gone
    ]
    assert crawl.rows("SELECT system, key, claimed, completed_at IS NOT NULL FROM threads") == [("xenforo", "731", 60, 1)]
