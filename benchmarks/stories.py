"""How well the same story is found on several sites, and how fast: on made-up articles of which it is known what they are.

Of some articles other sites have copies, changed as syndicated texts are: another title, an own beginning and end, cut short,
paragraphs in another order, words replaced. All others have nothing to do with each other, but for the stock phrases of
the trade. Recall counts the copies that stand in one story with what they are a copy of; a false pair are two articles in
one story that are none. The seed is fixed, --seed takes another.
"""

import argparse
import datetime as dt
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import combinations
from pathlib import Path

from newsscrape.archive import articles, runs, stories
from newsscrape.archive.connection import open_writer, transaction
from newsscrape.model import Article, Instant

SITES = ("alpha", "beta", "gamma", "delta")
STOCK = (
    "The phone goes on sale in March for 499 dollars.",
    "The company did not answer our questions in time.",
    "We will update this article as soon as we know more.",
    "It comes in black, white and green, with 8 GB of memory and 256 GB of storage.",
    "Pre-orders open tomorrow, and deliveries begin at the end of the month.",
)
Paragraphs = list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unrelated", type=int, default=1000, help="articles without a copy (default: 1000)")
    parser.add_argument("--copied", type=int, default=200, help="articles with copies (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    made = generate(random.Random(chosen.seed), chosen.unrelated, chosen.copied)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        with closing(open_writer(path)) as connection:
            truth = fill(connection, path, made)
            started = time.process_time()
            stories.update(connection, path)
            spent = time.process_time() - started
            found = dict(connection.execute("SELECT id, story_id FROM articles WHERE story_id IS NOT NULL").fetchall())
    print(f"{len(made):,} articles, {spent * 1000 / len(made):.2f} ms each, {len(set(found.values())):,} stories")
    for how in COPIES:
        pairs = [pair for pair, one in truth.items() if one == how]
        print(f"{how:<24} found {sum(together(found, pair) for pair in pairs):>4} of {len(pairs)}")
    hits = sum(together(found, pair) for pair in truth)
    related = {number: source for (source, number) in truth}
    groups: dict[int, list[int]] = {}
    for number, story in found.items():
        groups.setdefault(story, []).append(related.get(number, number))
    false = sum(one != other for group in groups.values() for one, other in combinations(group, 2))
    print(f"recall {hits / len(truth):.3f}, false pairs {false}")


def together(found: dict[int, int], pair: tuple[int, int]) -> bool:
    return pair[0] in found and found[pair[0]] == found.get(pair[1])


def fill(connection: object, path: Path, made: list[tuple[str, Paragraphs, int | None, str]]) -> dict[tuple[int, int], str]:
    """Store the articles; return how each copy was made, by the ids of its source and itself."""
    truth = {}
    moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    with transaction(connection, path):  # type: ignore[arg-type]
        for number, (site, paragraphs, source, how) in enumerate(made):
            site_id = runs.site_id(connection, runs.SiteRow(site, f"{site}.example", site, "made up"))  # type: ignore[arg-type]
            when = (moment + dt.timedelta(hours=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
            article = Article(
                site=site,
                key=str(number),
                url=f"https://{site}.example/{number}",
                title=f"Title {number}",
                body="\n\n".join(paragraphs),
                published=Instant(when, when, "second", 0, "stated"),
            )
            stored = articles.insert(connection, site_id, article, when)  # type: ignore[arg-type]
            assert stored == number + 1
            if source is not None:
                truth[source + 1, stored] = how
    return truth


def generate(chance: random.Random, unrelated: int, copied: int) -> list[tuple[str, Paragraphs, int | None, str]]:
    """Return articles as site, paragraphs, the place of what it is a copy of, and how it was copied."""
    words = ["".join(chance.choices("aeiou", k=1) + chance.choices("bdfgklmnprstvz", k=1)) for _ in range(60)]
    vocabulary = ["".join(chance.choices(words, k=chance.randint(1, 4))) for _ in range(3000)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]

    def sentence() -> str:
        if chance.random() < 0.15:
            return chance.choice(STOCK)
        return " ".join(chance.choices(vocabulary, weights, k=chance.randint(6, 22))).capitalize() + "."

    def paragraphs(count: int) -> Paragraphs:
        return [" ".join(sentence() for _ in range(chance.randint(2, 4))) for _ in range(count)]

    made: list[tuple[str, Paragraphs, int | None, str]] = [
        (chance.choice(SITES), paragraphs(chance.randint(3, 9)), None, "") for _ in range(unrelated + copied)
    ]
    for source in range(copied):
        site, text, *_ = made[source]
        others = [other for other in SITES if other != site]
        ways = zip(others, chance.sample(sorted(COPIES), 2), strict=False)
        made += [(other, COPIES[how](chance, text, paragraphs), source, how) for other, how in ways]
    return made


Copy = Callable[[random.Random, Paragraphs, Callable[[int], Paragraphs]], Paragraphs]


def _words(chance: random.Random, text: Paragraphs, _: Callable[[int], Paragraphs]) -> Paragraphs:
    return [" ".join("anders" if chance.random() < 1 / 15 else word for word in one.split()) for one in text]


COPIES: dict[str, Copy] = {
    "word for word": lambda _, text, __: text,
    "own beginning and end": lambda _, text, more: [
        " ".join(more(1)[0].split()[:20]),
        *text,
        " ".join(more(1)[0].split()[:15]),
    ],
    "cut short": lambda _, text, __: text[: max(2, round(len(text) * 0.7))],
    "in another order": lambda chance, text, __: chance.sample(text, len(text)),
    "one word in 15 replaced": _words,
}


if __name__ == "__main__":
    main()
