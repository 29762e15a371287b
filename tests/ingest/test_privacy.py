import pytest

from newsscrape.archive.forgotten import Forgotten, digest
from newsscrape.ingest import worker
from newsscrape.ingest.privacy import Privacy
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.ingest.worker import Task
from newsscrape.page import Page

URL = "https://blog.example/2024/06/hinge/"
SALT = "00ff"
TEXT = "The hinge of the new phone was opened and closed two hundred thousand times in a laboratory in Austin. " * 3


def comment(number, name, text="Good to know that it lasts"):
    return (
        f'<li id="comment-{number}" class="comment"><b class="fn">{name}</b><time datetime="2024-06-12T10:00:00Z">then</time>'
        f'<div class="comment-content"><p>{text}</p></div></li>'
    )


def read(privacy, *comments, kind="article"):
    html = (
        f"<html><head><title>Hinge 5</title></head><body><article><h1>Hinge 5</h1><p>{TEXT}</p><p>It held.</p></article>"
        f'<ol class="comment-list">{"".join(comments)}</ol></body></html>'
    )
    outcome = worker.read(Task([Page(URL, html.encode())], kind, None), {}, privacy)
    assert not outcome.refused
    return outcome


def forgotten(*names, site=""):
    return Forgotten({SALT: frozenset(digest(SALT, site, name) for name in names)}, frozenset({site} - {""}))


def authors(outcome):
    return [comment.author for thread in outcome.threads for comment in thread.comments]


def test_by_default_nothing_is_changed():
    outcome = read(Privacy(), comment(1, "Ann"))

    assert outcome == read(None, comment(1, "Ann"))
    assert outcome.kept is None


def test_with_pseudonyms_no_name_is_in_the_outcome():
    made = Pseudonyms(b"key")
    outcome = read(Privacy(pseudonyms=made), comment(1, "Ann"), comment(2, "Anna"))

    assert authors(outcome) == [made.of("Ann"), made.of("Anna")]
    assert "Ann" not in repr(outcome)
    assert b"It held" in outcome.kept


def test_of_a_page_of_comments_nothing_is_kept_as_it_came():
    outcome = read(Privacy(pseudonyms=Pseudonyms(b"key")), comment(1, "Ann"), kind="comments")

    assert outcome.kept == b""
    assert len(authors(outcome)) == 1


@pytest.mark.parametrize("kind", ["article", "comments"])
def test_who_is_forgotten_does_not_come_back(kind):
    outcome = read(Privacy(forgotten=forgotten("Ann")), comment(1, "Ann"), comment(2, "Anna"), comment(3, "ann"), kind=kind)

    assert authors(outcome) == ["Anna", "ann"]
    assert not outcome.article or [c.author for c in outcome.article.comments] == ["Anna", "ann"]
    assert b"Ann" not in outcome.kept


def test_a_page_without_the_forgotten_is_kept_as_it_came():
    outcome = read(Privacy(forgotten=forgotten("Ann")), comment(2, "Anna"))

    assert outcome.kept is None


def test_a_name_is_forgotten_on_its_site_alone():
    assert authors(read(Privacy(forgotten=forgotten("Ann", site="blog.example")), comment(1, "Ann"))) == []
    assert authors(read(Privacy(forgotten=forgotten("Ann", site="other.example")), comment(1, "Ann"))) == ["Ann"]
    # A page of comments does not say whose it is: better one comment too few than one that should not be there.
    assert authors(read(Privacy(forgotten=forgotten("Ann", site="other.example")), comment(1, "Ann"), kind="comments")) == []


def test_a_pseudonym_can_be_forgotten():
    made = Pseudonyms(b"key")

    assert authors(read(Privacy(pseudonyms=made, forgotten=forgotten(made.of("Ann"))), comment(1, "Ann"))) == []
    assert authors(read(Privacy(pseudonyms=made, forgotten=forgotten("Ann")), comment(1, "Ann"))) == []


def test_without_comments_the_page_is_cut():
    outcome = read(Privacy(comments=False), comment(1, "Ann"))

    assert b"Ann" not in outcome.kept
    assert b"It held" in outcome.kept
