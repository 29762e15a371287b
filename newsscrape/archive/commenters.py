"""Who comments: the names in the archive, and all that one of them wrote."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

from newsscrape.archive import forgotten

OF_SITE = "(:site IS NULL OR article_id IN (SELECT a.id FROM articles a JOIN sites s ON s.id = a.site_id WHERE s.name = :site))"
"""The condition that a comment's article is of the site that is named, if one is."""
_NAMES = f"SELECT DISTINCT author FROM comments WHERE author IS NOT NULL AND {OF_SITE}"  # noqa: S608 - constants
_WRITTEN = f"SELECT id FROM comments WHERE author IN (SELECT value FROM json_each(:names)) AND {OF_SITE}"  # noqa: S608
_ALL_NAMES = "SELECT DISTINCT author FROM comments WHERE author IS NOT NULL UNION SELECT name FROM authors"


@dataclass(frozen=True, slots=True)
class Person:
    """A commenter."""

    name: str
    """Folded."""
    site: str | None = None
    """``None``: on all sites."""
    pseudonym: str | None = None
    """What the name became where names are not stored."""

    @property
    def names(self) -> tuple[str, ...]:
        """What may stand in the archive."""
        return (self.name, self.pseudonym) if self.pseudonym else (self.name,)


def names(connection: sqlite3.Connection, site: str | None) -> list[str]:
    """Return the names of all commenters."""
    return [name for (name,) in connection.execute(_NAMES, {"site": site})]


def longer_names(connection: sqlite3.Connection, wanted: Collection[str]) -> list[str]:
    """Return the names of commenters and authors that contain one of the wanted ones, and are others'."""
    found = (name for (name,) in connection.execute(_ALL_NAMES) if name not in wanted)
    return [name for name in found if any(each in name for each in wanted)]


def comments(connection: sqlite3.Connection, person: Person) -> list[int]:
    """Return the ids of what a person wrote."""
    values = {"names": json.dumps(person.names), "site": person.site}
    return [number for (number,) in connection.execute(_WRITTEN, values)]


def is_known(connection: sqlite3.Connection, person: Person) -> bool:
    """Tell whether there is anything of a person, or they were forgotten before."""
    before = forgotten.load(connection).holds(person.name, person.site or forgotten.ANYWHERE)
    return before or bool(comments(connection, person))
