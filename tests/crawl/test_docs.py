"""docs/crawling.md names what there is: every argument, every reason, every figure that a constant holds."""

import pathlib
import re
from dataclasses import fields

import pytest

from newsscrape.archive import revisits
from newsscrape.archive.found import LIMIT, RANGE
from newsscrape.archive.images import BACKLOG
from newsscrape.crawl import arguments, clock, settings
from newsscrape.crawl.manners import PER_HOST
from newsscrape.discover import traps
from newsscrape.ingest import images, retry
from newsscrape.ingest.scope import BARREN

DOCS = (pathlib.Path(__file__).resolve().parents[2] / "docs" / "crawling.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", [arguments.SiteArguments, arguments.WebArguments, arguments.NewsArguments])
def test_every_argument_is_told(kind):
    for field in fields(kind):
        if field.name != "at":  # for whoever serves a copy: the README tells it
            assert re.search(rf"`(?:scrapy [^`]*)?-a {field.name}=|-a {field.name}=|`{field.name}`", DOCS), field.name


def test_every_reason_is_told():
    assert [reason for reason in (RANGE, LIMIT, BARREN, *traps.REASONS) if f"`{reason}`" not in DOCS] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (r"after half the time", revisits.SHARE == 0.5),
        (r"after (\d+) quiet days", revisits.QUIET.days),
        (r"(\d+) pages of a host", PER_HOST),
        (r"(?:six) hours by default", settings.CLOSESPIDER_TIMEOUT == 6 * 3600),
        (r"`CLOSESPIDER_PAGECOUNT` \(([\d,]+)\)", settings.CLOSESPIDER_PAGECOUNT),
        (r"files of over (\d+) MiB", images.MAX_BYTES >> 20),
        (r"of over (\d+) million pixels", images.MAX_PIXELS // 1_000_000),
        (r"newest first: ([\d,]+) images more", BACKLOG),
        (r"after ten, or when", clock.GIVE_UP == 10),
        (r"three tries in a run", retry.TRIES == 3),
        (r"fifty new pages", clock.JUDGED == 50),
    ],
)
def test_figures_are_those_of_the_program(words, value):
    match = re.search(words, " ".join(DOCS.split()))
    assert match
    assert value is True or int(match[1].replace(",", "")) == value
