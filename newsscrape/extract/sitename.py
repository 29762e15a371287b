"""The site's own name, as its metadata and its host spell it: what is cut off titles, and who is no author."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import urlsplit

from newsscrape.extract.evidence import Evidence
from newsscrape.metadata import json_ld
from newsscrape.page import once

SEPARATOR = re.compile(
    r"\s+[|\uff5c\u2013\u2014\u00b7\u2022\u00bb\u00ab\u203a<>~:/-]+\s+|\s*[|\uff5c\u00bb\u00ab]\s*|:\s+|(?<=[^\x00-\u2fff])[_-]+(?=\S)"
)
"""What parts a headline from what stands beside it; a colon too, though it is more often a headline's own."""
_ONE_OF = re.compile(r"[|\uff5c\u2013\u2014\u00b7\u2022\u00bb\u00ab\u203a<>~:/_-]")
_TRAILING = re.compile(r"\s+[|\uff5c\u2013\u2014\u00b7\u2022\u00bb<>-]+$")
_BAR = re.compile(r"\s*[|\uff5c]\s*")
_NOT_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
_METAS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone")
_RUBRIC_WORDS = 2
_SHORTEST, _SHORTEST_LABEL, _MOST_WORDS, _MOST_PARTS, _LONGEST_TIGHT = 3, 4, 5, 12, 8
_HOST_WORDS = frozenset(["www", "web", "amp", "news", "blog", "blogs", "archive", "mobile", "forum"])


@lru_cache(maxsize=1024)  # a headline is asked for wherever the page has it
def letters(text: str) -> str:
    """Return what two spellings of one title or name share: letters and digits alone, case folded.

    >>> letters("Pocket-Gear.example") == letters("pocket gear EXAMPLE")
    True
    """
    folded = text.casefold()
    return folded.translate(_NO_ASCII_LETTERS) if folded.isascii() else _NOT_LETTERS.sub("", folded)


@lru_cache(maxsize=64)  # of the few titles of a page
def separators(title: str) -> tuple[re.Match[str], ...]:
    """Return the first separators in a title; most titles have no character of one."""
    return tuple(islice(SEPARATOR.finditer(title), _MOST_PARTS)) if _ONE_OF.search(title) else ()


@dataclass(frozen=True, slots=True)
class SiteName:
    """The names by which a site calls itself."""

    declared: frozenset[str]
    """Letters of the names in the metadata."""
    host: str
    """Letters of the host."""
    label: str
    """The host's own word: ``pocketgear`` of ``www.pocketgear.co.uk``; empty where it is too short to tell a name."""

    @classmethod
    def of(cls, evidence: Evidence) -> "SiteName":
        """Read the site's names from the page's metadata and address."""
        return _of(evidence)

    def is_name(self, text: str) -> bool:
        """Tell whether a text is the site's name, or that with a word or two around it."""
        found = letters(text)
        if found in self.declared or (len(found) >= _SHORTEST and found in self.host):
            return True
        return len(text.split()) <= _MOST_WORDS and bool(self.label) and self.label in found

    def is_in(self, text: str) -> bool:
        """Tell whether a text speaks of the site."""
        found = letters(text)
        return any(name in found for name in (*self.declared, self.label) if len(name) >= _SHORTEST)

    def cut_from(self, title: str) -> str:
        """Return a title without the site's name at either end.

        >>> SiteName(frozenset({"pocketgear"}), "pgexample", "").cut_from("Fold: it lasts | Pocket Gear")
        'Fold: it lasts'
        """
        parts = separators(title)
        starts = [0, *(match.end() for match in parts)]
        ends = [*(match.start() for match in parts), len(title)]
        last = next((n for n in range(1, len(starts)) if self._begins(title, parts[n - 1], ends[n])), len(starts))
        first = 1 if last > 1 and self.is_name(title[: ends[0]]) else 0
        found = _TRAILING.sub("", title[starts[first] : ends[last - 1]].strip())
        return _without_rubrics(found) if last < len(starts) else found

    def _begins(self, title: str, separator: re.Match[str], end: int) -> bool:
        """Tell whether the site's name begins behind this separator; a hyphen without blanks parts only it from CJK words."""
        tight = not separator[0].strip("-_") and len(title) - separator.end() <= _LONGEST_TIGHT
        return tight or self.is_name(title[separator.end() : end])


def _without_rubrics(title: str) -> str:
    """Return a title without the short names that bars part from it, as they stand between a headline and the site's name."""
    headline, *rubrics = _BAR.split(title)
    longest = max((len(rubric) for rubric in rubrics), default=0)
    short = all(len(rubric.split()) <= _RUBRIC_WORDS for rubric in rubrics) and 2 * longest < len(headline)
    return headline if short else title


@once  # title, authors and pictures ask
def _of(evidence: Evidence) -> SiteName:
    names = [name for meta in _METAS for name in evidence.meta.get(meta, ())]
    names += json_ld.texts(evidence.ld.get("publisher"))
    host = (urlsplit(evidence.page.url).hostname or "").removeprefix("www.")
    label = max((part for part in host.split(".")[:-1] if part not in _HOST_WORDS), key=len, default="")
    label = letters(label)
    return SiteName(frozenset(filter(None, map(letters, names))), letters(host), label if len(label) >= _SHORTEST_LABEL else "")
