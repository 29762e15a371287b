import pytest

from newsscrape.ingest import oblivion
from newsscrape.model import Article, Comment, Outcome, Thread
from newsscrape.page import Page

URL = "https://a.example/1"


def outcome(*comments):
    article = Article(site="s", key="1", url=URL, comments=comments)
    return Outcome(kind="article", article=article, threads=(Thread("wordpress", "1", comments),))


def left(page, *comments, gone=("Ann", "Bo Li")):
    one = outcome(*comments)
    found = oblivion.found(one, Page(URL, page.encode()), lambda name: name in gone)
    rest = oblivion.without(one, found)
    assert rest.article.comments == rest.threads[0].comments
    return set(found.names), rest.threads[0].comments


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("<html><b>Ann</b>", {"Ann"}),
        ("<html><b>Anna</b>", set()),
        ("<html><p>Ann, 12 Jun 2017</p>", {"Ann"}),
        ("<html><p>Bo Li wrote on Monday:</p>", {"Bo Li"}),
        ("<html><p>@Ann</p>", {"Ann"}),
        ("<html><i></i> Bo&nbsp;Li ", {"Bo Li"}),
        ('{"by": {"name": "Bo Li"}}', {"Bo Li"}),
        ('{"by": "\\u0041nn", "a": "\\"Bo\\""}', {"Ann"}),
        ("<html><p>It was Ann who said so</p>", set()),
    ],
)
def test_names_of_a_page_are_found(page, names):
    assert left(page)[0] == names


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("@Ann no", "@[removed] no"),
        ("well, @Bo Li: no", "well, @[removed]: no"),
        ("(@Ann's)", "(@[removed]'s)"),
        ("@Anna @Ann-Marie ann@Ann.example", "@Anna @Ann-Marie ann@[removed].example"),
        ("Ann no", "Ann no"),
        ("@Ann Smith", "@Ann Smith"),
    ],
)
def test_names_behind_an_at_are_removed(body, after):
    _, comments = left("<html>", Comment("1", body, author="Cy"), Comment("2", "x", author="Ann Smith"))

    assert comments[0].body == after


def test_comments_go_with_what_is_quoted_of_them():
    names, comments = left(
        "<html><b>Ann</b>",
        Comment("1", "What Ann says", author="Ann"),
        Comment("2", "no", author="Cy", parent="1", quoted="in other words"),
        Comment("3", "no", author="Cy", quoted="What Ann …"),
        Comment("4", "no", author="Ann Smith", parent="2", quoted="no"),
    )

    assert names == {"Ann"}
    assert [(comment.key, comment.quoted) for comment in comments] == [("2", None), ("3", None), ("4", "no")]


def test_where_a_quotation_names_them_what_comes_from_another_page_goes():
    _, comments = left(
        "<html><p>Ann, 12 Jun</p>",
        Comment("2", "no", author="Cy", parent="1", quoted="of another page"),
        Comment("3", "no", author="Cy", parent="2", quoted="of this page"),
    )

    assert [comment.quoted for comment in comments] == [None, "of this page"]


def test_without_forgotten_names_nothing_changes():
    comments = (Comment("1", "@Ann", author="Ann", quoted="x"), Comment("2", "y", author="Cy"))

    assert left("<html><b>Ann</b>", *comments, gone=()) == (set(), comments)
