"""Whoever comments, in whatever system: no byte of the archive holds the name of the forgotten, or any under pseudonyms."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsscrape import recording
from newsscrape.archive import forgotten
from newsscrape.archive.blobs import Unpacker
from newsscrape.archive.commenters import Person
from newsscrape.archive.forget import forget
from newsscrape.archive.traces import files, search
from newsscrape.comments.cut import without_comments
from newsscrape.ingest.judge import judge
from newsscrape.ingest.privacy import Privacy
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.mentions import spellings
from newsscrape.sites import registry

ROOT = Path(__file__).parent.parent / "recordings"
NOW = "2024-06-01T00:00:00Z"
SHORT = 3
SITES = registry.load()


def outcome_of(recorded):
    return judge(recorded.read(SITES.get(recorded.site)), recorded.pages)


def people(outcome):
    """The commenters, but for names so short that they stand in any file by chance."""
    comments = [comment for thread in outcome.threads for comment in thread.comments]
    written = {author.name for author in outcome.article.authors} if outcome.article else set()
    return sorted({comment.author for comment in comments if len((comment.author or "").encode()) > SHORT} - written)


CASES = {
    str(meta.parent.relative_to(ROOT)): recorded
    for meta in sorted(ROOT.glob("*/*/meta.json"))
    if people(outcome_of(recorded := recording.load(meta.parent)))
}


def archive(world, recorded, privacy=None):
    """Archive a recorded page as a crawl would, below an article of the archive's own where it is one of comments."""
    page, outcome = recorded.pages[0], outcome_of(recorded)
    outcome = (privacy or Privacy()).applied(outcome, page, "gadgets")
    given = {"body": page.body, "headers": dict(page.headers)}
    if outcome.article:
        one = replace(outcome.article, site="gadgets")
        world.arm(page.url)
        return world.commit(world.visit(page.url, replace(outcome, article=one), **given))
    world.read()
    world.arm(page.url, kind="comments")
    world.connection.execute("UPDATE urls SET article_id = 1 WHERE kind = 'comments'")
    return world.commit(world.visit(page.url, outcome, **given))


def held(world, name):
    """Return how many files and raw pages hold a name in any spelling."""
    raw = [Unpacker(world.connection)(*row) for row in world.rows("SELECT data, dictionary_id FROM blobs")]
    data = (*(file.read_bytes() for file in files(world.path)), *raw)
    return sum(any(form in one for form in spellings(name)) for one in data)


@pytest.mark.parametrize("case", CASES)
def test_the_forgotten_are_nowhere_and_do_not_come_back(new_world, case):
    world, recorded = new_world(), CASES[case]
    archive(world, recorded)
    names = people(outcome_of(recorded))
    assert all(held(world, name) for name in names)
    for name in names:
        done = forget(world.connection, world.path, Person(name), without_comments, NOW)
        assert search(world.connection, world.path, Person(name), done.profiles).left == ()
    assert [name for name in names if held(world, name)] == []
    assert world.rows("SELECT DISTINCT body FROM comments WHERE redacted_at IS NOT NULL") == [("",)]
    world.sound()

    world.finish()
    world.refresh()
    world.connection.execute("UPDATE urls SET state = 'due', due_at = '2024-01-01T00:00:00Z'")
    archive(world, recorded, Privacy(forgotten=forgotten.load(world.connection)))
    assert [name for name in names if held(world, name)] == []
    world.sound()


@pytest.mark.parametrize("case", CASES)
def test_under_pseudonyms_no_name_is_stored(new_world, case):
    world, recorded = new_world(), CASES[case]
    archive(world, recorded, Privacy(pseudonyms=Pseudonyms(b"key")))
    assert world.one("SELECT count(*) FROM comments WHERE author LIKE 'reader-%'") > 0
    assert [name for name in people(outcome_of(recorded)) if held(world, name)] == []


def test_every_system_that_tells_names_is_here():
    systems = {thread.system for recorded in CASES.values() for thread in outcome_of(recorded).threads}
    assert systems == {
        *("coral", "discourse", "disqus", "generic", "gsmarena", "habr", "openweb", "schema_org", "wordpress", "xenforo"),
    }
