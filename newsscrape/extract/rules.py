"""What a site or engine tells the generic reader: only what generic reading gets wrong."""

from dataclasses import dataclass, replace
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Selectors are CSS, tried in order; the first that matches anything wins and beats the generic reading.

    An empty tuple leaves the field to the generic reader.
    """

    title: tuple[str, ...] = ()
    description: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    """Elements whose text is one author's name; their ``href`` is the profile."""
    published: tuple[str, ...] = ()
    """Elements whose ``datetime`` or text holds the date; other words around it are allowed."""
    modified: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    """The body's containers. All matches of one selector are one body, in order."""
    drop: tuple[str, ...] = ()
    """Elements inside the body that are not part of it. All of these apply."""
    comment_count: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    """Links to the other pages of the same article."""
    zone: str | None = None
    """IANA name of the zone of clock times without an offset."""
    date_order: Literal["dmy", "mdy"] | None = None
    """How 04/11/2023 is meant; ``None``: a date that only this could decide is not believed."""
    until: str | None = None
    """Of a former layout: the day it ended, such as ``2024-06-01``; articles from before that day are read by these rules."""
    language: str | None = None
    """BCP 47, where the pages do not say."""

    def over(self, others: "Rules") -> "Rules":
        """Return the other rules with these laid over them: what is set here beats what is set there."""
        own = {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name)) not in ((), None)}
        return replace(others, **own)
