"""Where in a text the words stand that were looked for."""

from newsscrape.text import fold

_AROUND = 40  # characters of CJK text shown on either side of what was found


def snippet(fts: str, body: str | None, terms: list[str], marks: tuple[str, str]) -> str:
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
