"""The made-up world through time: what a visitor sees at a moment, and everything that happens."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from newsscrape.demo import world
from newsscrape.demo.world import Story, latest


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens to a story."""

    when: dt.datetime
    kind: Literal["published", "edited", "remarked", "vanished"]
    story: int
    """The story's id."""
    remark: int | None = None
    """The id of the remark that was made."""


@dataclass(frozen=True, slots=True)
class _Course:
    """All that happens to one story, and what it is after each event."""

    events: tuple[Event, ...]
    moments: tuple[dt.datetime, ...]
    states: tuple[Story | None, ...]

    def at(self, moment: dt.datetime) -> Story | None:
        """Return the story as it stands at a moment, always the same object for the same state; None: it does not stand."""
        index = bisect_right(self.moments, moment)
        return self.states[index - 1] if index else None


def stories(site: str, at: dt.datetime | None = None) -> tuple[Story, ...]:
    """Return the stories that a site has, newest first, each with the text and the remarks it has.

    Args:
        site: its name.
        at: the moment, with its offset; by default the end of all events, when `world.stories` is what is left.
    """
    if at is None:
        return world.stories(site)
    return tuple(story for course in _courses(site) if (story := course.at(at)) is not None)


def lost(site: str, at: dt.datetime | None = None) -> dt.datetime:
    """Return when a story last vanished until a moment; the world's beginning, where none has."""
    return latest(event.when for event in events(site) if event.kind == "vanished" and (at is None or event.when <= at))


@cache
def events(site: str) -> tuple[Event, ...]:
    """Return everything that happens on a site, first things first."""
    return tuple(sorted((event for course in _courses(site) for event in course.events), key=lambda event: event.when))


@cache
def _courses(site: str) -> tuple[_Course, ...]:
    told = sorted((*world.stories(site), *world.withdrawn(site)), key=lambda story: story.when, reverse=True)
    return tuple(_course(story) for story in told)


def _course(last: Story) -> _Course:
    happened = tuple(sorted(_events(last), key=lambda event: event.when))
    moments = tuple(event.when for event in happened)
    return _Course(happened, moments, tuple(_state(last, moment) for moment in moments))


def _events(story: Story) -> Iterator[Event]:
    yield Event(story.when, "published", story.id)
    for edit in story.edits:
        yield Event(edit.when, "edited", story.id)
    for remark in story.remarks:
        yield Event(remark.when, "remarked", story.id, remark.id)
    if story.gone is not None:
        yield Event(story.gone, "vanished", story.id)


def _state(last: Story, moment: dt.datetime) -> Story | None:
    """Return a story as it is at a moment after it has appeared; the last state is the story itself."""
    if last.gone is not None and last.gone <= moment:
        return None
    edits = tuple(edit for edit in last.edits if edit.when <= moment)
    remarks = tuple(remark for remark in last.remarks if remark.when <= moment)
    if (len(edits), len(remarks)) == (len(last.edits), len(last.remarks)):
        return last
    text = last if len(edits) == len(last.edits) else last.edits[len(edits)]
    return replace(last, title=text.title, writers=text.writers, parts=text.parts, remarks=remarks, edits=edits)
