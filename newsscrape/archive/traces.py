"""The proof that a commenter is gone: every table, every raw page, and the bytes of the files are searched for the name."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsscrape.archive import dictionaries, pages
from newsscrape.archive.commenters import Person, longer_names
from newsscrape.archive.occurrences import occurrences
from newsscrape.archive.raw import held, spoken
from newsscrape.mentions import Mentions, legible, spellings
from newsscrape.text import fold

_ARTICLES = frozenset(
    {
        *("articles", "authors", "revisions", "live_updates", "images", "image_variants", "tags", "links", "provenance"),
        *("stories", "topics"),
    }
)
"""Tables of what publishers say: a name in them is that of an author, or of whoever the article is about."""
_MACHINERY = frozenset(
    {
        *("sites", "runs", "run_fields", "urls", "hosts", "fetches", "pages", "blobs", "dictionaries", "threads", "forgotten"),
        *("files", "article_topics", "_sqlite_migrations", "sqlite_sequence"),
    }
)
"""Tables of the crawl's own words and of addresses, in which any name may stand by chance."""
_WRITTEN = frozenset({"author", "author_key", "author_url", "quoted", "body"})
"""The columns of ``comments`` that readers fill; dates, keys and addresses may hold any name by chance, too."""
_SCHEMA = "sqlite_schema"
_TELLING = 4  # bytes below which a name stands in a file by chance
_OF_SITE = {
    "comments": "article_id IN (SELECT id FROM articles WHERE site_id = :site)",
    "comment_revisions": "comment_id IN"
    " (SELECT c.id FROM comments c JOIN articles a ON a.id = c.article_id WHERE a.site_id = :site)",
    "errors": "run_id IN (SELECT id FROM runs WHERE site_id = :site)",
}
_SHOWN = 20  # places that are named


@dataclass(frozen=True, slots=True)
class Proof:
    """What a search came to."""

    left: tuple[str, ...]
    """Where something of the commenter is left; empty: nothing is."""
    stays: tuple[tuple[str, int], ...]
    """Where the name stands as an article's own word or an author's, by table, with the number of rows or raw pages."""
    files: int
    """Bytes that were searched."""
    pages: int
    """Raw pages that were unpacked and searched."""


def search(connection: sqlite3.Connection, path: Path, person: Person, profiles: Sequence[str] = ()) -> Proof:
    """Search an archive for whatever is left of a commenter.

    Args:
        connection: a writer's, since the index is checked against the text.
        path: the archive's.
        person: whom to look for.
        profiles: addresses that were theirs alone.
    """
    wanted = Mentions((*person.names, *profiles), longer_names(connection, person.names))
    left: list[str] = []
    stays: Counter[str] = Counter()
    explained: set[str] = set()
    theirs = Mentions(profiles)
    for table, columns in _tables(connection).items():
        for column, number, text in _rows(connection, table, columns, wanted):
            explained.add(table)
            texts = [fold(text), fold(legible(text))]
            if not any(map(wanted.found, texts)):
                continue
            if table in _ARTICLES:
                stays[table] += 1
            elif (_is_readers(table, column) or any(map(theirs.found, texts))) and _is_meant(
                connection, table, number, person.site
            ):
                left.append(f"{table}.{column}, {columns[0]} {number}")
    for page in held(connection, wanted, person.site):
        if page.kind in pages.ARTICLES and wanted.found(fold(spoken(connection, page.article_id))):
            stays["raw pages"] += 1
        else:
            left.append(f"raw page {page.id} of {page.page.url}")
    left += [f"dictionary {number}" for number, _ in dictionaries.holding(connection, wanted, person.site)]
    left += _bad_index(connection)
    left += _bytes(connection, path, wanted, explained)
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:  # then the file itself is not rewritten yet
        left.append(
            f"{log.name}: not emptied, since another program has the archive open; close it, and give the command again"
        )
    (count,) = connection.execute("SELECT count(*) FROM pages").fetchone()
    more = (f"and {len(left) - _SHOWN} more places",) if len(left) > _SHOWN else ()
    return Proof((*left[:_SHOWN], *more), tuple(sorted(stays.items())), sum(file.stat().st_size for file in files(path)), count)


def files(path: Path) -> list[Path]:
    """Return the archive's own files: itself, its log and the log's index."""
    return [file for end in ("", "-wal", "-shm") if (file := path.with_name(path.name + end)).exists()]


def _tables(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the tables with text, each with its columns of text behind the one that tells its rows."""
    found = {}
    names = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'").fetchall()
    for (name,) in names:
        columns = connection.execute("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (name,)).fetchall()
        if name != _SCHEMA and any(kind == "TEXT" for _, kind in columns):
            found[name] = [columns[0][0], *(column for column, kind in columns if kind == "TEXT")]
    return found


def _rows(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], names: Mentions
) -> Iterator[tuple[str, object, str]]:
    """Yield column, row and text where one of the names stands in any spelling, alone or in a longer word."""
    forms = sorted({form.decode("utf-8", "replace") for name in names.names for form in spellings(name)})
    for column in columns[1:]:
        query = (
            f'SELECT "{columns[0]}", "{column}" FROM "{table}" WHERE'  # noqa: S608 - names of the archive's own
            f' EXISTS (SELECT 1 FROM json_each(?) f WHERE instr("{table}"."{column}", f.value))'
        )
        for number, text in connection.execute(query, (json.dumps(forms),)):
            yield column, number, text


def _is_readers(table: str, column: str) -> bool:
    """Tell whether readers' own names and words stand in a column; of a table that is not known here, they may."""
    return column in _WRITTEN if table == "comments" else table not in _MACHINERY


def _is_meant(connection: sqlite3.Connection, table: str, number: object, site: str | None) -> bool:
    """Tell whether a row belongs to the site that was meant."""
    if site is None or table not in _OF_SITE:
        return site is None
    key = "comment_id" if table == "comment_revisions" else "id"
    query = f"SELECT 1 FROM {table} WHERE {key} = :number AND {_OF_SITE[table]}"  # noqa: S608 - constants
    (site_id,) = connection.execute("SELECT id FROM sites WHERE name = ?", (site,)).fetchone()
    return connection.execute(query, {"number": number, "site": site_id}).fetchone() is not None


def _bad_index(connection: sqlite3.Connection) -> Iterator[str]:
    """Check that the index holds no word that the text has not: it keeps words in pieces, which bytes do not show."""
    try:
        connection.execute("INSERT INTO comments_fts(comments_fts, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        yield f"comments_fts holds other words than the comments ({error})"


def _bytes(connection: sqlite3.Connection, path: Path, names: Mentions, explained: set[str]) -> Iterator[str]:
    """Yield the places in the files where a name stands and no row has it; raw pages and dictionaries are searched apart."""
    forms = sorted({form for name in names.names for form in spellings(name) if len(form) >= _TELLING})
    owners: dict[int, str] | None = None
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    searched = files(path)
    for file, offsets in zip(searched, occurrences(searched, forms), strict=True):
        seen: set[str] = set()
        for offset in offsets:
            owner = file.name
            if file == path:
                owners = _owners(connection) if owners is None else owners
                owner = owners.get(offset // size + 1, "a free page" if owners else "the file")
            if owner in {*seen, "blobs", "dictionaries", _SCHEMA} or owner in explained or (owner == "the file" and explained):
                continue
            seen.add(owner)
            yield f"{file.name}, byte {offset:,}: {owner}"


def _owners(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the table of each page of the file, also of its indexes; of the full-text index, the table it is of.

    Empty where this SQLite has not the table `dbstat`.
    """
    try:
        rows = connection.execute(
            "SELECT d.pageno, coalesce(m.tbl_name, d.name) FROM dbstat d LEFT JOIN sqlite_master m ON m.name = d.name"
        ).fetchall()
    except sqlite3.OperationalError:
        return {}
    return {number: name.partition("_fts_")[0] for number, name in rows}
