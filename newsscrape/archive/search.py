"""Full-text search. What the user types is words, never FTS5's query language."""

import sqlite3
from typing import NamedTuple

from newsscrape.archive.filters import Filter, When
from newsscrape.archive.tokens import GLUED
from newsscrape.text import bigrams, fold

MARKS = ("**", "**")
"""What stands around the words found, in a snippet."""

_WEIGHTS = "bm25(10.0, 4.0, 1.0, 2.0)"  # title, description, body, cjk
_SNIPPET_TOKENS = 24
_AROUND = 40  # characters of CJK text shown on either side of what was found
_QUERY = (
    "SELECT a.id, s.name, a.key, a.title, a.url, a.published, f.rank,"
    " coalesce(snippet(articles_fts, 2, ?, ?, '…', {tokens}), ''), a.body"
    " FROM articles_fts f JOIN articles a ON a.id = f.rowid JOIN sites s ON s.id = a.site_id"
    " WHERE articles_fts MATCH ? AND f.rank MATCH '{weights}' AND {where} ORDER BY f.rank LIMIT ?"
)


class Hit(NamedTuple):
    """An article that was found."""

    article_id: int
    site: str
    key: str
    title: str | None
    url: str
    published: str | None
    score: float
    """bm25, a title counting ten times a body; the lower, the better."""
    snippet: str
    """Where it was found, one line, the words between marks."""


def search(  # noqa: PLR0913 - the filters
    connection: sqlite3.Connection,
    words: str,
    *,
    limit: int = 20,
    site: str | None = None,
    since: When = None,
    until: When = None,
    marks: tuple[str, str] = MARKS,
) -> list[Hit]:
    """Return the articles in which all the words stand (title, description or body), the best first.

    Each word is taken as it is: ``C++``, ``id.3``, ``AND`` or ``-x`` are no operators. Case and accents make no
    difference. Chinese, Japanese and Korean words are found inside running text.

    Raises:
        BadArgument: the archive has no such site.
    """
    where, values = Filter(site=site, since=since, until=until).where(connection, "a")
    expression = match(words)
    if not expression:
        return []
    query = _QUERY.format(tokens=_SNIPPET_TOKENS, weights=_WEIGHTS, where=where)
    found = connection.execute(query, (*marks, expression, *values, max(0, limit)))
    terms = fold(words).split()
    return [Hit(*[*row[:7], _snippet(row[7], row[8], terms, marks)]) for row in found]


def match(words: str) -> str:
    """Return FTS5's expression for the user's words, ``""`` where there is nothing to look for.

    >>> match('C++ "quoted" AND')
    '"C++" AND "quoted" AND "AND"'
    """
    return " AND ".join(part for term in fold(words).replace('"', " ").split() if (part := _phrase(term)))


def _phrase(term: str) -> str:
    """Return the expression for one term: as it is written, or by its pairs of characters where it is CJK."""
    if not any(character.isalnum() for character in term):
        return ""
    pairs = bigrams(term)
    if not pairs:
        return f'"{term}"'
    single = "" if " " in pairs or len(pairs) > 1 else "*"  # one character: the beginning of a pair
    latin = " ".join(f'AND "{part}"' for part in GLUED.findall(term))
    return f'({{cjk}} : "{pairs}"{single} {latin})'


def _snippet(fts: str, body: str | None, terms: list[str], marks: tuple[str, str]) -> str:
    """Return FTS5's snippet of the body, or, where it found nothing there, the surroundings of a term as it is written."""
    if marks[0] in fts or not body:
        return fold(fts)
    for term in terms:
        at = body.casefold().find(term.casefold())
        if 0 <= at < len(body):
            before, after = body[max(0, at - _AROUND) : at], body[at + len(term) : at + len(term) + _AROUND]
            start, end = "…" if at > _AROUND else "", "…" if at + len(term) + _AROUND < len(body) else ""
            return fold(f"{start}{before}{marks[0]}{body[at : at + len(term)]}{marks[1]}{after}{end}")
    return fold(fts)
