"""Importing articles from JSON Lines: what was exported comes back, a bad line costs itself, a second time changes nothing."""

import json
from contextlib import closing
from dataclasses import replace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import forms
from newsscrape.archive import connection, reader
from newsscrape.archive.commenters import Person
from newsscrape.archive.forget import forget
from newsscrape.cli import main
from newsscrape.comments.cut import without_comments
from newsscrape.config import Config
from newsscrape.errors import BadArgument
from newsscrape.ingest.lines import _article, take
from newsscrape.model import Article, Author, Comment, Image, Instant, Link, LiveUpdate, Thread
from newsscrape.text import printable

ONE = Article(
    site="gadgets",
    key="1",
    url="https://gadgets.example/1",
    title="A quiet car",
    authors=(Author("Ada", "https://gadgets.example/ada"),),
    published=Instant("2023-11-04T10:00:00Z", "4 Nov 2023 11:00", "minute", 60, "site"),
    modified=Instant("2023-11-05T10:00:00Z", "5 Nov 2023 11:00", "minute", 60, "site"),
    tags=("cars",),
    body="No sound.\n\nA week.",
    images=(
        Image("https://gadgets.example/1.jpg", alt="The car", role="lead", variants=(("https://gadgets.example/s.jpg", 9),)),
    ),
    links=(Link("https://gadgets.example/2", "more"),),
    live_updates=(LiveUpdate("u1", "Now", None, "It begins."),),
    comment_count=2,
)
SAID = Thread(
    "gsmarena",
    "7",
    (
        Comment("c1", "Nice", author="Bo", author_key="x1", published=Instant("2023-11-05T00:00:00Z", "05 Nov 2023", "day")),
        Comment(
            *("c2", "Not so", "c1", "Cy", "x2", "https://gadgets.example/cy", "https://gadgets.example/1#c2"), quoted="Nice"
        ),
    ),
    claimed=2,
)
TWO = Article(site="other.example", key="/2", url="https://other.example/2", title="A loud phone", body="Very loud.")


@pytest.fixture
def archive(archived):
    archived([ONE], threads=[SAID])
    return archived([TWO])


@pytest.fixture
def lines(archive, tmp_path):
    """The archive as JSON Lines."""
    path = tmp_path / "all.jsonl"
    assert CliRunner().invoke(main, ["--archive", str(archive), "export", "-o", str(path)]).exit_code == 0
    return path


def read(path):
    with closing(connection.open_reader(path)) as reading:
        return [*reader.articles(reading)]


def dump(path):
    with closing(connection.open_reader(path)) as reading:
        return [line for line in reading.iterdump() if "INSERT" in line]


def imported(path, archive, **values):
    return take(path, Config(archive=archive, **values), {})


def test_what_was_exported_comes_back_once(lines, archive, tmp_path):
    new = tmp_path / "new.db"
    assert imported(lines, new).articles == {"new": 2}
    assert [forms.to_dict(article) for article in read(new)] == [forms.to_dict(article) for article in read(archive)]

    before = dump(new)
    assert imported(lines, new).articles == {"unchanged": 2}
    assert dump(new) == before
    assert imported(lines, archive).articles == {"unchanged": 2}, "nor into the archive it came from"


def test_a_comments_date_is_as_fine_as_the_file_says(lines, archive, tmp_path):
    imported(lines, tmp_path / "new.db")
    assert read(tmp_path / "new.db")[0].comments[0].published.precision == "day"

    form = json.loads(lines.read_text().splitlines()[0])
    for comment in form["comments"]:
        for name in ("author_url", "url", "published_precision"):
            del comment[name]
    lines.write_text(json.dumps(form))
    before = read(archive)[0].comments
    imported(lines, archive)
    assert read(archive)[0].comments == before, "an older file takes nothing away"


def test_an_article_that_differs_is_revised_and_keeps_what_the_file_does_not_tell(lines, archive):
    form = json.loads(lines.read_text().splitlines()[0])
    form |= {"title": "A very quiet car", "section": None}
    form["comments"][0]["body"] = "Very nice"
    form["comments"] = [form["comments"][0], {"key": "c3", "body": "Late", "author": "Di"}]
    lines.write_text(json.dumps(form))

    assert imported(lines, archive).articles == {"changed": 1}
    article = read(archive)[0]
    assert (article.title, article.published, article.modified) == ("A very quiet car", ONE.published, ONE.modified)
    assert (article.images, article.authors) == (ONE.images, ONE.authors)
    assert [(one.key, one.body) for one in article.comments] == [("c1", "Very nice"), ("c2", "Not so"), ("c3", "Late")]
    assert (article.comments[0].author_key, article.comments[0].published) == ("x1", SAID.comments[0].published)
    with closing(connection.open_reader(archive)) as reading:
        assert [tuple(row) for row in reading.execute("SELECT number, title FROM revisions")] == [(1, "A quiet car")]
        assert [tuple(row) for row in reading.execute("SELECT system, key FROM threads")] == [("gsmarena", "7")]


BAD = {
    b"{": "no JSON",
    b"[1]": "no object",
    b'{"site": "x", "key": "1"}': "url",
    b'{"site": "x", "key": "1", "url": "javascript:x"}': "no web address",
    b'{"site": "x", "key": "1", "url": "https://x.example/", "title": 7}': "title",
    b'{"site": "x", "key": "1", "url": "https://x.example/", "title": "\\ud800"}': "UTF-8",
    b'{"site": "x", "key": "1", "url": "https://x.example/\xff"}': "UTF-8",
    b"[" * 100_000: "no JSON",
}


def test_a_bad_line_costs_itself_and_is_told_with_its_number(lines, tmp_path):
    good = lines.read_bytes().splitlines()
    lines.write_bytes(b"\n".join([good[0], *BAD, b"", good[1]]))

    done = CliRunner().invoke(main, ["--archive", str(tmp_path / "new.db"), "import", str(lines)])
    assert done.exit_code == 0
    first, second, *rest = done.output.splitlines()
    assert first == f"{lines}: articles: 2 new, 0 changed, 0 unchanged"
    assert second == "8 bad lines left out"
    for number, (line, said) in enumerate(zip(rest, BAD.values(), strict=True), 2):
        assert line.startswith(f"  line {number}: ")
        assert said in line


@pytest.mark.parametrize("data", [b"", b"{}\n", b"\xff\xfe", b"no lines of JSON"])
def test_a_file_without_a_good_line_is_refused_before_an_archive_is_made(tmp_path, data):
    (tmp_path / "x.jsonl").write_bytes(data)

    with pytest.raises(BadArgument, match="no line of it is an article"):
        imported(tmp_path / "x.jsonl", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_who_is_forgotten_does_not_come_back(lines, archive):
    with closing(connection.open_writer(archive)) as writing:
        forget(writing, archive, Person("Bo", None, None), without_comments, "2026-02-01T00:00:00Z", dry_run=False)

    imported(lines, archive)
    assert [comment.author for comment in read(archive)[0].comments if comment.author] == ["Cy"]
    assert not any("Nice" in (comment.quoted or "") + comment.body for comment in read(archive)[0].comments)


def test_the_settings_for_readers_hold(lines, tmp_path):
    imported(lines, tmp_path / "none.db", comments="none")
    assert [article.comments for article in read(tmp_path / "none.db")] == [(), ()]
    imported(lines, tmp_path / "keyed.db", commenters="pseudonyms", secret_file=tmp_path / "key")
    assert all(one.author.startswith("reader-") for one in read(tmp_path / "keyed.db")[0].comments)


TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12).map(printable)


@given(title=st.none() | TEXT, body=st.none() | TEXT, names=st.lists(TEXT.filter(bool), max_size=2), said=TEXT)
def test_any_text_is_read_as_it_was_written(title, body, names, said):
    article = replace(TWO, title=title, body=body, authors=tuple(map(Author, names)), comments=(Comment("c", said),))

    assert _article(json.dumps(forms.to_dict(article)).encode()) == article


def test_of_two_lines_of_one_article_the_second_is_the_later_reading(lines, tmp_path):
    form = json.loads(lines.read_text().splitlines()[1])
    lines.write_text("\n".join(json.dumps(form | {"title": title}) for title in ("First", "Second", "Second")))

    assert imported(lines, tmp_path / "new.db").articles == {"new": 1, "changed": 1, "unchanged": 1}
    assert [article.title for article in read(tmp_path / "new.db")] == ["Second"]
