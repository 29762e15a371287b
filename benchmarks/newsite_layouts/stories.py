"""What happened in a made-up world, before any page tells of it: sentences of a small vocabulary, the same at every run."""

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """A reader's comment."""

    author: str
    body: str
    answers: int | None = None
    """The index of the comment that it answers, a top one."""


@dataclass(slots=True)
class Story:
    """One article, as it is meant; the site's module adds what only its pages have."""

    number: int
    title: str
    description: str | None
    authors: list[str]
    published: dt.datetime
    paragraphs: list[str]
    tags: list[str]
    remarks: list[Remark]
    images: int
    slug: str
    path: str = ""
    pictures: list[str] = field(default_factory=list)
    """Paths."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of a site."""

    titles: Sequence[str]
    """Templates over `words`; each is taken in turn."""
    leads: Sequence[str]
    sentences: Sequence[str]
    remarks: Sequence[str]
    words: Mapping[str, Sequence[str]]
    writers: Sequence[str]
    readers: Sequence[str]
    tags: Sequence[str]
    gap: str = " "
    """What parts two sentences."""


@dataclass(frozen=True, slots=True)
class Document:
    """What a path gives."""

    media: str
    text: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole site."""

    stories: Sequence[Story]
    documents: Mapping[str, Document]
    """Path with query -> document."""


def page(text: str) -> Document:
    """Return a page of HTML."""
    return Document("text/html; charset=utf-8", text)


def xml(text: str) -> Document:
    """Return a feed or sitemap."""
    return Document("application/xml; charset=utf-8", f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')


def stories(language: Language, *, seed: int, zone: dt.tzinfo, most_writers: int = 1, count: int = 12) -> list[Story]:
    """Return `count` stories of March 2026, oldest first."""
    dice = random.Random(seed)
    moment = dt.datetime(2026, 3, 1, 9, 0, tzinfo=zone)
    return [
        _story(language, dice, number, moment + dt.timedelta(hours=21 * number, minutes=dice.randrange(59)), most_writers)
        for number in range(count)
    ]


def _story(language: Language, dice: random.Random, number: int, published: dt.datetime, most_writers: int) -> Story:
    words = {name: dice.choice(choices) for name, choices in language.words.items()}

    def say(template: str) -> str:
        """Fill the template; the story's maker and thing stay the same, all else may change."""
        drawn = {name: dice.choice(choices) for name, choices in language.words.items()}
        return template.format(**drawn | {name: words[name] for name in ("maker", "thing")})

    sentences = [say(template) for template in dice.sample(language.sentences, len(language.sentences))]
    paragraphs = []
    for _ in range(dice.randint(3, 7)):
        size = dice.randint(2, 4)
        taken, sentences = sentences[:size], sentences[size:] + [say(dice.choice(language.sentences)) for _ in range(size)]
        paragraphs.append(language.gap.join(taken))
    title = say(language.titles[number % len(language.titles)])
    return Story(
        number=number,
        title=title,
        description=say(language.leads[number % len(language.leads)]),
        authors=dice.sample(language.writers, dice.randint(1, most_writers)),
        published=published,
        paragraphs=paragraphs,
        tags=dice.sample(language.tags, dice.randint(1, 4)),
        remarks=_remarks(language, dice, say),
        images=dice.randint(1, 4),
        slug=_slug(title),
    )


def _remarks(language: Language, dice: random.Random, say) -> list[Remark]:
    made: list[Remark] = []
    texts = dice.sample(language.remarks, dice.randint(0, min(6, len(language.remarks))))
    for text in texts:
        tops = [index for index, remark in enumerate(made) if remark.answers is None]
        answers = dice.choice(tops) if tops and dice.random() < 0.4 else None
        made.append(Remark(dice.choice(language.readers), say(text), answers))
    return made


def _slug(title: str) -> str:
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in title.lower())
    return "-".join(plain.split())
