"""The worked questions of docs/archive.md: each is answered, and none reads every article's text to do so."""

import dataclasses
import pathlib
import re

import pytest

from newsscrape.archive import notes
from newsscrape.archive.records import Failure
from newsscrape.model import Author, Comment, Instant, Provenance, Thread

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs" / "archive.md"
QUESTIONS = {question.asked: question for table in notes.tables().values() for question in table.questions}


@pytest.fixture(scope="module")
def filled(new_world):
    """Six articles, read in two runs: edited, answered, taken down, and at last without their descriptions."""
    world = new_world()
    at = Instant("2024-01-01T10:00:00Z", "10:00", "minute")
    answers = (Comment("c1", "Quiet.", author="Cy", published=Instant("2024-01-01T11:30:00Z", "11:30", "minute")),)
    first = world.article(
        title="An electric sedan", description="Short.", published=at, authors=(Author("Max McDee"),), tags=("EV",),
        provenance=(Provenance("published", "json-ld:datePublished", "10:00", 1),),
    )  # fmt: skip
    world.read(first, threads=(Thread("gsmarena", "1", answers, claimed=3),))
    for number in "23456":
        world.read(dataclasses.replace(first, key=number, url=f"https://gadgets.example/a{number}"))
    world.read(dataclasses.replace(first, title="An electric sedan, tested"))
    world.finish()
    for number in "1234":
        other = dataclasses.replace(first, key=number, url=f"https://gadgets.example/a{number}", description=None)
        world.read(other)
    url = "https://gadgets.example/a6"
    world.arm(url)
    world.connection.execute("UPDATE urls SET state = 'due', due_at = '2024-01-01T00:00:00Z' WHERE url = ?", (url,))
    gone = Failure("fetch", "http-404", "status 404: the address is gone")
    world.commit(world.visit(url, status=404, state="gone", failure=gone))
    return world


def test_none_is_left_out():
    assert len(QUESTIONS) == DOCS.read_text(encoding="utf-8").count("```sql\n") >= 15


@pytest.mark.parametrize("asked", QUESTIONS)
def test_is_answered(filled, asked):
    assert filled.rows(QUESTIONS[asked].sql)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_reads_no_text_of_all_articles(filled, asked):
    """Every way through all of the articles leads over an index; the rows themselves, which hold the texts, are looked up."""
    plan = [row[3] for row in filled.rows(f"EXPLAIN QUERY PLAN {QUESTIONS[asked].sql}")]

    assert not [step for step in plan if re.match(r"SCAN (?:a|articles)$", step)], plan


def test_some_answers(filled):
    answers = {asked: filled.rows(question.sql) for asked, question in QUESTIONS.items()}

    assert answers["Articles per month and site"] == [("gadgets", "2024-01", 6)]
    assert answers["The thread of an article, every answer behind what it answers"] == [("Cy", "Quiet.")]
    assert answers["Who writes most, and for how many sites"] == [("Max McDee", 6, 1)]
    assert answers["How soon readers answer an article that tells its time of day, in hours"] == [("gadgets", 1.5)]
    assert answers["Fields that a site's last run found much less often than is usual there"] == [
        ("gadgets", "description", 0.0, 1.0, None)
    ]
    assert [row[2:] for row in answers["Headlines that were replaced after they had been read"]] == [
        ("An electric sedan, tested", "An electric sedan"),
        ("An electric sedan", "An electric sedan, tested"),
    ]
    assert len(answers["What has been taken down, though the archive still has it"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "SELECT site_id, count(*) FROM articles GROUP BY site_id",
        "SELECT site_id, section, count(*) FROM articles GROUP BY site_id, section",
        "SELECT language, count(*) FROM articles GROUP BY language",
        "SELECT id FROM articles WHERE first_seen_at >= '2024'",
        "SELECT id FROM articles WHERE changed_at >= '2024' AND revision > 1",
        "SELECT id FROM articles WHERE gone_at IS NOT NULL ORDER BY gone_at DESC",
        "SELECT id FROM articles ORDER BY published DESC LIMIT 20",
        "SELECT article_id FROM revisions WHERE replaced_at >= '2024' AND silent",
        "SELECT stage, kind, count(*) FROM errors WHERE run_id = 1 GROUP BY stage, kind",
        "SELECT author, count(*) FROM comments GROUP BY author",
        "SELECT id FROM comments WHERE article_id = 1 ORDER BY position, id",
        "SELECT source, count(*) FROM provenance WHERE field = 'published' GROUP BY source",
    ],
)
def test_what_is_asked_often_is_answered_from_an_index_alone(filled, query):
    (plan,) = {row[3] for row in filled.rows("EXPLAIN QUERY PLAN " + query)}

    assert "USING COVERING INDEX" in plan
