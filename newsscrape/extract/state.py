"""Dates in the data that a page's own scripts work with: the last resort where a page is built in the browser."""

import re
from collections.abc import Iterator

from newsscrape.extract.evidence import Evidence, Finding

_PUBLISHED = re.compile(
    r"['\"](?:date_?published|(?:first_?)?publish(?:ed)?(?:_?(?:at|date|time|on))?|publication_?(?:date|time)|pub_?date|display_?date)"
    r"\\?['\"]?\s*:\s*\\?['\"]?(\d{4}-\d\d-\d\d[T\d:.+\- Z]{0,24}|1\d{9}(?:\d{3})?(?![\w.]))",
    re.IGNORECASE,
)
_CREATED = re.compile(
    r"['\"]created(?:_?(?:at|on))?\\?['\"]?\s*:\s*\\?['\"]?(\d{4}-\d\d-\d\d[T\d:.+\- Z]{0,24})",
    re.IGNORECASE,
)
_LARGEST = 2 << 20  # characters of a script


def dates(evidence: Evidence) -> Iterator[Finding[str]]:
    """Yield the publication, else the creation, that the scripts' data name, where they name a single one: others are lists."""
    scripts = [script.text for script in evidence.page.tagged("script") if script.text and script.get("src") is None]
    for name, pattern in (("published", _PUBLISHED), ("created", _CREATED)):
        said = {match[1].strip() for text in scripts if len(text) <= _LARGEST for match in pattern.finditer(text)}
        if len({text[:10] for text in said}) == 1:
            yield Finding(min(said), f"script:{name}")
            return
