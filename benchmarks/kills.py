"""SIGKILL at random moments: what is lost, what is doubled, and what is fetched in vain.

A made-up site of some hundred articles with comment pages and long articles in parts is crawled once undisturbed, and
once under kills: the same command is started again after each, until it ends by itself. A moment is a number of
requests after the start and up to 50 ms more; every tenth start is killed within its first second, whatever it does.
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from statistics import median

from crawling import started
from served import Asked, Served, serve

from newsscrape.demo import world
from newsscrape.demo.__main__ import SITES
from newsscrape.demo.documents import documents

NAME = "voltpost"
AIM = 8
"""Pages fetched again for each kill, at most."""
SOURCES = frozenset({"/robots.txt", "/news.php3"})
"""What each start asks anew; further pages of the list count as pages."""

SAME = {
    "articles": "SELECT key, title, published, body, body_html, revision FROM articles ORDER BY key",
    "parts": "SELECT a.key, x.position, u.url FROM article_pages x JOIN articles a ON a.id = x.article_id"
    " JOIN pages p ON p.id = x.page_id JOIN urls u ON u.id = p.url_id ORDER BY 1, 2",
    "authors": "SELECT a.key, w.name, x.position FROM article_authors x JOIN articles a ON a.id = x.article_id"
    " JOIN authors w ON w.id = x.author_id ORDER BY 1, 3",
    "tags": "SELECT a.key, t.name FROM article_tags x JOIN articles a ON a.id = x.article_id"
    " JOIN tags t ON t.id = x.tag_id ORDER BY 1, 2",
    "images": "SELECT a.key, i.position, i.url, i.alt FROM images i JOIN articles a ON a.id = i.article_id ORDER BY 1, 2",
    "links": "SELECT a.key, l.position, l.url, l.text FROM links l JOIN articles a ON a.id = l.article_id ORDER BY 1, 2",
    "comments": "SELECT a.key, c.key, c.parent_key, c.position, c.author, c.published, c.body FROM comments c"
    " JOIN articles a ON a.id = c.article_id ORDER BY 1, 2",
    "urls": "SELECT kind, state, url, method, payload FROM urls ORDER BY url, method, payload",
}
"""All that a crawl leaves of the articles, in words that do not depend on the order of events."""
DOUBLED = {
    "articles": "SELECT title, published, body FROM articles GROUP BY 1, 2, 3 HAVING count(*) > 1",
    "comments": "SELECT article_id, author, published, body FROM comments GROUP BY 1, 2, 3, 4 HAVING count(*) > 1",
    "urls": "SELECT url, method, payload FROM urls GROUP BY 1, 2, 3 HAVING count(*) > 1",
}
"""Rows that say the same, whatever their keys."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how many (default: 50)")
    parser.add_argument("--articles", type=int, default=300, help="of the site (default: 300)")
    parser.add_argument("--seed", type=int, default=3, help="of the moments (default: 3)")
    chosen = parser.parse_args()
    world.ARTICLES[NAME] = chosen.articles
    pages = {path: document.body for path, document in documents(NAME, "").items()}
    with tempfile.TemporaryDirectory() as name, serve(pages) as site:
        undisturbed, killed = Path(name) / "undisturbed.db", Path(name) / "killed.db"
        begun = time.monotonic()
        finish(site, undisturbed)
        once = site.take()
        print(f"undisturbed: {len(once)} requests in {time.monotonic() - begun:.1f} s for {chosen.articles} articles")
        logs = list(kill(site, killed, random.Random(chosen.seed), chosen.kills, len(once)))
        finish(site, killed)
        logs.append(site.take())
        sound = report(undisturbed, killed, logs)
    sys.exit(0 if sound else 1)


def crawling(site: Served, archive: Path) -> AbstractContextManager[subprocess.Popen[bytes]]:
    return started(archive.parent, "scrapy", "crawl", NAME, "-a", f"at={site.base}", archive=archive, sites=SITES)


def finish(site: Served, archive: Path) -> None:
    with crawling(site, archive) as process:
        _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"the crawl ended with exit code {process.returncode}: {said.decode()}")


def kill(site: Served, archive: Path, draw: random.Random, kills: int, requests: int) -> Iterator[list[Asked]]:
    """Start and kill; yield what each start asked for."""
    site.take()
    for number in range(kills):
        early = number % 10 == 9
        wanted = 0 if early else draw.randint(1, max(2, round(1.6 * requests / kills)))
        with crawling(site, archive) as process:
            while site.count() < wanted and process.poll() is None:
                time.sleep(0.001)
            time.sleep(draw.uniform(0, 1.0 if early else 0.05))
            if process.poll() is not None:
                print(f"the crawl ended by itself before the {number + 1}. kill")
                break
            process.kill()
            process.wait()
        yield site.take()


def report(undisturbed: Path, killed: Path, logs: list[list[Asked]]) -> bool:
    """Print what came of it; tell whether all is as it should be."""
    whole, after = contents(undisturbed), contents(killed)
    keys, there = ({row[0] for row in rows["articles"]} for rows in (whole, after))
    doubled = {name: len(asked(killed, query)) for name, query in DOUBLED.items()}
    differing = [name for name in SAME if whole[name] != after[name]]
    integrity = asked(killed, "PRAGMA integrity_check")[0][0]
    with started(killed.parent, "newsscrape", "check", archive=killed) as process:
        process.communicate()
    most = fetched_again(logs)
    print(f"lost: {len(keys - there)} of {len(keys)} articles")
    print(f"doubled: {', '.join(f'{count} of {len(after[name])} {name}' for name, count in doubled.items())}")
    print(f"equal to the undisturbed archive: {'no' if differing else 'yes'} ({', '.join(differing or SAME)})")
    print(f"integrity_check: {integrity}; newsscrape check: exit code {process.returncode}")
    faults = (keys - there, any(doubled.values()), differing, integrity != "ok", process.returncode, most > AIM)
    return not any(faults)


def fetched_again(logs: list[list[Asked]]) -> int:
    """Print how many pages each kill cost: those of the start it ended that a later one asked for again, sources apart.

    Returns:
        The most that one kill cost.
    """
    later: set[str] = set()
    costs, sources = [], Counter[str]()
    for log in reversed(logs):
        paths = {one.path for one in log}
        costs.append(len(paths & later - SOURCES))
        sources.update(paths & later & SOURCES)
        later |= paths
    killed = costs[1:] or [0]
    twice = sum(len(log) - len({one.path for one in log}) for log in logs)
    anew = ", ".join(f"{path} {count} times" for path, count in sorted(sources.items()))
    print(f"{len(killed)} kills, {sum(map(len, logs))} requests; asked twice within one start: {twice}; sources anew: {anew}")
    print(f"pages fetched again for each kill: median {median(killed):g}, at most {max(killed)} (aim: {AIM})")
    return max(killed)


def contents(archive: Path) -> dict[str, list[tuple[object, ...]]]:
    return {name: asked(archive, query) for name, query in SAME.items()}


def asked(archive: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{archive}?mode=ro", uri=True)) as connection:
        return connection.execute(query).fetchall()


if __name__ == "__main__":
    main()
