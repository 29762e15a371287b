"""Readers' names as keyed hashes: the same person has the same pseudonym, and only the key's owner can tell whose it is."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace

from newsscrape.model import Comment, Outcome
from newsscrape.text import fold

PREFIX = "reader-"
_LENGTH = 12  # characters of five bits: among a million names, two share one with a chance of one in a million
_ATTRIBUTION = re.compile(
    r"(?P<mark>\W{0,3})(?P<name>\S.{0,80}?)(?P<verb>,?[ ]+(?:said|says|wrote|writes|schrieb|sagte|hat geschrieben|meinte"
    r"|a écrit|a dit|escribió|dijo|ha scritto|escreveu|disse|schreef|napisał|napisała|написал|написала|пишет)\b[^\n]{0,40}?:)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """What a key makes of names. RFC 2104's HMAC with SHA-256, cut to what people can read."""

    key: bytes

    def of(self, name: str, kind: str = "") -> str:
        """Return the pseudonym of a name, folded before.

        Args:
            name: as a page has it.
            kind: what it is besides a name, such as a code: the same text as another kind has another pseudonym.
        """
        digest = hmac.digest(self.key, f"{kind}\0{fold(name)}".encode("utf-8", "replace"), hashlib.sha256)
        return PREFIX + base64.b32encode(digest).decode("ascii").lower()[:_LENGTH]

    def applied(self, outcome: Outcome) -> Outcome:
        """Return the outcome with every commenter's name, code, profile and attribution replaced; bodies are left as text."""
        threads = tuple(replace(thread, comments=tuple(map(self._comment, thread.comments))) for thread in outcome.threads)
        article = outcome.article
        if article:
            article = replace(article, comments=tuple(map(self._comment, article.comments)))
        return replace(outcome, article=article, threads=threads)

    def _comment(self, comment: Comment) -> Comment:
        return replace(
            comment,
            author=self.of(comment.author) if comment.author else None,
            author_key=self.of(comment.author_key, "key") if comment.author_key else None,
            # An address of RFC 2606's `.invalid`, so that the former one of a row that is read again does not stay.
            author_url=f"https://{self.of(comment.author_url, 'url')}.invalid/" if comment.author_url else None,
            quoted=self._quoted(comment.quoted),
        )

    def _quoted(self, quoted: str | None) -> str | None:
        """Replace the name in the first line of a quotation, where that says who wrote it."""
        match = _ATTRIBUTION.match(quoted) if quoted else None
        if not match or quoted is None:
            return quoted
        return f"{match['mark']}{self.of(match['name'])}{match['verb']}{quoted[match.end() :]}"
