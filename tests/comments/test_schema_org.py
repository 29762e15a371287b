"""Comments that a page describes by schema.org: JSON-LD and microdata, exact to the field, beside other systems."""

import html
import json

import pytest

from newsscrape.comments import threads

URL = "https://news.example/2024/hinge/"


def node(one):
    return {
        "@type": "Comment",
        "@id": f"{URL}#comment-{one.number}",
        "author": {"@type": "Person", "name": one.author, "url": f"/u/{one.number}"},
        "dateCreated": f"{one.at:%Y-%m-%dT%H:%M:%S}Z",
        "text": one.markup,
        "upvoteCount": str(one.votes),
        "downvoteCount": 2,
    }


def tree(told):
    """Nodes in nodes, and the comments in their order."""
    nodes = {one.number: node(one) for one in told}
    for one in told:
        if one.parent:
            nodes[one.parent].setdefault("comment", []).append(nodes[one.number])
    return [nodes[one.number] for one in told if not one.parent], nodes


def document(described, more=""):
    script = json.dumps(described).replace("</", "<\\/")
    return f'<html><body><p>Text</p><script type="application/ld+json">{script}</script>{more}</body></html>'


def fields(comment):
    given = (comment.key, comment.parent, comment.author, comment.author_url, comment.url, comment.published.utc)
    return (*given, comment.body, comment.upvotes, comment.downvotes)


def expected(one):
    return (
        *(f"comment-{one.number}", f"comment-{one.parent}" if one.parent else None, one.author),
        *(f"https://news.example/u/{one.number}", None, f"{one.at:%Y-%m-%dT%H:%M:%SZ}", one.body, one.votes, 2),
    )


def numbered(told):
    return sorted(map(expected, told))


@pytest.mark.parametrize("count", [3, 60, 400])
def test_json_ld_is_read_whole_and_exactly(told, page, count):
    written = told(count)
    tops, _ = tree(written)
    described = {"@type": ["NewsArticle"], "headline": "Hinge", "commentCount": count, "comment": tops}
    (thread,) = threads(page(URL, document(described)))
    assert (thread.system, thread.key, thread.url, thread.claimed) == ("schema_org", "/2024/hinge", URL, count)
    assert sorted(map(fields, thread.comments)) == numbered(written)
    assert thread.comments[0].key == "comment-1000"


def test_nodes_beside_the_article_may_name_what_they_answer(told, page):
    nodes = [
        {**node(one), "parentItem": {"@id": f"{URL}#comment-{one.parent}"}} if one.parent else node(one) for one in told(3)
    ]
    (thread,) = threads(page(URL, document({"@graph": [{"@type": "NewsArticle"}, *nodes]})))
    assert list(map(fields, thread.comments)) == list(map(expected, told(3)))


@pytest.mark.parametrize(
    ("described", "said"),
    [
        ({"@type": "Article", "comment": {"text": "Yes", "author": "Ada"}}, [("Yes", "Ada")]),
        (
            {"@type": "Article", "comment": [{"@type": "Review", "reviewBody": "Yes", "creator": ["Ada", "Bo"]}]},
            [("Yes", "Ada")],
        ),
        ([{"@type": "UserComments", "commentText": "Yes &amp; no", "creator": {"name": "Ada"}}], [("Yes & no", "Ada")]),
        ({"@type": "http://schema.org/Comment", "text": "One\nTwo", "author": {"name": None}, "url": 5}, [("One\nTwo", None)]),
        ({"@type": "Article", "comment": ["Yes", None, 5, {"text": ["A", "B"]}, {"text": " "}]}, [("A\n\nB", None)]),
        (
            {"@type": "Comment", "text": "&lt;p&gt;Yes&lt;/p&gt;<script>x()</script>", "identifier": {"value": 7}},
            [("Yes", None)],
        ),
    ],
)
def test_wrong_types_are_borne(page, described, said):
    (thread,) = threads(page(URL, document(described)))
    assert [(comment.body, comment.author) for comment in thread.comments] == said


@pytest.mark.parametrize(
    "described", [{"@type": "Article", "commentCount": 3}, {"@type": "Article", "comment": []}, {"@type": "Comment"}, []]
)
def test_a_description_without_words_is_no_claim(page, described):
    assert threads(page(URL, document(described))) == ()


def marked(one, inner=""):
    return f"""<div class="x" itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c{one.number}">
      <span itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="/u/{one.number}">
      <span itemprop="name">{html.escape(one.author)}</span></a></span>
      <meta itemprop="identifier" content="comment-{one.number}">
      <time itemprop="dateCreated" datetime="{one.at:%Y-%m-%dT%H:%M:%S}Z">then</time><div itemprop="text">{one.markup}</div>
      <span itemprop="upvoteCount">{one.votes}</span><meta itemprop="downvoteCount" content="2">{inner}</div>"""


@pytest.mark.parametrize("count", [3, 60, 400])
def test_microdata_is_read_whole_and_exactly(told, page, count):
    written = told(count)
    inner = {one.number: "" for one in written}
    for one in reversed(written):
        if one.parent:
            inner[one.parent] = marked(one, inner[one.number]) + inner[one.parent]
    shown = "".join(marked(one, inner[one.number]) for one in written if not one.parent)
    (thread,) = threads(page(URL, f"<html><body>{shown}</body></html>"))
    assert thread.system == "schema_org"
    assert sorted(map(fields, thread.comments)) == numbered(written)


def test_other_microdata_is_no_claim(page):
    shown = (
        '<div itemscope itemtype="https://schema.org/Person"><span itemprop="name">Ada</span><p itemprop="text">Yes</p></div>'
    )
    assert threads(page(URL, f"<html><body>{shown}</body></html>")) == ()


class TestBesideOthers:
    ITEM = '<div class="comment" id="comment-{0}"><b class="author">Ada</b><time>2024-06-01 10:00</time><p>Words {0}</p></div>'
    FORM = '<form action="/wp-comments-post.php"><input name="comment_post_ID" value="812"></form>'

    API = '<link rel="https://api.w.org/" href="https://blog.example/wp-json/">'
    DISQUS = '<div id="disqus_thread"></div><script src="//volt.disqus.com/embed.js"></script>'

    def systems(self, page, count, claimed, more):
        counted = {} if claimed is None else {"commentCount": claimed}
        described = {"@type": "Article", **counted, "comment": [{"text": f"Words {n}"} for n in range(count)]}
        return [thread.system for thread in threads(page(URL, document(described, more)))]

    def test_a_list_of_as_many_in_the_page_is_truer(self, page):
        shown = "".join(self.ITEM.format(1000 + number) for number in range(3))
        assert self.systems(page, 3, 3, shown) == ["generic"]
        assert self.systems(page, 4, 4, shown) == ["schema_org"]

    def test_room_for_comments_is_less_than_all_of_them(self, page):
        assert self.systems(page, 3, 3, self.FORM) == ["schema_org"]

    def test_a_way_to_all_of_them_is_more_than_some(self, page):
        assert self.systems(page, 3, 9, self.FORM + self.API) == ["wordpress"]
        assert self.systems(page, 3, 9, self.DISQUS) == ["disqus"]
        assert self.systems(page, 3, 9, self.FORM) == self.systems(page, 3, 9, "") == ["schema_org"]

    def test_a_description_that_does_not_say_it_is_whole_may_be_of_the_first_few(self, page):
        assert self.systems(page, 3, None, self.DISQUS) == ["disqus"]
        assert self.systems(page, 3, 3, self.DISQUS) == ["schema_org"]
        assert self.systems(page, 3, None, self.FORM) == self.systems(page, 3, None, "") == ["schema_org"]


def test_two_thousand_answers_in_answers(page):
    depth = 2_000
    opened = '<div itemprop="comment" itemscope><p itemprop="text">Yes</p>' * depth
    (thread,) = threads(page(URL, f"<html><body>{opened}{'</div>' * depth}</body></html>"))
    keys = [comment.key for comment in thread.comments]
    assert [comment.parent for comment in thread.comments] == [None, *keys[:-1]]
    assert len(keys) == depth


@pytest.mark.slow
def test_from_the_article_to_the_rows(told, sites, crawl):
    written = told(60)
    tops, _ = tree(written)
    script = json.dumps({"@type": "NewsArticle", "comment": tops}).replace("</", "<\\/")
    sites.news.put("/hinge.html", sites.article(f'<script type="application/ld+json">{script}</script>'))
    ended = crawl("web", "-a", f"url={sites.news.base}hinge.html", "-a", "follow=none", "-s", "DOWNLOAD_DELAY=0")
    assert ended.returncode == 0, ended.err
    rows = crawl.rows("SELECT key, parent_key, author, body, upvotes, downvotes FROM comments ORDER BY key")
    assert rows == [
        (f"comment-{one.number}", f"comment-{one.parent}" if one.parent else None, one.author, one.body, one.votes, 2)
        for one in written
    ]
    assert crawl.rows("SELECT system, key, completed_at IS NOT NULL FROM threads") == [("schema_org", "/hinge.html", 1)]
