"""A commenter is forgotten: in every table, in the index, in raw pages, and in the bytes of the files."""

import html
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsscrape.archive import commenters, forget, forgotten, locks, traces
from newsscrape.archive.blobs import Unpacker
from newsscrape.archive.commenters import Person
from newsscrape.archive.connection import open_reader
from newsscrape.archive.records import Failure
from newsscrape.comments.cut import without_comments
from newsscrape.errors import ArchiveFailed, Busy
from newsscrape.mentions import spellings
from newsscrape.model import Article, Author, Comment, Outcome, Thread
from newsscrape.text import fold

NOW = "2024-06-01T00:00:00Z"
HARD = [
    "Ann",
    "100%_x",
    "a.b*",
    'say "hi"',
    "O'Neil",
    "NEAR(",
    "-x OR y",
    "小米",
    "Анна",
    "Zoë & Co",
    "<b>",
    "*",
    "%",
    "K.",
    "e\u0301ric",
    "😀",
]


def page(*comments, more=""):
    items = "".join(
        f'<li id="comment-{number}" class="comment"><b class="fn">{html.escape(name)}</b>'
        f'<time datetime="2024-06-12T10:00:00Z">then</time><div class="comment-content"><p>{html.escape(text)}</p></div></li>'
        for number, (name, text) in enumerate(comments, 1)
    )
    return (
        '<html><head><meta charset="utf-8"></head><body><article><h1>Title 1</h1><p>Body 1.</p></article>'
        f'<ol class="comment-list">{items}</ol>{more}</body></html>'
    ).encode()


def said(*comments, **values):
    return Thread("wordpress", "1", tuple(Comment(**comment) for comment in comments), **values)


def comment(key, author, body="Words", **values):
    return {"key": key, "author": author, "body": body, **values}


def gone(world, name, site=None, *, dry_run=False, **values):
    person = Person(fold(name), site, **values)
    done = forget.forget(world.connection, world.path, person, without_comments, NOW, dry_run=dry_run)
    return done, traces.search(world.connection, world.path, person, done.profiles)


def holds(world, text):
    """Tell whether the files, or the raw pages in them, hold a name in any spelling."""
    files = [file.read_bytes() for file in traces.files(world.path)]
    unpack = Unpacker(world.connection)
    raw = [unpack(*row) for row in world.rows("SELECT data, dictionary_id FROM blobs")]
    return any(form in data for form in spellings(text) for data in (*files, *raw))


def test_nothing_is_left_but_the_place(world):
    world.read(
        threads=(
            said(
                comment(
                    "1",
                    "Quirin",
                    "What only Quirin says",
                    author_key="QX9",
                    author_url="https://gadgets.example/by/quirin",
                    upvotes=3,
                ),
                comment("2", "Ann", "No", parent="1", quoted="What only Quirin says"),
                comment("3", "Ann", "Yes, @Quirin, I do", quoted="What only …"),
            ),
        ),
        body=page(("Quirin", "What only Quirin says"), ("Ann", "No"), more='<a href="/by/quirin">Newest</a> by Quirin'),
    )
    done, proof = gone(world, "Quirin")

    assert (done.comments, done.quotations, done.mentions, done.pages) == (1, 2, 1, 1)
    assert proof.left == ()
    assert not [text for text in ("Quirin", "What only", "QX9", "by/quirin") if holds(world, text)]
    assert world.rows(
        "SELECT key, author, author_key, author_url, upvotes, body, deleted_at, redacted_at FROM comments WHERE key = '1'"
    ) == [("1", None, None, None, None, "", NOW, NOW)]
    assert world.rows("SELECT key, author, quoted, body, parent_key FROM comments WHERE key <> '1'") == [
        ("2", "Ann", None, "No", "1"),
        ("3", "Ann", None, "Yes, @[removed], I do", None),
    ]
    assert world.rows("SELECT rowid FROM comments_fts WHERE comments_fts MATCH 'quirin'") == []
    world.sound()


def test_a_trial_changes_nothing(world):
    world.read(threads=(said(comment("1", "Ann")),), body=page(("Ann", "Words")))
    before = world.dump("comments", "pages", "blobs", "forgotten")
    done, proof = gone(world, "Ann", dry_run=True)

    assert (done.comments, done.pages) == (1, 1)
    assert world.dump("comments", "pages", "blobs", "forgotten") == before
    assert {"comments.author, id 1", "raw page 1 of https://gadgets.example/a1"} < {*proof.left}


def test_a_page_that_cannot_be_searched_ends_it_and_nothing_is_removed(world):
    world.read(threads=(said(comment("1", "Ann")),), body=page(("Ann", "Words")))
    world.connection.execute("UPDATE blobs SET data = x'00'")

    with pytest.raises(ArchiveFailed, match=r"^the raw page of https://gadgets\.example/a1 is damaged .* nothing is changed"):
        gone(world, "Ann")

    assert world.rows("SELECT author FROM comments") == [("Ann",)]


@pytest.mark.parametrize("name", HARD)
def test_any_name_goes_and_names_that_contain_it_stay(name, world):
    name, longer = fold(name), fold(f"{name}a x")
    world.read(threads=(said(comment("1", name), comment("2", longer)),), body=page((name, "Words"), (longer, "Other words")))
    done, proof = gone(world, name)

    assert done.comments == 1
    assert proof.left == ()
    assert world.rows("SELECT author FROM comments ORDER BY key") == [(None,), (longer,)]
    assert world.rows("SELECT redacted_at FROM pages") == [(NOW,)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.lists(st.text(min_size=1, max_size=12).map(fold).filter(bool), min_size=2, max_size=4, unique=True))
def test_only_the_one_person_is_forgotten(new_world, names):
    world = new_world()
    world.read(threads=(said(*(comment(str(number), name, f"Words {number}") for number, name in enumerate(names))),))
    done, proof = gone(world, names[0])

    assert done.comments == 1
    assert proof.left == ()
    assert [author for (author,) in world.rows("SELECT author FROM comments ORDER BY key")] == [None, *names[1:]]
    assert forgotten.load(world.connection).holds(names[0], "gadgets")
    assert not any(forgotten.load(world.connection).holds(name, "gadgets") for name in names[1:])


def test_an_author_of_articles_of_that_name_is_another(world):
    author = world.article(authors=(Author("Max McDee"),), body="Body by Max McDee.")
    world.read(
        author, threads=(said(comment("1", "Max McDee")),), body=page(("Max McDee", "Words"), more="<p>By Max McDee</p>")
    )
    world.read(world.article("2", authors=(Author("Max McDee"),)), body=page(more="<p>By Max McDee</p>"))
    done, proof = gone(world, "Max McDee")

    assert (done.comments, done.pages) == (1, 1)
    assert proof.left == ()
    assert dict(proof.stays) == {"articles": 1, "authors": 1, "raw pages": 2}
    assert world.rows("SELECT name FROM authors") == [("Max McDee",)]
    blob = world.one("SELECT b.data, b.dictionary_id FROM pages p JOIN blobs b ON b.id = p.blob_id WHERE p.id = 1")
    assert b'class="fn"' not in Unpacker(world.connection)(*blob)


def test_words_of_others_are_left_and_told(world):
    world.read(threads=(said(comment("1", "Ann"), comment("2", "Bo", "Ask Ann, or Anna")),))
    _, proof = gone(world, "Ann")

    assert [place for place in proof.left if place.startswith("comments.body, id 2")]
    assert world.rows("SELECT body FROM comments WHERE key = '2'") == [("Ask Ann, or Anna",)]


def test_a_person_of_one_site_stays_on_the_other(world):
    world.read(threads=(said(comment("1", "Ann")),), body=page(("Ann", "Words")))
    other = Article(site="other", key="1", url="https://other.example/1", title="Title", body="Text.")
    world.read(other, threads=(said(comment("1", "Ann")),), body=page(("Ann", "Words")))
    done, proof = gone(world, "Ann", "gadgets")

    assert done.comments == 1
    assert world.rows(
        "SELECT s.name, c.author FROM comments c JOIN articles a ON a.id = c.article_id JOIN sites s ON s.id = a.site_id"
    ) == [
        ("gadgets", None),
        ("other", "Ann"),
    ]
    assert [place for place in proof.left if place.startswith("comments")] == []
    known = forgotten.load(world.connection)
    assert (known.holds("Ann", "gadgets"), known.holds("Ann", "other"), known.holds("Ann", None)) == (True, False, True)


def test_messages_of_errors_are_cleaned(world):
    world.read(threads=(said(comment("1", "Quirin")),))
    world.arm("https://gadgets.example/x")
    failure = Failure("read", "reader-error", "ValueError: no date beside 'Quirin'")
    world.commit(world.visit("https://gadgets.example/x", None, state="refused", failure=failure))
    done, proof = gone(world, "Quirin")

    assert done.messages == 1
    assert proof.left == ()
    assert world.one("SELECT message FROM errors") == "ValueError: no date beside '[removed]'"


def test_pages_of_comments_are_emptied(world):
    world.read(threads=(said(comment("1", "Quirin"), more=()),))
    world.arm("https://gadgets.example/c", kind="comments")
    world.connection.execute("UPDATE urls SET article_id = 1 WHERE kind = 'comments'")
    outcome = Outcome(kind="comments", threads=(said(comment("1", "Quirin")),))
    world.commit(world.visit("https://gadgets.example/c", outcome, body=b'{"by": "Quirin"}'))
    _, proof = gone(world, "Quirin")

    assert proof.left == ()
    rows = world.rows(
        "SELECT u.kind, b.length, p.redacted_at FROM pages p JOIN blobs b ON b.id = p.blob_id JOIN urls u ON u.id = p.url_id"
    )
    assert rows[-1] == ("comments", 0, NOW)
    world.sound()


def test_former_texts_go_too(world):
    world.connection.execute(
        "CREATE TABLE IF NOT EXISTS comment_revisions (comment_id INTEGER NOT NULL, number INTEGER NOT NULL,"
        " seen_at TEXT NOT NULL, page_id INTEGER, body TEXT NOT NULL, PRIMARY KEY (comment_id, number)) STRICT"
    )
    world.read(threads=(said(comment("1", "Quirin"), comment("2", "Ann")),))
    world.connection.executemany(
        "INSERT INTO comment_revisions(comment_id, number, seen_at, body) VALUES (?, 1, ?, ?)",
        [(1, NOW, "signed, Quirin"), (2, NOW, "no, @Quirin")],
    )
    done, proof = gone(world, "Quirin")

    assert (done.former, done.mentions) == (1, 1)
    assert proof.left == ()
    assert world.rows("SELECT body FROM comment_revisions") == [("no, @[removed]",)]


def test_a_removed_comment_stays_removed_whatever_is_read(world):
    thread = said(comment("1", "Quirin", "What was said"), comment("2", "Ann"))
    world.read(threads=(thread,))
    gone(world, "Quirin")
    for page in (b"<html>new", b"<html>newer"):
        world.read(
            threads=(said(comment("1", "Renamed", "What was said", upvotes=5), comment("2", "Ann", "New words")),), body=page
        )

    assert world.rows("SELECT author, body, deleted_at FROM comments WHERE key = '1'") == [(None, "", NOW)]
    assert world.rows("SELECT number, body FROM comment_revisions WHERE comment_id = 2") == [(1, "Words")]
    assert world.one("SELECT count(*) FROM comment_revisions") == 1
    assert world.one("SELECT comments_edited FROM runs") == 1
    assert world.rows("SELECT body FROM comments WHERE key = '2'") == [("New words",)]
    assert world.rows("SELECT position FROM comments ORDER BY key") == [(1,), (2,)]


def test_what_is_left_anywhere_is_found(world):
    world.read(threads=(said(comment("1", "Quirin"), comment("2", "Ann")),))
    person = Person("Quirin")
    gone(world, "Quirin")
    for statement, place in [
        ("UPDATE comments SET body = 'by Quirin' WHERE key = '2'", "comments.body, id 2"),
        ("UPDATE comments SET author_url = 'https://a.example/Quirin' WHERE key = '2'", "comments.author_url, id 2"),
        ("UPDATE threads SET url = 'https://a.example/by/7'", "threads.url, id 1"),
        (
            "CREATE TABLE votes (id INTEGER PRIMARY KEY, voter TEXT); INSERT INTO votes VALUES (3, 'Quirin')",
            "votes.voter, id 3",
        ),
    ]:
        world.connection.execute("BEGIN")
        for each in statement.split("; "):
            world.connection.execute(each)
        assert place in traces.search(world.connection, world.path, person, ["https://a.example/by/7"]).left
        world.connection.execute("ROLLBACK")


def test_what_is_left_in_a_free_page_or_the_log_is_found(world):
    world.read(threads=(said(comment("1", "Quirin")),))
    gone(world, "Quirin")
    world.connection.execute("PRAGMA secure_delete = OFF")
    world.connection.execute("PRAGMA wal_autocheckpoint = 0")
    world.connection.execute("CREATE TABLE scratch (text TEXT)")
    world.connection.execute("INSERT INTO scratch VALUES (?)", ("by Quirin " * 2000,))
    world.connection.execute("DROP TABLE scratch")
    in_log = traces.search(world.connection, world.path, Person("Quirin")).left
    world.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    in_file = traces.search(world.connection, world.path, Person("Quirin")).left

    assert [place for place in in_log if place.startswith("archive.db-wal")]
    assert [place for place in in_file if place.startswith("archive.db, byte") and "free page" in place]


def test_a_reader_that_keeps_the_old_file_is_told(world):
    world.read(threads=(said(comment("1", "Quirin")),))
    world.connection.execute("PRAGMA busy_timeout = 50")
    with closing(open_reader(world.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM comments").fetchone()
        _, proof = gone(world, "Quirin")
    _, after = gone(world, "Quirin")

    assert [place for place in proof.left if "another program has the archive open" in place]
    assert after.left == ()


def test_what_is_left_in_the_index_is_found(world):
    world.read(threads=(said(comment("1", "Quirin")),))
    gone(world, "Quirin")
    world.connection.execute("INSERT INTO comments_fts(rowid, author, body, cjk) VALUES (99, 'Quirin', '', '')")

    assert [
        place
        for place in traces.search(world.connection, world.path, Person("Quirin")).left
        if place.startswith("comments_fts")
    ]
    world.connection.execute("INSERT INTO comments_fts(comments_fts) VALUES ('rebuild')")


def test_a_pseudonym_goes_with_its_name(world):
    world.read(threads=(said(comment("1", "reader-abcdefgh2345")),))
    done, proof = gone(world, "Ann", pseudonym="reader-abcdefgh2345")

    assert (done.comments, proof.left) == (1, ())
    assert forgotten.load(world.connection).holds("Ann", None)


def test_names_and_who_is_known(world):
    world.read(threads=(said(comment("1", "Ann"), comment("2", None)),))

    assert commenters.names(world.connection, None) == commenters.names(world.connection, "gadgets") == ["Ann"]
    assert commenters.names(world.connection, "other") == []
    assert commenters.is_known(world.connection, Person("Ann"))
    assert not commenters.is_known(world.connection, Person("ann"))
    gone(world, "Ann")
    assert commenters.is_known(world.connection, Person("Ann"))


def test_no_run_may_be_under_way(tmp_path):
    path = tmp_path / "archive.db"
    with locks.quiet(path), locks.quiet(tmp_path / "other.db"):
        pass
    with locks.SiteLock(path, "gadgets") as lock:
        lock.note([7])
        with pytest.raises(Busy, match=r"^gadgets is being crawled"), locks.quiet(path):
            pass
    with locks.quiet(path), pytest.raises(Busy):
        locks.SiteLock(path, "gadgets").__enter__()
