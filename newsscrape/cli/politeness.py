"""How politely a run asked its hosts, as lines for a terminal."""

from collections.abc import Iterator, Sequence

from newsscrape import terminal
from newsscrape.archive.politeness import Early, Manners, RunOf

_STATUSES = ("200", "304", "2xx", "3xx", "4xx", "5xx", "none")
_WAITS = ("held back", "because of", "requests", "seconds")
_ROBOTS = {"first": "asked first", "copy": "asked within a day", "never": "not asked"}


def sheet(run: RunOf, hosts: Sequence[Manners]) -> Iterator[str]:
    """Yield the lines: what each host was owed and got, in seconds, why requests waited, and whether any was early."""
    yield f"run {run.id} of {terminal.line(run.site)}, {run.started_at}; pauses in seconds"
    if run.pause is None:
        yield "The run did not note its pause (killed, or older than that): only a Crawl-delay is held against it."
    if hosts:
        yield ""
        yield from terminal.table(_table(hosts))
    waits = [(host.host, reason, *wait) for host in hosts for reason, wait in sorted(host.waits.items())]
    if waits:
        yield ""
        yield from terminal.table([_WAITS, *waits])
    yield ""
    yield from _verdict(hosts)


def _table(hosts: Sequence[Manners]) -> Iterator[tuple[object, ...]]:
    words = [word for word in _STATUSES if any(host.statuses[word] for host in hosts)]
    yield ("host", "requests", "pause", "shortest", "median", *words, "bytes", "robots.txt")
    for host in hosts:
        statuses = (host.statuses[word] for word in words)
        times = (host.owed, host.shortest, host.median)
        yield (host.host, host.requests, *times, *statuses, host.bytes, _robots(host))


def _robots(host: Manners) -> str:
    delay = "" if host.crawl_delay is None else f", Crawl-delay {host.crawl_delay:g}"
    return _ROBOTS[host.robots] + delay


def _verdict(hosts: Sequence[Manners]) -> Iterator[str]:
    number = sum(host.earlies for host in hosts)
    if not number:
        yield "no request came earlier than allowed"
        return
    yield f"{terminal.count(number, 'request')} came earlier than allowed:"
    for host in hosts:
        for early in host.early:
            yield f"  {early.at}  {terminal.line(early.url)}  {_said(early)}"
        if host.earlies > len(host.early):
            yield f"  and {host.earlies - len(host.early):,} more to {terminal.line(host.host)}"


def _said(early: Early) -> str:
    if early.gap is None:
        return "before robots.txt was asked for"
    if early.gap < 0:
        return "while the answer before it was still under way"
    return f"{early.gap:.3f} s after the answer before it, {early.owed:.3f} s were owed"
