"""The made-up world as plain values: what is true about every article, before any layout prints it."""

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from newsscrape.demo.grammar import READERS, WRITERS, Voice

FIRST_DAY = dt.date(2025, 1, 6)
"""The world's oldest article is from this day; all of it lies in the past of whoever crawls it."""
ARTICLES = {"voltpost": 112, "pixelgazette": 112}
SECTIONS = ("Phones", "Cars", "Wearables", "Home")
MOST_REMARKS = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a body."""

    kind: Literal["p", "h2", "li", "blockquote", "img"]
    text: str
    """Of a picture: its alt text."""
    link: str | None = None
    """An address that the words ``see the list`` at the end of the paragraph lead to."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A reader's comment."""

    id: int
    author: str
    member: bool
    code: str
    when: dt.datetime
    body: str
    answers: int | None = None
    """The id of the remark it answers, and that the engine layout quotes."""


@dataclass(frozen=True, slots=True)
class Story:
    """One article and its thread, oldest remark first."""

    site: str
    id: int
    slug: str
    title: str
    dek: str
    writers: tuple[str, ...]
    when: dt.datetime
    section: str
    tags: tuple[str, ...]
    parts: tuple[tuple[Piece, ...], ...]
    """The body, page by page; most stories have one."""
    remarks: tuple[Remark, ...]
    review: bool = False

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The whole body."""
        return tuple(piece for part in self.parts for piece in part)


@cache
def stories(site: str) -> tuple[Story, ...]:
    """Return a site's stories, newest first."""
    return tuple(_story(site, number) for number in range(ARTICLES[site], 0, -1))


def edited(story: Story) -> Story:
    """Return the story as its editor would change it later: another headline and one more paragraph."""
    more = Piece("p", f"Update: {story.title} has drawn so many letters that we asked again.")
    return replace(story, title=f"{story.title} (updated)", parts=(*story.parts[:-1], (*story.parts[-1], more)))


def discussed(story: Story) -> Story:
    """Return the story with a thread that has grown by one answer and one remark of its own."""
    last = story.remarks[-1]
    answer = replace(last, id=last.id + 1, when=last.when + dt.timedelta(hours=1), body="Seconded.", answers=last.id)
    remark = replace(answer, id=last.id + 2, when=last.when + dt.timedelta(hours=2), body="Any news of this?", answers=None)
    return replace(story, remarks=(*story.remarks, answer, remark))


def later(site: str, steps: int = 1) -> tuple[Story, ...]:
    """Return a site's stories some days later, newest first.

    Each day brings one new story, an edit of one, and two remarks more under another; all else is as in `stories`.
    """
    news = list(stories(site))
    talked = [index for index, story in enumerate(news) if story.remarks and len(story.remarks) < MOST_REMARKS]
    for step in range(steps):
        news[talked[2 * step]] = edited(news[talked[2 * step]])
        news[talked[2 * step + 1]] = discussed(news[talked[2 * step + 1]])
    fresh = (_story(site, ARTICLES[site] + step) for step in range(steps, 0, -1))
    return (*fresh, *news)


def _story(site: str, number: int) -> Story:
    voice = Voice(f"{site}/{number}")
    title = voice.headline()
    review = site == "voltpost" and number % 16 == 0
    when = dt.datetime.combine(FIRST_DAY + dt.timedelta(days=number - 1), dt.time(8 + number % 9, number % 60), dt.UTC)
    parts = tuple(_part(voice, first=index == 0) for index in range(3 if review else 1))
    return Story(
        site=site,
        id=2000 + number,
        slug=_slug(title) or "story",
        title=title,
        dek=f"What a {voice.kind} from {voice.maker} says about the year.",
        writers=tuple(voice.some(WRITERS, 2 if site == "pixelgazette" and number % 5 == 0 else 1)),
        when=when,
        section=SECTIONS[number % len(SECTIONS)],
        tags=(voice.maker, voice.kind.title()),
        parts=parts,
        remarks=_remarks(voice, number, when),
        review=review,
    )


def _part(voice: Voice, *, first: bool) -> tuple[Piece, ...]:
    pieces = [Piece("p", voice.opening())] if first else [Piece("h2", "And then there is the rest")]
    pieces += [Piece("img", f"The {voice.kind} from its good side"), Piece("p", voice.paragraph())]
    for index in range(voice.number(1, 4)):
        pieces.append(Piece("p", voice.paragraph(), "https://lists.example/all" if index == 1 else None))
    if voice.number(0, 1):
        pieces += [
            Piece("h2", "What is in the box"),
            *(Piece("li", item) for item in (f"the {voice.kind}", "a cable", "no charger")),
        ]
    pieces += [Piece("blockquote", voice.quotation()), Piece("img", f"The {voice.kind} again"), Piece("p", voice.closing())]
    return tuple(pieces)


def _remarks(voice: Voice, number: int, when: dt.datetime) -> tuple[Remark, ...]:
    count = MOST_REMARKS if number % 20 == 0 else (0 if number % 3 == 0 else number % 27)
    found: list[Remark] = []
    for index in range(count):
        author = READERS[(index * 7 + number) % len(READERS)]
        found.append(
            Remark(
                id=number * 1000 + index + 1,
                author=author,
                member=author in ("AdelJ", "volt_fan", "old timer"),
                code=f"{(number * 31 + index * 17) % 1679616:04x}"[-4:],
                when=when + dt.timedelta(minutes=31 * (index + 1)),
                body=f"{voice.remark()} #{index + 1}",
                answers=found[-2].id if index % 4 == 3 else None,  # noqa: PLR2004 - each fourth answers the last but one
            )
        )
    return tuple(found)


def _slug(title: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in title.lower())
