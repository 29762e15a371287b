import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.ingest.pseudonyms import PREFIX, Pseudonyms
from newsscrape.model import Article, Comment, Outcome, Thread
from newsscrape.text import fold

MADE = Pseudonyms(b"a key")
COMMENT = Comment(
    "7",
    "Thanks, Bo",
    author="Ada",
    author_key="AX7",
    author_url="https://a.example/ada",
    quoted="Bo said: no",
    upvotes=3,
    parent="5",
)
NAMES = st.text(min_size=1, max_size=30).map(fold).filter(bool)


def applied(comment):
    thread = Thread("wordpress", "1", (comment,), claimed=1)
    article = Article(site="s", key="1", url="https://a.example/1", comments=(comment,))
    outcome = MADE.applied(Outcome(kind="article", article=article, threads=(thread,)))
    assert outcome.article.comments == outcome.threads[0].comments
    assert dataclasses.replace(outcome.threads[0], comments=(comment,)) == thread
    return outcome.threads[0].comments[0]


def test_all_that_names_the_writer_is_replaced_and_the_rest_is_not():
    new = applied(COMMENT)

    assert new.author == MADE.of("Ada")
    assert new.author_key == MADE.of("AX7", "key")
    assert new.author_url == f"https://{MADE.of('https://a.example/ada', 'url')}.invalid/"
    assert new.quoted == f"{MADE.of('Bo')} said: no"
    same = {field: getattr(COMMENT, field) for field in ("author", "author_key", "author_url", "quoted")}
    assert dataclasses.replace(new, **same) == COMMENT


def test_what_is_missing_stays_missing():
    comment = Comment("1", "text")

    assert applied(comment) == comment


@pytest.mark.parametrize(
    ("quoted", "named"),
    [
        ("Ada wrote: no", "Ada"),
        ("@Ada Byron, wrote on 5 June: no", "Ada Byron"),
        ("“Zoë schrieb:\nno", "Zoë"),
        ("no: that is what it is", None),
        ("no", None),
    ],
)
def test_attributions_of_quotations(quoted, named):
    new = applied(Comment("1", "text", quoted=quoted)).quoted

    assert new == (quoted.replace(named, MADE.of(named)) if named else quoted)


@given(NAMES, NAMES)
def test_one_person_has_one_pseudonym_under_one_key(one, other):
    assert MADE.of(one) == Pseudonyms(b"a key").of(f" {one} ")
    assert (MADE.of(one) == MADE.of(other)) is (one == other)
    assert MADE.of(one) != Pseudonyms(b"another").of(one)
    assert MADE.of(one) != MADE.of(one, "key")
    assert MADE.of(one).startswith(PREFIX)
    assert MADE.of(one).isascii()
