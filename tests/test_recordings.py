"""Every recorded page is read again, and each field of what comes out has a test of its own."""

import datetime as dt
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest

from newsscrape import comments, recording
from newsscrape.errors import BadArgument
from newsscrape.ingest import recordings
from newsscrape.ingest.judge import judge
from newsscrape.model import Outcome, Target
from newsscrape.page import Page
from newsscrape.sites import registry

ROOT = Path(__file__).parent / "recordings"
CASES = {f"{meta.parent.parent.name}/{meta.parent.name}": meta.parent for meta in sorted(ROOT.glob("*/*/meta.json"))}
FIELDS = [(case, field) for case, folder in CASES.items() for field in recording.load(folder).expected]
SITES = registry.load()
LONG = 40
"""Characters of a line by which it is known again."""


@cache
def checked(case):
    return recordings.check(CASES[case], SITES.get(CASES[case].parent.name))


def read(case):
    return checked(case).form


@pytest.mark.parametrize("case", CASES)
def test_reading_does_not_raise_and_the_pattern_tells_articles_from_lists(case):
    assert checked(case).faults == ()


@pytest.mark.parametrize(("case", "field"), FIELDS)
def test_field(case, field):
    assert checked(case).differences.get(field) is None


@pytest.mark.parametrize("case", CASES)
def test_there_is_no_other_field(case):
    assert set(read(case)) == set(recording.load(CASES[case]).expected)


@pytest.mark.parametrize("name", SITES)
def test_every_site_has_its_recordings(name):
    kinds = {recording.load(folder).kind for case, folder in CASES.items() if case.startswith(f"{name}/")}
    assert {"article", "listing"} <= kinds
    assert recordings.of(name, SITES) == {case.partition("/")[2]: f for case, f in CASES.items() if case.startswith(f"{name}/")}


def test_every_folder_of_recordings_is_a_site_or_the_web():
    assert {folder.parent.name for folder in CASES.values()} <= {*SITES, recordings.WEB}


def test_the_three_forms_of_one_article_are_one():
    forms = [read(f"arenaev/{case}") for case in ("article", "article-mobile", "article-amp")]
    same = ("site", "key", "url", "title", "published", "published_raw", "body", "body_html", "images", "links")
    assert all(form[field] == forms[0][field] for form in forms for field in same)
    assert {author["name"] for form in forms for author in form["authors"]} == {"Ada Quill"}


@pytest.mark.parametrize(
    ("name", "language"),
    [("heise", "de"), ("habr", "ru")],
)
def test_one_article_in_two_languages_is_two(name, language):
    first, second = read(f"{name}/article"), read(f"{name}/article-in-english")
    assert (first["language"], second["language"]) == (language, "en")
    assert all(first[name] != second[name] for name in ("key", "url", "title", "published", "body", "tags"))


def test_the_pages_of_a_thread_hold_each_comment_once():
    pages = [read(f"gsmarena/comments-{number}")["threads"][0] for number in (1, 2, 3)]
    keys = [comment["key"] for page in pages for comment in page["comments"]]
    assert len(keys) == len(set(keys)) == pages[0]["claimed"]
    assert [page["more"] for page in pages] == [
        ["https://www.gsmarena.com/newscomm-71001p2.php"],
        ["https://www.gsmarena.com/newscomm-71001p3.php"],
        [],
    ]


def test_every_comment_system_has_its_recording():
    shown = {thread["system"] for case in CASES for thread in read(case)["threads"] if thread.get("comments", True)}
    assert shown == set(comments.systems())


def comments_of(outcome):
    return [comment for thread in outcome.threads for comment in thread.comments]


@pytest.mark.parametrize("case", CASES)
def test_no_comment_stands_in_the_body_and_nothing_of_the_body_in_a_comment(case):
    recorded = recording.load(CASES[case])
    outcome = judge(recorded.read(SITES.get(recorded.site)), recorded.pages)
    for comment in comments_of(outcome) if outcome.article else ():
        said, written = comment.body, outcome.article.body or ""
        assert not [line for line in said.split("\n") if len(line) > LONG and line in written]
        assert not [line for line in written.split("\n") if len(line) > LONG and line in said]


def test_what_is_saved_is_what_is_loaded(tmp_path):
    for case, folder in CASES.items():
        recorded = recording.load(folder)
        copy = recording.save(tmp_path / case, recorded.pages, recorded.kind, recorded.expected)
        assert (copy.kind, copy.expected, copy.site) == (recorded.kind, recorded.expected, recorded.site)
        assert [asdict(page) for page in copy.pages] == [asdict(page) for page in recorded.pages]


def test_an_apis_answer_is_recorded_with_what_was_asked(tmp_path, twins):
    service = twins.SERVICES["openweb"](3)
    page = Page("https://gadgets.example/1", f"<html><body>{service.html}</body></html>".encode())
    (target,) = comments.threads(page)[0].more
    answer = Page(
        target.url, twins.asked(service, target)[2].encode(), {}, dt.datetime(2026, 1, 2, tzinfo=dt.UTC), target.payload
    )
    outcome = recording.save(tmp_path / "case", [answer], "comments", {}, target.system).read(None)
    assert [comment.key for comment in outcome.threads[0].comments] == list(service.expected)


def test_a_difference_names_the_field():
    outcome = Outcome(kind="feed", targets=(Target("https://x.example/1", "article"),))
    expected = recording.form(outcome) | {"kind": "listing", "title": "x"}
    assert recording.compare(expected, recording.form(outcome)) == {
        "kind": ("listing", "feed"),
        "title": ("x", recording.ABSENT),
    }
    assert recording.compare({}, {"new": 1}) == {"new": (recording.ABSENT, 1)}


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: (folder / "page.html").unlink(),
        lambda folder: (folder / "meta.json").write_text("{"),
        lambda folder: (folder / "meta.json").write_text(json.dumps({"kind": "article"})),
    ],
)
def test_a_damaged_recording_is_named(tmp_path, damage):
    page = Page(
        "https://x.example/1",
        b"<html><body><p>One.</p></body></html>",
        {},
        recording.load(CASES["arenaev/article"]).pages[0].fetched_at,
    )
    recording.save(tmp_path / "case", [page], "article", {})
    damage(tmp_path / "case")
    with pytest.raises(BadArgument, match="case: no recording"):
        recording.load(tmp_path / "case")
