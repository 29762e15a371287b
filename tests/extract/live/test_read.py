"""Live blogs of several makes, in words of our own: every entry once, with its time, newest last."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.extract import article
from newsscrape.extract.rules import Rules
from newsscrape.model import Instant
from newsscrape.page import Page
from newsscrape.reading import read

URL = "https://www.plainpaper.example/2024/05/keynote-live"
FETCHED = dt.datetime(2024, 5, 6, tzinfo=dt.UTC)
LATER = [
    (
        "e1",
        "09:58",
        "The hall fills",
        "The doors are open, and four thousand people look for a seat near the stage of the hall.",
    ),
    ("e2", "10:02", "It begins", "The lights go down, a film about hinges is shown, and then the head of the firm walks on."),
    (
        "e3",
        "10:15",
        "A phone with two hinges",
        "It folds twice, weighs 212 grams, and will be in the shops from the third of June.",
    ),
    (
        "e4",
        "10:31",
        "No word of the price",
        "He thanks everybody, the film is shown again, and the price of it all stays a secret.",
    ),
]
INTRO = (
    "The firm shows its phones for the year in the town hall of the coast town, and we sit in the third row with a notebook."
)


def stated(entries=LATER, **more):
    updates = [
        {"@type": "BlogPosting", "url": f"{URL}#{key}", "headline": title, "datePublished": f"2024-05-04T{time}:07+02:00",
         "articleBody": text}
        for key, time, title, text in entries
    ]  # fmt: skip
    node = {"@type": "LiveBlogPosting", "url": URL, "headline": "Keynote, live", "liveBlogUpdate": updates, **more}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def boxes(entries=LATER, name="live-entry"):
    return "".join(
        f'<div class="{name}" id="{key}"><div class="entry-meta"><time datetime="2024-05-04T{time}+02:00">{time}</time></div>'
        f"<h3>{title}</h3><p>{text}</p></div>"
        for key, time, title, text in reversed(entries)
    )


def page(body, head="", title="Keynote, live blog"):
    return f"<html lang=en><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{body}</main></body></html>"


def updates(text):
    return read(text, URL, fetched_at=FETCHED).live_updates


def said(text):
    return [(update.title, update.body) for update in updates(text)]


WRITTEN = [(title, text) for _, _, title, text in LATER]
DATED = '<meta property="article:{}_time" content="2024-05-04T{}:00+02:00">'
ON_ONE_DAY = DATED.format("published", "09:30") + DATED.format("modified", "11:00")
MARKUPS = {
    "json-ld alone": page(f"<p>{INTRO}</p>", stated(LATER[::-1])),
    "boxes, newest first": page(f"<p>{INTRO}</p><div>{boxes()}</div>"),
    "boxes and json-ld": page(f"<p>{INTRO}</p><div>{boxes()}</div>", stated(LATER)),
    "microdata": page(
        f"<p>{INTRO}</p><div itemscope itemtype='https://schema.org/LiveBlogPosting'>"
        + "".join(
            f"<section itemprop=liveBlogUpdate itemscope itemtype='https://schema.org/BlogPosting' id={key}>"
            f"<meta itemprop=datePublished content='2024-05-04T{time}+02:00'><p itemprop=headline><b>{title}</b></p>"
            f"<p>{text}</p></section>"
            for key, time, title, text in LATER
        )
        + "</div>"
    ),
    "headings that begin with the time": page(
        f"<div><p>{INTRO}</p>"
        + "".join(f"<h3>{time} \u2013 {title}</h3><p>{text}</p>" for _, time, title, text in LATER)
        + "</div>",
        ON_ONE_DAY,
    ),
    "articles in days": page(
        f"<p>{INTRO}</p><div class=liveblog><h2>Saturday, 4 May 2024</h2>"
        + "".join(
            f"<article class=post data-id={key}><span class=clock>{time}</span><h4>{title}</h4><p>{text}</p></article>"
            for key, time, title, text in reversed(LATER)
        )
        + "</div>",
        stated([]),
    ),
}  # fmt: skip


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_entry_is_read_newest_last_with_its_time(markup):
    found = updates(MARKUPS[markup])
    clock = [update.published.utc[11:16] for update in found]

    assert [(update.title, update.body) for update in found] == WRITTEN
    assert clock in (["07:58", "08:02", "08:15", "08:31"], ["09:58", "10:02", "10:15", "10:31"])
    assert {update.published.utc[:10] for update in found} == {"2024-05-04"}


@pytest.mark.parametrize("markup", MARKUPS)
def test_the_body_is_what_stands_around_the_entries_and_then_these(markup):
    body = read(MARKUPS[markup], URL, fetched_at=FETCHED).body.split("\n\n")

    assert [part for part in body if part == INTRO or part in dict(WRITTEN).values()] == [INTRO, *dict(WRITTEN).values()]


@pytest.mark.parametrize(
    "markup", ["json-ld alone", "boxes, newest first", "boxes and json-ld", "microdata", "articles in days"]
)
def test_an_entry_has_the_pages_own_id(markup):
    assert [update.key for update in updates(MARKUPS[markup])] == ["e1", "e2", "e3", "e4"]


def test_what_is_stated_gives_the_zone_and_the_second():
    first = updates(MARKUPS["boxes and json-ld"])[0]

    assert (first.published.utc, first.published.precision, first.published.offset) == ("2024-05-04T07:58:07Z", "second", 120)


def test_the_longer_text_wins_and_what_is_stated_only_is_in_its_place():
    short = [(key, time, title, text[:39]) for key, time, title, text in LATER]
    both = page(f"<p>{INTRO}</p><div>{boxes([LATER[0], LATER[2], LATER[3]])}</div>", stated(short))

    assert said(both) == [WRITTEN[0], (LATER[1][2], LATER[1][3][:39]), WRITTEN[2], WRITTEN[3]]
    assert LATER[1][3][:39] in read(both, URL).body.split("\n\n")


def test_entries_are_known_again_by_their_words_where_there_is_no_id():
    shown = boxes().replace(' id="', ' data-nothing="').replace("<h3>", "<p><b>").replace("</h3>", "</b></p>")
    found = updates(page(f"<p>{INTRO}</p><div>{shown}</div>", stated()))

    assert [(update.title, update.body) for update in found] == WRITTEN
    assert [update.key for update in found] == ["e1", "e2", "e3", "e4"]


def test_a_clock_time_of_no_certain_day_keeps_its_text_alone():
    plain = MARKUPS["headings that begin with the time"].replace(ON_ONE_DAY, DATED.format("published", "09:30"))

    assert [(update.published.utc, update.published.raw) for update in updates(plain)] == [
        (None, time) for _, time, _, _ in LATER
    ]


def test_a_clock_time_has_the_day_of_the_heading_above_it():
    days = ("Sunday, 5 May 2024", LATER[2:][::-1]), ("Saturday, 4 May 2024", LATER[:2][::-1])
    text = "".join(
        f"<h2>{day}</h2>" + "".join(f"<h3>{time} \u2013 {title}</h3><p>{text}</p>" for _, time, title, text in entries)
        for day, entries in days
    )
    found = updates(page(f"<div><p>{INTRO}</p>{text}</div>", ON_ONE_DAY))

    assert [update.published.utc for update in found] == [
        *("2024-05-04T09:58:00Z", "2024-05-04T10:02:00Z", "2024-05-05T10:15:00Z", "2024-05-05T10:31:00Z"),
    ]
    assert [(update.title, update.body) for update in found] == WRITTEN


def test_a_clock_time_is_in_the_zone_of_the_site():
    plain = Page(URL, MARKUPS["headings that begin with the time"].encode(), {}, FETCHED)
    one = article.read([plain], Rules(zone="Europe/Berlin"), site="plainpaper", key="keynote", url=URL)

    assert one.live_updates[0].published == Instant("2024-05-04T07:58:00Z", "09:58", "minute", 120, "site")


def test_an_entry_whose_words_lean_on_its_time_keeps_them():
    text = "".join(f"<p><strong>{time}</strong> \u2013 {said}</p><p>More of {title}.</p>" for _, time, title, said in LATER)
    found = updates(page(f"<div><p>{INTRO}</p>{text}</div>", ON_ONE_DAY))

    assert [update.body for update in found] == [f"{time} \u2013 {said}\n\nMore of {title}." for _, time, title, said in LATER]
    assert [update.published.utc[11:16] for update in found] == [time for _, time, _, _ in LATER]


def test_short_entries_beside_long_ones_are_found_too():
    entries = [LATER[0], ("s1", "10:00", "Hush", "Hush."), LATER[1], ("s2", "10:05", "Applause", "Yes."), *LATER[2:]]

    assert [update.key for update in updates(page(f"<p>{INTRO}</p><div>{boxes(entries)}</div>", stated([])))] == [
        *("e1", "s1", "e2", "s2", "e3", "e4"),
    ]


def test_the_next_page_adds_its_entries_and_none_comes_twice():
    pages = [
        Page(f"{URL}?page={number}", page(f"<p>{INTRO}</p><div>{boxes(part)}</div>").encode(), {}, FETCHED)
        for number, part in ((1, LATER[1:]), (2, LATER[:3]))
    ]
    both = article.read(pages, Rules(), site="plainpaper", key="keynote", url=URL)

    assert [update.key for update in both.live_updates] == ["e1", "e2", "e3", "e4"]
    assert both.body.count(LATER[2][3]) == 1
    assert both.body.index(LATER[0][3]) < both.body.index(LATER[3][3])


def test_an_edited_entry_keeps_its_key_though_the_page_gives_no_id():
    plain = page(f"<p>{INTRO}</p><div>{boxes().replace('id=', 'data-x=')}</div>")
    edited = plain.replace("A phone with two hinges", "A phone with two hinges, we are told").replace("212 grams", "221 grams")
    keys = [[update.key for update in updates(text)] for text in (plain, edited)]

    assert keys[0] == keys[1]
    assert all(key.startswith("~") for key in keys[0])
    assert said(plain) != said(edited)


def test_numbers_counted_from_the_newest_are_no_ids():
    before, after = (
        updates(page(f"<p>{INTRO}</p><div>{boxes([(f'post{last - n}', *LATER[n][1:]) for n in range(last)])}</div>"))
        for last in (3, 4)
    )

    assert [update.key for update in after][:3] == [update.key for update in before]


def test_pictures_and_links_of_entries_are_the_articles():
    text = MARKUPS["boxes, newest first"].replace(
        "It folds twice", '<img src="/phone-open.jpg" width=800><a href="/hinge">It</a> folds twice'
    )
    one = read(text, URL, fetched_at=FETCHED)

    assert [image.url for image in one.images] == ["https://www.plainpaper.example/phone-open.jpg"]
    assert [link.url for link in one.links] == ["https://www.plainpaper.example/hinge"]
    assert '<a href="https://www.plainpaper.example/hinge">It</a> folds twice' in one.body_html


def test_an_entry_may_be_a_picture_and_one_of_nothing_is_none():
    text = boxes([*LATER[:2], ("p", "10:05", "", "<img src='/stage.jpg' width=800>"), ("n", "10:07", "", ""), *LATER[2:]])
    found = updates(page(f"<p>{INTRO}</p><div>{text}</div>"))

    assert [update.key for update in found] == ["e1", "e2", "p", "e3", "e4"]


def test_sources_are_told():
    (told,) = [one for one in read(MARKUPS["boxes and json-ld"], URL).provenance if one.field == "live_updates"]

    assert (told.source, told.agreement) == ("entries", 2)
    assert [witness.source for witness in told.witnesses] == ["json-ld:liveBlogUpdate"]


COMMENTS = "".join(
    f'<li class="comment" id="c{n}"><b class="author">Reader {n}</b> <time datetime="2024-05-04T1{n}:00">1{n}:00</time>'
    f"<p>I would buy it at once, if only it came in green, says number {n}, and so does my neighbour.</p></li>"
    for n in range(6)
)
TICKER = "".join(
    f'<li class="live-ticker-item"><time datetime="2024-05-04T1{n}:00">1{n}:00</time> <a href="/n{n}">News {n}</a></li>'
    for n in range(9)
)
STORY = "".join(f"<p>{text} {INTRO}</p>" for *_, text in LATER)


@pytest.mark.parametrize(
    "text",
    [
        page(STORY, title="A phone with a hinge"),
        page(STORY + f"<ol class=comments>{COMMENTS}</ol>", title="A phone with a hinge"),
        page(STORY + f"<ol class=comments>{COMMENTS}</ol>", title="Live updates of a phone, and how to have them"),
        page(f"{STORY}<ul class=live-ticker>{TICKER}</ul>", title="A phone with a hinge"),
        page(f"<ul class=live-ticker>{TICKER}</ul>{STORY}", title="A phone with a hinge"),
        page(boxes(name="review-part"), title="The best phones, in the order of their age"),
        page(STORY, stated(url="https://www.plainpaper.example/2024/05/another-live"), title="A phone with a hinge"),
        page("<h2>10:00 - How it began</h2>" + STORY + "<h2>11:00 - How it ended</h2>" + STORY, title="A day with a phone"),
    ],
    ids=["story", "comments", "comments, called live", "ticker", "ticker first", "boxes", "another's entries", "hours"],
)  # fmt: skip
def test_what_is_no_live_blog_has_no_entries(text):
    assert updates(text) == ()


@pytest.mark.parametrize(
    "given",
    [
        None,
        5,
        "soon",
        [],
        {},
        [None, 7, "x", [], {}],
        [{"headline": 5, "articleBody": ["x"], "datePublished": {}}],
        [[{"a": 1}]],
    ],
    ids=str,
)
def test_wrong_types_are_passed_over(given):
    assert len(updates(page(STORY, stated(liveBlogUpdate=given)))) <= 1


def test_markup_in_a_stated_text_is_undone():
    node = stated([("e1", "10:00", "Salt &amp; pepper", "<p>One &lt; two.</p><p>Three<br>four.</p>")])
    (update,) = updates(page(STORY, node))

    assert (update.title, update.body) == ("Salt & pepper", "One < two.\n\nThree\n\nfour.")


WORDS = st.lists(st.sampled_from(["it", "folds", "and", "then", "holds", "a", "hinge"]), min_size=6, max_size=30)
ENTRIES = st.lists(st.tuples(st.booleans(), st.booleans(), WORDS), min_size=3, max_size=25)


@given(ENTRIES, st.booleans(), st.booleans())
def test_order_is_kept_and_none_is_lost_whatever_is_shown_or_stated(entries, newest_first, ids):
    """Each entry is shown, stated or both; those that are neither are shown, and so are the first three."""
    made = [
        (
            f"n{number}",
            f"{10 + number // 60:02}:{number % 60:02}",
            f"Number {number}",
            f"Number {number} says: {' '.join(words)}.",
        )
        for number, (_, _, words) in enumerate(entries, 700)
    ]
    shown = [
        one for one, (is_shown, is_stated, _) in zip(made, entries, strict=True) if is_shown or not is_stated or one in made[:3]
    ]
    told = [one for one, (_, is_stated, _) in zip(made, entries, strict=True) if is_stated]
    body = boxes(shown if newest_first else shown[::-1])
    body = body if ids else body.replace(' id="', ' data-x="')
    found = updates(page(f"<p>{INTRO}</p><div>{body}</div>", stated(told)))

    assert [(update.title, update.body) for update in found] == [(title, text) for _, _, title, text in made]
    assert len({update.key for update in found}) == len(made)


@pytest.mark.timeout(30)  # the square would take hours
@pytest.mark.parametrize(
    "text",
    [
        "<div class=live-entry><time>10:00</time><p>A b c d.</p>" * 3_000,
        boxes([LATER[0]] * 4_000),
        "<h3>10:00 - Begin</h3><p>It begins, they say.</p>" * 6_000,
        "<time>10:00</time>" * 20_000,
        "".join(f"<div class=k{n}><time>10:00</time></div>" * 3 for n in range(5_000)),
    ],
    ids=["nested", "twins", "flat", "times", "kinds"],
)
def test_no_live_blog_costs_the_square_of_its_size(text):
    assert read(page(f"<p>{INTRO}</p><div>{text}</div>", stated([LATER[0]] * 2_000)), URL).live_updates


TIMES = ("Nov 5, 2023, 1:05 PM ET", "Nov 5, 2023, 1:35 PM ET", "Nov 5, 2023, 2:05 PM ET", "Nov 5, 2023, 2:50 PM ET")


@pytest.mark.parametrize(
    ("times", "first"),
    [
        (TIMES, "2023-11-05T18:05:00Z"),
        (("5 hours ago", "4 hours ago", "3 hours ago", "2 hours ago"), "2024-05-05T19:00:00Z"),
    ],
)
def test_the_time_of_an_entry_may_be_a_whole_date_or_how_long_ago_it_was(times, first):
    entries = "".join(
        f'<div class="tick"><p class="stamp">{time}</p><h3>{title}</h3><p>{text}</p></div>'
        for time, (title, text) in zip(times, WRITTEN, strict=True)
    )
    found = updates(page(entries, title="Live: the keynote"))

    assert [(update.title, update.body) for update in found] == WRITTEN
    assert found[0].published.utc == first
