"""The made-up world as plain values: what is true about every article, before any layout prints it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from newsscrape.demo.grammar import READERS, WRITERS, Voice

FIRST_DAY = dt.date(2025, 1, 6)
"""The world's oldest article is from this day; all of it lies in the past of whoever crawls it."""
ARTICLES = {"voltpost": 112, "pixelgazette": 112}
_WITHDRAWN = 8
"""Stories of each site that vanished some weeks after they had appeared, and that the finished world knows nothing of."""
SECTIONS = ("Phones", "Cars", "Wearables", "Home")
MOST_REMARKS = 60
_ANSWERED, _ANSWERED_WITHIN = 6, 24 * 40
"""Hours after which half of a thread is written, and within which all of it."""
_EDITED, _EDITED_WITHIN = 14, 24 * 8
"""Hours after which half of the edits are made, and within which all of them."""


def latest(moments: Iterable[dt.datetime]) -> dt.datetime:
    """Return the last of some moments; where there are none, the world's beginning."""
    return max(moments, default=dt.datetime.combine(FIRST_DAY, dt.time(), dt.UTC))


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
class Edit:
    """A change that an editor made, told by what stood there before."""

    when: dt.datetime
    title: str
    writers: tuple[str, ...]
    parts: tuple[tuple[Piece, ...], ...]


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
    earlier: tuple[tuple[int, str], ...]
    """Id and dek of the news among the three stories before it, which its page names however they change."""
    review: bool = False
    edits: tuple[Edit, ...] = ()
    """What was changed since it appeared, oldest first."""
    gone: dt.datetime | None = None
    """When it vanished."""

    @property
    def changed(self) -> dt.datetime:
        """When its text got as it is."""
        return self.edits[-1].when if self.edits else self.when

    @property
    def modified(self) -> dt.datetime:
        """When it or its thread got as they are."""
        return max(self.changed, self.remarks[-1].when) if self.remarks else self.changed

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The whole body."""
        return tuple(piece for part in self.parts for piece in part)


@cache
def stories(site: str) -> tuple[Story, ...]:
    """Return a site's stories as they are for good, newest first."""
    return tuple(_day(site, number) for number in range(ARTICLES[site], 0, -1))


@cache
def withdrawn(site: str) -> tuple[Story, ...]:
    """Return the stories that `stories` no longer has, newest first, each as it was when it vanished."""
    return tuple(_withdrawn(site, number) for number in range(_WITHDRAWN, 0, -1))


def _withdrawn(site: str, number: int) -> Story:
    voice = Voice(f"{site}/withdrawn/{number}")
    days = ARTICLES[site] * number // (_WITHDRAWN + 1)
    story = _story(
        site, 1000 + number, dt.datetime.combine(FIRST_DAY + dt.timedelta(days=days), dt.time(19, 7 * number), dt.UTC)
    )
    gone = story.when + dt.timedelta(days=voice.number(10, 40), minutes=voice.number(1, 720))
    return replace(story, gone=gone, remarks=tuple(remark for remark in story.remarks if remark.when < gone))


def _day(site: str, number: int) -> Story:
    """Return the one story of an ordinary day."""
    when = dt.datetime.combine(FIRST_DAY + dt.timedelta(days=number - 1), dt.time(8 + number % 9, number % 60), dt.UTC)
    before = [other for other in range(number - 1, max(number - 4, 0), -1) if not _is_review(site, other)]
    earlier = tuple((2000 + other, _dek(Voice(f"{site}/{other}"))) for other in before)
    return replace(_story(site, number, when), earlier=earlier)


def _is_review(site: str, number: int) -> bool:
    return site == "voltpost" and number % 16 == 0


def _dek(voice: Voice) -> str:
    return f"What a {voice.kind} from {voice.maker} says about the year."


def _story(site: str, number: int, when: dt.datetime) -> Story:
    voice = Voice(f"{site}/{number}")
    title = voice.headline()
    review = _is_review(site, number)
    parts = tuple(_part(voice, first=index == 0) for index in range(3 if review else 1))
    story = Story(
        site=site,
        id=2000 + number,
        slug=_slug(title) or "story",
        title=title,
        dek=_dek(voice),
        writers=tuple(voice.some(WRITERS, 2 if number % 5 == 0 else 1)),
        when=when,
        section=SECTIONS[number % len(SECTIONS)],
        tags=(voice.maker, voice.kind.title()),
        parts=parts,
        remarks=_remarks(voice, site, number, when),
        earlier=(),
        review=review,
    )
    return replace(story, edits=_edits(story, voice.aside(f"{site}/{number}/edits")))


def _edits(story: Story, voice: Voice) -> tuple[Edit, ...]:
    """Return what was changed in a story: in one of four something, in one of twenty twice."""
    count = {1: 2, 2: 1, 3: 1, 4: 1, 5: 1}.get(voice.number(1, 20), 0)
    found: tuple[Edit, ...] = ()
    for when in sorted((story.when + voice.delay(_EDITED, _EDITED_WITHIN) for _ in range(count)), reverse=True):
        story = _before(story, voice)
        found = (Edit(when, story.title, story.writers, story.parts), *found)
    return found


def _before(story: Story, voice: Voice) -> Story:
    """Return a story as it may have been before its last edit: short of a writer, or with another headline or paragraph."""
    if len(story.writers) > 1:
        return replace(story, writers=story.writers[:-1])
    if (change := voice.number(0, 2)) == 0:
        while (title := voice.headline()) == story.title:
            pass
        return replace(story, title=title)
    number = voice.number(0, len(story.parts) - 1)
    part = story.parts[number]
    index = voice.some([i for i, piece in enumerate(part) if i > 0 and piece.kind == "p" and piece.link is None], 1)[0]
    old = (replace(part[index], text=voice.paragraph()),) if change == 1 else ()
    part = (*part[:index], *old, *part[index + 1 :])
    return replace(story, parts=(*story.parts[:number], part, *story.parts[number + 1 :]))


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


def _remarks(voice: Voice, site: str, number: int, when: dt.datetime) -> tuple[Remark, ...]:
    count = MOST_REMARKS if number % 20 == 0 else (0 if number % 3 == 0 else number % 27)
    clock = voice.aside(f"{site}/{number}/remarks")
    times = sorted(when + clock.delay(_ANSWERED, _ANSWERED_WITHIN) for _ in range(count))
    found: list[Remark] = []
    for index, moment in enumerate(times):
        author = READERS[(index * 7 + number) % len(READERS)]
        found.append(
            Remark(
                id=number * 1000 + index + 1,
                author=author,
                member=author in ("AdelJ", "volt_fan", "old timer"),
                code=f"{(number * 31 + index * 17) % 1679616:04x}"[-4:],
                when=moment,
                body=f"{voice.remark()} #{index + 1}",
                answers=found[-2].id if index % 4 == 3 else None,  # noqa: PLR2004 - each fourth answers the last but one
            )
        )
    return tuple(found)


def _slug(title: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in title.lower())
