"""The story of one address, as lines for a terminal: `newsscrape explain` tells it."""

from collections.abc import Iterable, Iterator
from typing import Any

from newsscrape import robots, terminal
from newsscrape.archive import explain, hosts
from newsscrape.archive.explain import Address
from newsscrape.cli import reasons
from newsscrape.dates import utc_text

_LABEL = 11
_SOURCES = frozenset({"feed", "sitemap", "listing"})
_WIDER = frozenset({"range", "limit"})
_CUT = 60  # characters of a field's raw text


def told(connection: Any, address: Address) -> Iterator[str]:
    """Yield all that the archive knows of an address."""
    yield terminal.line(address.url)
    yield from terminal.wrapped(_sentence(connection, address))
    yield ""
    yield from block("what", [f"{address.kind} of {address.site}, state {address.state}"])
    yield from block("found", _found(connection, address))
    yield from block("redirected", [f"here from {one.url}" for one in explain.redirected_here(connection, address)])
    yield from block("leads to", [f"{one.url} ({one.kind}, {one.state})" for one in explain.onward(connection, address)])
    yield from block("asked", _asked(connection, address))
    yield from block("errors", _errors(connection, address))
    yield from block("gave", _gave(connection, address))
    if address.article_id is not None:
        yield from _article(connection, address.article_id, address)
    yield from host(connection, address.url, address.host)
    yield from block("due", [_due(address)])


def host(connection: Any, url: str, name: str) -> Iterator[str]:
    """Yield what is known of an address's host, and whether its robots.txt allows the address."""
    row = hosts.read(connection, name)
    if row is None or row.robots is None:
        said = ["no copy yet; a crawl asks for it before anything else"]
    else:
        verdict = "allows" if robots.parse(row.robots).allows(url) else "forbids"
        said = [f"{verdict} it to {robots.AGENT}; copy of {utc_text(row.robots_at) if row.robots_at else 'an unknown time'}"]
    if row and row.failures:
        status = "no answer" if row.robots_status is None else f"status {row.robots_status}"
        said.append(f"could not be had {terminal.count(row.failures, 'time')} in a row, at last {status}")
    yield from block("robots.txt", said)
    if row and row.wait_until:
        yield from block("host", [f"{name}, its next free turn {utc_text(row.wait_until)}"])


def block(label: str, texts: Iterable[str]) -> Iterator[str]:
    """Yield the texts, each on a line, behind the label, which stands once."""
    for text in texts:
        yield f"{label:<{_LABEL}} {terminal.line(text)}".rstrip()
        label = ""


def _sentence(connection: Any, address: Address) -> str:  # noqa: PLR0911 - one state, one sentence
    why = reasons.words(address.last_error) if address.last_error else ""
    match address.state:
        case "due" if address.checked_at is None:
            return "It has not been asked for yet; it waits for its turn."
        case "due" if why:
            return f"It failed ({terminal.count(address.tries, 'failure')} in a row: {why}) and will be asked for again."
        case "due":
            return "It has been read before and is to be asked for again."
        case "gone":
            kept = " What was archived of it stays." if address.article_id else ""
            return f"It is gone: its server answered with status {address.last_status}.{kept}"
        case "refused" if address.checked_at is None or (address.last_error or "").startswith("robots:"):
            return f"It was left out and not asked for: {why}."
        case "refused":
            return f"It was asked for and refused: {why}."
    way = explain.onward(connection, address)
    if way:
        return f"It redirects to {way[-1].url}."
    if address.article_id is not None:
        what = "it gave" if address.kind == "article" else "it belongs to"
        return f"It was fetched and read: {what} article {address.article_id}."
    return "It was fetched and read."


def _found(connection: Any, address: Address) -> Iterator[str]:
    at, trail = address.found_at, explain.trail(connection, address)
    for page in trail:
        yield f"{at}  on {page.url} ({page.kind})"
        at = page.found_at
    if address.kind == "robots" and not trail:
        yield f"{at}  asked for before anything else of its host"
    else:
        yield f"{at}  where a run starts: named by the site's file, or by hand"


def _asked(connection: Any, address: Address) -> Iterator[str]:
    for one in explain.requests(connection, address):
        waited = f", waited {one.waited:.2f} s ({one.wait_reason or 'delay'})" if one.waited else ""
        status = "no answer" if one.status is None else f"status {one.status}"
        yield f"{one.requested_at}  {status}, {terminal.size(one.bytes)} in {one.seconds:.2f} s{waited}"


def _errors(connection: Any, address: Address) -> Iterator[str]:
    for one in explain.troubles(connection, address):
        yield f"{one.occurred_at}  {one.stage}: {one.kind}  {one.message}"


def _gave(connection: Any, address: Address) -> Iterator[str]:
    count, last = explain.stored_pages(connection, address)
    if count:
        yield f"{terminal.count(count, 'raw page')}, the last of {last}"
    if number := explain.named(connection, address):
        yield f"{number:,} addresses not known before" if number > 1 else "1 address not known before"


def _article(connection: Any, number: int, address: Address) -> Iterator[str]:
    article = explain.product(connection, number)
    former = terminal.count(article.revision - 1, "former version") if article.revision > 1 else "never changed"
    said = [f"{number}: {article.title or '(no title)'}", f"first seen {article.first_seen_at}, {former}"]
    if article.revision > 1:
        said.append(f"last changed {article.changed_at}")
    if article.gone_at:
        said.append(f"gone since {article.gone_at}; its text stays")
    if article.url != address.url:
        said.append(f"shown as {article.url}")
    said += [f"also at {url}" for url in explain.other_addresses(connection, number, address) if url != article.url]
    yield from block("article", said)
    yield from block("comments", [_thread(thread) for thread in explain.threads(connection, number)])
    rows = [
        (one.field, one.source, _agreed(one.agreement), (one.raw or "")[:_CUT]) for one in explain.fields(connection, number)
    ]
    yield from block("fields", ())
    for index, text in enumerate(terminal.table(rows)):
        yield f"{'' if index else 'fields':<{_LABEL}} {text}"


def _agreed(sources: int) -> str:
    return f"{sources} sources agree" if sources > 1 else ""


def _thread(thread: explain.ThreadOf) -> str:
    claimed = "" if thread.claimed is None else f" of {thread.claimed:,} that the page claims"
    end = f"read to the end {thread.completed_at}" if thread.completed_at else "not read to the end yet"
    past = "".join(
        f", {count:,} {what}" for count, what in ((thread.edited, "edited"), (thread.deleted, "deleted since")) if count
    )
    return f"{thread.stored:,} archived{claimed} ({thread.system}){past}; {end}"


def _due(address: Address) -> str:
    if address.state == "due":
        return f"from {address.due_at} on, in the next run of {address.site}"
    if address.kind == "robots":
        return "again when a run needs the rules of its host"
    if address.kind in _SOURCES and address.state == "done":
        rhythm = f" from {address.due_at}, and" if address.due_at is not None else ""
        return f"again{rhythm} in every run that starts there, or meets it"
    if address.due_at is not None:
        return f"again from {address.due_at}"
    return "never again by itself" + _unless(address)


def _unless(address: Address) -> str:
    """Return what makes a run ask again all the same."""
    if address.redirect_id is not None:
        return ": where it leads to is asked instead"
    if address.last_error in _WIDER:
        return f"; `scrapy crawl {address.site}` with a wider range or limit takes it"
    if address.state == "refused":
        return ""
    return f"; `scrapy crawl {address.site} -a refresh=all` does"
