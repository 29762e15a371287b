"""The world through time: what happens, what is served at each moment, and what a later crawl makes of it."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.demo import documents, history, world
from newsscrape.demo.documents import Press

NAMES = sorted(world.ARTICLES)
BASE = "http://127.0.0.1:1/"
HOUR = dt.timedelta(hours=1)
START, END = dt.datetime(2025, 1, 5, tzinfo=dt.UTC), dt.datetime(2025, 7, 1, tzinfo=dt.UTC)

names = st.sampled_from(NAMES)
moments = st.datetimes(START.replace(tzinfo=None), END.replace(tzinfo=None), timezones=st.just(dt.UTC))


def printed(press, moment):
    return press.documents(history.stories(press.site, moment), history.lost(press.site, moment))


@pytest.mark.parametrize("name", NAMES)
class TestEvents:
    def test_are_told_in_their_order(self, name):
        when = [event.when for event in history.events(name)]

        assert when == sorted(when)
        assert START < when[0] < when[-1] < END

    def test_of_a_story_begin_with_its_publication_and_end_with_its_vanishing(self, name):
        courses = {}
        for event in history.events(name):
            courses.setdefault(event.story, []).append(event.kind)

        assert all(course[0] == "published" and course.count("published") == 1 for course in courses.values())
        vanished = {story for story, course in courses.items() if "vanished" in course}
        assert vanished == {story.id for story in world.withdrawn(name)}
        assert all(courses[story][-1] == "vanished" for story in vanished)

    def test_are_as_many_as_on_a_real_site(self, name):
        edited = Counter(event.story for event in history.events(name) if event.kind == "edited")
        published = {event.story: event.when for event in history.events(name) if event.kind == "published"}
        delays = sorted(event.when - published[event.story] for event in history.events(name) if event.kind == "remarked")

        assert 0.2 < len(edited) / len(published) < 0.3
        assert 2 in edited.values()
        assert delays[len(delays) * 8 // 10] < dt.timedelta(days=2) < delays[len(delays) * 95 // 100]
        assert dt.timedelta(weeks=2) < delays[-1] < dt.timedelta(weeks=6)


@pytest.mark.parametrize("name", NAMES)
def test_edits_change_what_a_reader_sees(name):
    changed = Counter()
    for event in history.events(name):
        if event.kind == "edited":
            before, after = (
                next(story for story in history.stories(name, moment) if story.id == event.story)
                for moment in (event.when - dt.timedelta(seconds=1), event.when)
            )
            fields = [field for field in ("title", "writers", "parts") if getattr(before, field) != getattr(after, field)]
            assert len(fields) == 1
            changed[fields[0]] += 1

    assert set(changed) == {"title", "writers", "parts"}


@given(names, moments)
def test_what_stands_at_a_moment_is_what_has_happened_until_then(name, moment):
    told, remarks, edits = set(), set(), Counter()
    for event in history.events(name):
        if event.when <= moment:
            told = told - {event.story} if event.kind == "vanished" else told | {event.story}
            edits[event.story] += event.kind == "edited"
            remarks |= {(event.story, event.remark)} if event.kind == "remarked" else set()
    seen = history.stories(name, moment)

    assert {story.id for story in seen} == told
    assert {(story.id, remark.id) for story in seen for remark in story.remarks} == {r for r in remarks if r[0] in told}
    assert {story.id: len(story.edits) for story in seen} == {story: edits[story] for story in told}
    assert [story.when for story in seen] == sorted((story.when for story in seen), reverse=True)
    assert all(story.modified <= moment for story in seen)


@given(names, moments)
def test_an_answer_stands_below_what_it_answers(name, moment):
    for story in history.stories(name, moment):
        made = {remark.id: remark.when for remark in story.remarks}
        assert list(made.values()) == sorted(made.values())
        assert all(made[remark.answers] <= remark.when for remark in story.remarks if remark.answers)


@pytest.mark.parametrize("name", NAMES)
def test_in_the_end_it_is_the_finished_world(name):
    assert history.stories(name, END) == history.stories(name) == world.stories(name)
    assert history.lost(name, END) == history.lost(name)


@pytest.mark.parametrize("name", NAMES)
def test_before_the_beginning_the_lists_are_empty(name):
    served = printed(Press(name, BASE), START)

    assert history.stories(name, START) == ()
    assert served["/"].body
    assert not [path for path in served if path.endswith(".png")]


@settings(max_examples=15, deadline=None)
@given(names, st.lists(moments, min_size=2, max_size=4))
def test_what_is_kept_is_what_would_be_printed_anew(name, visited):
    press = Press(name, BASE)
    for moment in visited:
        assert printed(press, moment) == printed(Press(name, BASE), moment)


@pytest.mark.parametrize("name", NAMES)
def test_hour_by_hour_only_what_changed_is_changed(name):
    press, moment = Press(name, BASE), world.withdrawn(name)[-1].gone - dt.timedelta(days=5)
    before, told = printed(press, moment), {story.id for story in history.stories(name, moment)}
    for _ in range(24 * 7):
        now = printed(press, moment + HOUR)
        happened = {event.story for event in history.events(name) if moment < event.when <= moment + HOUR}
        stories = {story.id: story for story in history.stories(name, moment + HOUR)}
        own = {path for id_ in told - happened for path, _ in documents._story(stories[id_], BASE)}

        assert all(now[path] is before[path] for path in own)
        for path in now.keys() & before.keys():
            if now[path].body != before[path].body:
                # Who asks by date alone learns of it, too.
                assert before[path].changed <= moment < now[path].changed <= moment + HOUR
        before, told, moment = now, set(stories), moment + HOUR
