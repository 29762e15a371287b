"""Raw pages: bytes and processor time a page, with a dictionary of their site, as plain zstd, and as gzip -6.

The dictionary is trained on a site's first pages, and the others are packed; the three take turns, page by page. The sites:
both of the demo; and, where a list of real pages is at hand (--pages), sites that are made of these: each is one real page
whose paragraphs are filled with those of all the others, since there are not enough real pages of any one site.
"""

import argparse
import gzip
import json
import re
import statistics
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from time import process_time

from newsscrape.archive import blobs, dictionaries
from newsscrape.demo import arena, magazine, world

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT.parent / "shared" / "data" / "pages" / "zyte.jsonl"
_PARAGRAPH = re.compile(rb"(<p\b[^>]*>)(.{40,}?)(</p>)", re.DOTALL)
_LEAST = 5  # paragraphs, for a page to be the frame of others

Ways = dict[str, Callable[[bytes], bytes]]


def main() -> None:
    """Print a line for each site and way."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=Path, default=PAGES, help="a list of real pages with their truth")
    parser.add_argument("--frames", type=int, default=8, help="how many sites to make of them")
    parser.add_argument("--rounds", type=int, default=5, help="the time of a page is the median of so many")
    parser.add_argument("--trained", type=int, default=dictionaries.ENOUGH, help="pages that the dictionary is trained on")
    chosen = parser.parse_args()
    print(f"{'':<14} {'pages':>6} {'bytes':>8}  {'way':<10} {'bytes':>7}  of gzip  ms a page")
    for name, pages in [*demo(), *made(chosen.pages, chosen.frames)]:
        measure(name, pages, chosen.trained, chosen.rounds)


def demo() -> Iterator[tuple[str, list[bytes]]]:
    """Yield the demo's sites with their pages."""
    for name in ("voltpost", "pixelgazette"):
        stories = world.stories(name)
        if name == "voltpost":
            pages = [page for story in stories for page in arena.story_pages(story)]
        else:
            pages = [page for story in stories for page in magazine.story_pages(story, "https://pixelgazette.example")]
        yield name, [text.encode() for _, text in pages]


def made(listed: Path, most: int) -> Iterator[tuple[str, list[bytes]]]:
    """Yield sites made of real pages, evenly chosen by their size."""
    if not listed.exists():
        return
    rows = [json.loads(line) for line in listed.read_text(encoding="utf-8").splitlines()]
    real = sorted((gzip.decompress((listed.parent / row["page"]).read_bytes()) for row in rows), key=len)
    frames = [page for page in real if len(_PARAGRAPH.findall(page)) >= _LEAST]
    prose = [[part.encode() for part in row["truth"]["body"].split("\n\n")] for row in rows]
    for number, frame in enumerate(frames[:: max(len(frames) // most, 1)][:most], 1):
        yield f"real frame {number}", [_filled(frame, parts) for parts in prose]


def _filled(frame: bytes, parts: Sequence[bytes]) -> bytes:
    left = cycle(parts)
    return _PARAGRAPH.sub(lambda match: match[1] + next(left) + match[3], frame)


def measure(name: str, pages: Sequence[bytes], trained: int, rounds: int) -> None:
    """Train, pack and print."""
    first, rest = [page[: 1 << 17] for page in pages[:trained]], pages[trained:]
    begun = process_time()
    data = blobs.trained(first, min(dictionaries.SIZE, sum(map(len, first)) // 4))
    took = process_time() - begun
    assert data, "the pages have nothing in common"
    dictionary = blobs.Dictionary(1, blobs.loaded(data))
    ways: Ways = {
        "gzip -6": lambda page: gzip.compress(page, 6),
        "zstd": lambda page: blobs.pack(page).data,
        "dictionary": lambda page: blobs.pack(page, dictionary).data,
    }
    sizes = {way: sum(len(pack(page)) for page in rest) / len(rest) for way, pack in ways.items()}
    timed = [_times(ways, page, rounds) for page in rest]
    times = {way: statistics.mean(one[way] for one in timed) for way in ways}
    mean = sum(map(len, rest)) / len(rest)
    for way, size in sizes.items():
        head = f"{name:<14} {len(rest):>6} {mean:>8,.0f}" if way == "gzip -6" else " " * 30
        print(f"{head}  {way:<10} {size:>7,.0f}  x {size / sizes['gzip -6']:.2f}  {times[way] * 1000:>8.2f}")
    print(f"{'':<30}  trained in {took:.2f} s: {len(data):,} bytes, once for the site")


def _times(ways: Ways, page: bytes, rounds: int) -> dict[str, float]:
    """Return the seconds that a page takes, the ways in turns."""
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, pack in ways.items():
            begun = process_time()
            pack(page)
            times[way].append(process_time() - begun)
    return {way: statistics.median(each) for way, each in times.items()}


if __name__ == "__main__":
    main()
