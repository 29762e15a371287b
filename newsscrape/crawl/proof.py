"""What a crawl back in time shows at its end: the months, and how far the lists were read. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from newsscrape.archive.months import Month

_UNREAD = {
    "due": "{} list pages still wait: the next run reads them",
    "limit": "{} list pages were left for the limit's sake: -a limit=1000000 takes more",
    "range": "the lists were read to the end of the range",
}
_LINE = "{:<8} {:>9} {:>8} {:>9} {:>8} {:>6}"


def proof(months: Sequence[Month], unread: Mapping[str, int]) -> Iterator[str]:
    """Yield the lines of the table, its sums, and a sentence about the lists.

    Args:
        months: as the archive has them, in order.
        unread: list pages that were not read, by reason (`months.unread_lists`).
    """
    yield _LINE.format("month", "archived", "waiting", "left out", "refused", "gone")
    for month in months:
        yield _LINE.format(*(f"{cell:,}" if isinstance(cell, int) else cell for cell in month))
    sums = [sum(column) for column in zip(*(month[1:] for month in months), strict=True)] or [0] * (len(Month._fields) - 1)
    yield _LINE.format("in all", *(f"{number:,}" for number in sums))
    said = [sentence.format(unread[reason]) for reason, sentence in _UNREAD.items() if reason in unread]
    others = [f"{number} list pages were left out ({reason})" for reason, number in unread.items() if reason not in _UNREAD]
    yield "; ".join([*said, *others]) or "the lists were read to their end"
