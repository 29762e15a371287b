"""A commenter is removed: rows, what others quote of them, the index, raw pages. `newsscrape.archive.traces` proves it.

A removed comment keeps its row, its key and its place in the thread, so that answers have something to stand below; a trigger
keeps the row as it is, whatever a later crawl reads. `newsscrape.archive.forgotten` tells a crawl whom not to store again.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from newsscrape.archive import blobs, dictionaries, forgotten, pages
from newsscrape.archive.commenters import OF_SITE, Person, comments, longer_names
from newsscrape.archive.connection import transaction
from newsscrape.archive.locks import write_lock
from newsscrape.archive.raw import RawPage, held, spoken
from newsscrape.archive.tokens import cjk
from newsscrape.errors import ArchiveFailed
from newsscrape.mentions import REMOVED, Mentions
from newsscrape.page import Page

Cut = Callable[[Page, Collection[str], str], bytes]
"""`newsscrape.comments.cut.without_comments`: the page, names, the article's own words -> what may be kept of it."""

_IDS = "(SELECT value FROM json_each(:ids))"
_ARTICLES = f"SELECT DISTINCT article_id FROM comments WHERE id IN {_IDS}"  # noqa: S608 - constants, as all below
_SAID = f"SELECT thread_id, body FROM comments WHERE id IN {_IDS}"  # noqa: S608
_QUOTES = f"""
SELECT id, thread_id, parent_id IN {_IDS}, quoted FROM comments
WHERE quoted IS NOT NULL AND id NOT IN {_IDS} AND thread_id IN (SELECT thread_id FROM comments WHERE id IN {_IDS})
"""  # noqa: S608
_ADDRESSED = f"SELECT id, body FROM comments WHERE instr(body, '@') AND {OF_SITE}"  # noqa: S608
_ADDRESSED_QUOTED = f"SELECT id, quoted FROM comments WHERE instr(quoted, '@') AND {OF_SITE}"  # noqa: S608
_ADDRESSED_BEFORE = f"""
SELECT rowid, body FROM comment_revisions
WHERE instr(body, '@') AND comment_id IN (SELECT id FROM comments WHERE {OF_SITE})
"""  # noqa: S608
_PROFILES = f"""
SELECT author_url FROM comments WHERE id IN {_IDS} AND author_url IS NOT NULL
EXCEPT SELECT author_url FROM comments WHERE id NOT IN {_IDS}
"""  # noqa: S608
_REDACT = f"""
UPDATE comments SET author = NULL, author_key = NULL, author_url = NULL, url = NULL, quoted = NULL, body = '', cjk = '',
  upvotes = NULL, downvotes = NULL, deleted_at = coalesce(deleted_at, :now), redacted_at = :now
WHERE id IN {_IDS}
"""  # noqa: S608


@dataclass(slots=True)
class Done:
    """What was removed, as numbers of rows."""

    comments: int = 0
    former: int = 0
    """Former texts of these comments."""
    quotations: int = 0
    """Of them, in comments of others."""
    mentions: int = 0
    """Texts of others with ``@name``."""
    messages: int = 0
    """Of errors."""
    pages: int = 0
    """Raw pages of which something was cut."""
    profiles: tuple[str, ...] = ()
    """Addresses of profiles that no other commenter has."""


def forget(  # noqa: PLR0913 - what it takes
    connection: sqlite3.Connection, path: Path, person: Person, cut: Cut, now: str, *, dry_run: bool = False
) -> Done:
    """Remove a commenter, then rewrite the file so that no free page and no log holds what was removed.

    Args:
        connection: a writer's; no run may be under way (`newsscrape.archive.locks.quiet`).
        path: the archive's.
        person: whom.
        cut: what takes comments out of raw pages.
        now: UTC text of 20 characters.
        dry_run: only say what would be removed.

    Raises:
        ArchiveFailed: the file cannot be written, or a raw page is damaged; then nothing is changed.
    """
    connection.execute("PRAGMA secure_delete = ON")
    with transaction(connection, path):
        connection.execute("SAVEPOINT forget")
        removal = _Removal(connection, person, cut, now)
        done = removal.run()
        if dry_run:
            connection.execute("ROLLBACK TO forget")
        else:
            removal.renew_dictionaries()
            forgotten.remember(connection, person.name, person.site, now)
            connection.execute("INSERT INTO comments_fts(comments_fts) VALUES ('rebuild')")  # its segments hold old words
        connection.execute("RELEASE forget")
    if not dry_run:
        _rewrite(connection, path)
    return done


def _rewrite(connection: sqlite3.Connection, path: Path) -> None:
    try:
        with write_lock(path):
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise ArchiveFailed(
            f"{path}: the rows are removed, but the file cannot be rewritten without their remains ({error});"
            " make room on the disk, and give the command again"
        ) from error


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (name,)).fetchone())


class _Removal:
    """One removal, within one transaction."""

    def __init__(self, connection: sqlite3.Connection, person: Person, cut: Cut, now: str) -> None:
        self.connection = connection
        self.person = person
        self.cut = cut
        found = comments(connection, person)
        self.values = {"ids": json.dumps(found), "site": person.site, "now": now}
        self.done = Done(comments=len(found), profiles=tuple(url for (url,) in self._rows(_PROFILES)))
        longer = longer_names(connection, person.names)
        self.mentions = Mentions(person.names, longer)
        self.cut_sites: set[int] = set()
        self.addressed = Mentions([f"@{name}" for name in person.names], [f"@{name}" for name in longer])

    def run(self) -> Done:
        """Remove everything: quotations first, which are known by what they quote."""
        articles = {number for (number,) in self._rows(_ARTICLES)}
        self._unquote()
        for number, text in self._addressed(_ADDRESSED):
            self.connection.execute("UPDATE comments SET body = ? WHERE id = ?", (text, number))
            (author,) = self.connection.execute("SELECT author FROM comments WHERE id = ?", (number,)).fetchone()
            self.connection.execute("UPDATE comments SET cjk = ? WHERE id = ?", (cjk(author, text), number))
        self.connection.executemany(
            "UPDATE comments SET quoted = ? WHERE id = ?",
            [(text, number) for number, text in self._addressed(_ADDRESSED_QUOTED)],
        )
        if _has_table(self.connection, "comment_revisions"):
            self._forget_former()
        self._rows(_REDACT)
        self._clean_errors()
        for page in held(self.connection, self.mentions, self.person.site):
            self._redact(page, commented=page.article_id in articles)
        return self.done

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, self.values).fetchall()

    def _unquote(self) -> None:
        """Remove what others quote: of the comment that they answer, or in the same words in the same thread."""
        said: dict[int, list[str]] = defaultdict(list)
        for thread, body in self._rows(_SAID):
            said[thread].append(body)
        quotes = [
            (number,)
            for number, thread, answers, quoted in self._rows(_QUOTES)
            if answers
            or self.mentions.found(quoted.partition("\n")[0])
            or any(quoted.rstrip(" .\u2026") in body for body in said[thread])
        ]
        self.connection.executemany("UPDATE comments SET quoted = NULL WHERE id = ?", quotes)
        self.done.quotations = len(quotes)

    def _addressed(self, query: str) -> list[tuple[int, str]]:
        """Return the texts of others that address the name with an @, without it; other words of others are theirs."""
        new = [(number, text, self.addressed.replaced(text, lambda _: f"@{REMOVED}")) for number, text in self._rows(query)]
        changed = [(number, text) for number, before, text in new if text != before]
        self.done.mentions += len(changed)
        return changed

    def _forget_former(self) -> None:
        """Remove the former texts of the comments, and the name from those of others."""
        query = f"DELETE FROM comment_revisions WHERE comment_id IN {_IDS}"  # noqa: S608 - constants
        self.done.former = self.connection.execute(query, self.values).rowcount
        self.connection.executemany(
            "UPDATE comment_revisions SET body = ? WHERE rowid = ?",
            [(text, number) for number, text in self._addressed(_ADDRESSED_BEFORE)],
        )

    def _clean_errors(self) -> None:
        """Remove the name from messages, which may say what stood in a page."""
        rows = self._rows("SELECT id, message FROM errors")
        new = [(self.mentions.replaced(text, lambda _: REMOVED), text, number) for number, text in rows]
        changed = [(text, number) for text, before, number in new if text != before]
        self.connection.executemany("UPDATE errors SET message = ? WHERE id = ?", changed)
        self.done.messages = len(changed)

    def renew_dictionaries(self) -> None:
        """Train anew what may hold the name, or a piece of it: dictionaries of the sites of the pages that were cut."""
        names = Mentions((*self.mentions.names, *self.done.profiles))
        holding = {site_id for _, site_id in dictionaries.holding(self.connection, names, self.person.site)}
        for site_id in sorted(self.cut_sites | holding):
            dictionaries.renew(self.connection, site_id, names, str(self.values["now"]))

    def _redact(self, page: RawPage, *, commented: bool) -> None:
        """Cut a raw page, unless the article itself speaks of that name and none of the comments is theirs."""
        own = spoken(self.connection, page.article_id)
        if not commented and self.mentions.found(own):
            return
        names = (*self.person.names, *self.done.profiles)
        rest = self.cut(page.page, names, own) if page.kind in pages.ARTICLES else b""
        pages.redact(self.connection, page.id, blobs.pack(rest), str(self.values["now"]))
        self.cut_sites.add(page.site_id)
        self.done.pages += 1
