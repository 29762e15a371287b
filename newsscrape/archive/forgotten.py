"""Who is forgotten: told by salted hashes, so that a crawl knows a name when it meets it, and the archive does not."""

import hashlib
import hmac
import secrets
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from newsscrape.text import fold

ANYWHERE = ""
"""The site of a name that is forgotten on all of them."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """All names that must not come back."""

    digests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By the salt they are made with, in hexadecimal digits."""
    sites: frozenset[str] = frozenset()
    """The sites for which alone some name is forgotten."""

    def __bool__(self) -> bool:
        return bool(self.digests)

    def holds(self, name: str, site: str | None) -> bool:
        """Tell whether a commenter is forgotten.

        Args:
            name: as a page has it.
            site: where the comment stands; ``None``: it is not known, so that what is forgotten anywhere counts.
        """
        sites = (ANYWHERE, *([site] if site is not None else self.sites))
        return any(digest(salt, each, name) in known for salt, known in self.digests.items() for each in sites)


def digest(salt: str, site: str, name: str) -> str:
    """Return what is kept of a forgotten name: HMAC with SHA-256 (RFC 2104), in hexadecimal digits."""
    return hmac.digest(bytes.fromhex(salt), f"{site}\0{fold(name)}".encode("utf-8", "replace"), hashlib.sha256).hex()


def load(connection: sqlite3.Connection, schema: str = "main") -> Forgotten:
    """Return all that is forgotten in an archive, or in one that is attached to it under another name."""
    found: dict[str, set[str]] = defaultdict(set)
    sites = set()
    query = f"SELECT f.salt, f.digest, s.name FROM {schema}.forgotten f LEFT JOIN {schema}.sites s ON s.id = f.site_id"  # noqa: S608
    for salt, known, site in connection.execute(query):
        found[salt].add(known)
        sites |= {site} if site is not None else set()
    return Forgotten({salt: frozenset(known) for salt, known in found.items()}, frozenset(sites))


def remember(connection: sqlite3.Connection, name: str, site: str | None, now: str) -> None:
    """Note that a name is to be forgotten, within the caller's transaction; all names of an archive share one salt."""
    row = connection.execute("SELECT salt FROM forgotten LIMIT 1").fetchone()
    salt = row[0] if row else secrets.token_hex(16)
    connection.execute(
        "INSERT INTO forgotten(site_id, salt, digest, forgotten_at) VALUES ((SELECT id FROM sites WHERE name = ?), ?, ?, ?)"
        " ON CONFLICT(digest) DO NOTHING",
        (site, salt, digest(salt, site or ANYWHERE, name), now),
    )
