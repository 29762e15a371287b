"""A twin says nothing of its page, and is read as its page is."""

import datetime as dt
import gzip
import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import reading, recording, twin
from newsscrape.errors import BadArgument
from newsscrape.ingest.judge import judge
from newsscrape.model import Outcome
from newsscrape.page import Page
from newsscrape.sites import registry
from newsscrape.twin import kept, shape
from newsscrape.twin.addresses import STRUCTURE, Addresses
from newsscrape.twin.wordbook import Wordbook

ROOT = Path(__file__).resolve().parents[2]
CASES = {
    f"{meta.parent.parent.name}/{meta.parent.name}": meta.parent for meta in (ROOT / "tests/recordings").glob("*/*/meta.json")
}
REAL = ROOT.parent / "shared" / "data" / "pages"
SITES = registry.load()
WORD = re.compile(r"[^\W\d_]{4,}")
THEN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

STORY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Lumo folds twice | Gadgets</title>
<!-- wrote Petra Vale --><style>.petra { content: "Vale" }</style><script>var visitor = "vale-1234567890";</script>
<meta property="og:title" content="Lumo folds twice"><meta name="author" content="Petra Vale">
<meta property="og:type" content="article">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lumo folds twice",
 "datePublished": "2024-05-04T10:00:00+02:00", "author": {"@type": "Person", "name": "Petra Vale",
 "telephone": "5550123456"}}</script></head>
<body class="single postid-77 tag-lumo author-petra"><article><h1>Lumo folds twice</h1>
<p class="byline">By <a href="/author/petra-vale/">Petra Vale</a>, 4 May 2024</p>
<p>A hinge of a single piece of steel lets the phone fold twice, says its maker.
 Caf&eacute; owners may write to petra@vale.example
 or call +49 30 5550123.</p><img src="/img/lumo-hinge-300x200.jpg" srcset="/img/lumo-hinge-600x400.jpg 600w"
 alt="The hinge of Lumo">
<p>Sales begin on 12 September at 1,149 dollars in all of its stores, and on the web a week before.</p></article>
<ol><li class="comment byuser comment-author-kurtx" id="comment-901"><cite class="fn">Kurt Exner</cite>
<time datetime="2024-05-04T12:00:00Z">4 May 2024</time>
<img src="https://secure.gravatar.com/avatar/0a1b2c3d4e5f60718293a4b5c6d7e8f9?s=48"><p>What about dust?</p></li>
<li class="comment" id="comment-902"><cite class="fn">Ines Dahl</cite>
<time datetime="2024-05-04T13:00:00Z">4 May 2024</time>
<p>It said that none gets in.</p></li></ol></body></html>"""


def page_of(text, url="https://www.gadgets.example/2024/05/lumo-folds-twice/"):
    return Page(url, text.encode(), {"content-type": "text/html; charset=utf-8", "set-cookie": "petra"}, THEN)


def read(page, kind="article", site=None, system=None):
    return judge(reading.read_pages([page], kind, site, system), [page])


def twin_of(page, kind="article"):
    return twin.of([page], read(page, kind))[0]


def test_a_twin_is_read_as_its_page():
    page = page_of(STORY)
    made = read(twin_of(page))

    assert shape.differing(read(page), made) == {}
    assert [comment.key for comment in made.article.comments] == ["901", "902"]
    assert made.article.published.utc == "2024-05-04T08:00:00Z"
    assert len(made.article.images) == 1


def test_nothing_of_the_page_is_left():
    made = twin_of(page_of(STORY))

    said = made.text.casefold() + made.url.casefold() + str(made.headers).casefold()
    names, words = (
        ["lumo", "petra", "vale", "kurt", "exner", "ines", "dahl", "kurtx"],
        ["hinge", "steel", "café", "wrote", "dust"],
    )
    secret = [*names, *words, "5550123", "1234567890", "0a1b2c3d"]
    assert [word for word in secret if word in said] == []
    assert "set-cookie" not in made.headers


def test_one_word_stands_for_the_same_word_everywhere():
    made = read(twin_of(page_of(STORY)))

    assert made.article.title in twin_of(page_of(STORY)).text.split('content="')[1]
    assert [author.name for author in made.article.authors] != ["Petra Vale"]
    assert f'href="/author/{made.article.authors[0].name.lower().replace(" ", "-")}/"' in twin_of(page_of(STORY)).text
    assert twin_of(page_of(STORY)).body == twin_of(page_of(STORY)).body


@pytest.mark.parametrize(
    "case", ["gsmarena/article", "gsmarena/review-of-3-pages", "gsmarena/feed", "gsmarena/comments-1", "gsmarena/sitemap"]
)
def test_a_twin_of_a_recording_is_a_recording_of_its_site(case):
    recorded = recording.load(CASES[case])
    site = SITES[recorded.site]
    before = judge(recorded.read(site), recorded.pages)
    made = twin.of(recorded.pages, before, site)

    assert shape.differing(before, judge(reading.read_pages(made, recorded.kind, site, recorded.system), made)) == {}
    assert [site.identify(page.url) for page in made] == [site.identify(page.url) for page in recorded.pages]


@pytest.mark.parametrize(
    "case", ["web/openweb-conversation", "web/wordpress-rest", "web/disqus-frame", "web/viafoura-comments"]
)
def test_an_answer_of_a_comment_system_is_read_as_it_was(case):
    recorded = recording.load(CASES[case])
    before = recorded.read(None)
    made = twin.of(recorded.pages, before)
    after = reading.read_pages(made, recorded.kind, None, recorded.system)

    assert [len(thread.comments) for thread in after.threads] == [len(thread.comments) for thread in before.threads]
    assert shape.differing(before, after) == {}
    names = {comment.author for thread in before.threads for comment in thread.comments} - {None}
    assert not [name for name in names if any(w in made[0].text for w in WORD.findall(name) if w.lower() not in kept.known())]


def test_a_part_of_a_month_is_no_word_that_is_kept():
    assert {"november", "nov"} <= kept.known()
    assert kept.known().isdisjoint({"ovember", "nora", "kim", "eden"})


@given(st.text(max_size=80))
def test_no_word_of_a_text_survives(text):
    page = page_of(
        f"<html><body><p title='{html.escape(text)}'>{html.escape(text)}</p><!--{text}--></body></html>", "https://x.example/"
    )
    made = twin.of([page], Outcome(kind="article"))[0].root
    left = {w.lower() for said in (*made.itertext(), *made.xpath("//@title")) for w in WORD.findall(said)}
    words = {w.lower() for w in WORD.findall(page.text)}

    assert {w for w in left & words if w not in kept.known() | STRUCTURE and not kept.is_cue(w)} <= {"example"}


@given(st.text(max_size=200))
def test_any_text_between_tags_leaves_the_tree_as_it_is(text):
    page = page_of(
        f"<html><body><div class='a b' id='c'><p>{text.replace('<', ' ')}</p></div></body></html>", "https://x.example/"
    )
    made = twin.of([page], Outcome(kind="article"))[0]

    assert outline(made) == outline(page)


@given(st.text(max_size=40) | st.text("<>!-/=\"' ab", max_size=60))
def test_no_input_raises(text):
    for body in (f"<html><body>{text}</body></html>", f"<rss><channel><title>{text}</title></channel></rss>", '{"a": "' + text):
        assert twin.of([page_of(body)], Outcome(kind="article"))


@given(st.text(st.characters(categories=("Lu", "Ll")), min_size=2, max_size=12))
def test_a_made_up_word_has_length_and_case_of_the_word(word):
    made = Wordbook(b"seed").text(word)

    assert len(made) == len(word) or len(word.lower()) != len(word)
    assert made[0].isupper() == word[0].isupper() or made[0].upper() == made[0].lower()
    assert made != word or Wordbook(b"seed").keeps(word)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("4 May 2024, 10:30 am", "4 May 2024, 10:30 am"),
        ("2024-05-04T10:00:00Z", "2024-05-04T10:00:00Z"),
        ("vor 3 Stunden", "vor 3 Stunden"),
        ("2024年5月4日", "2024年5月4日"),
        ("Read more", "Read more"),
        ("12 Comments", "12 Comments"),
    ],
)
def test_what_the_readers_know_stays(text, made):
    assert Wordbook(b"seed").text(text) == made


@pytest.mark.parametrize(
    "text", ["+49 30 1234567", "(030) 1234567", "555-123-4567", "192.168.17.4", "0171 2345678", "123456789"]
)
def test_numbers_by_which_people_are_reached_do_not(text):
    made = Wordbook(b"seed").text(text)

    assert made != text
    assert re.sub(r"\d", "0", made) == re.sub(r"\d", "0", text)


@pytest.mark.parametrize("text", ["news@editor.example", "Write to redaktion-2@news.co.uk."])
def test_of_an_address_for_mail_no_word_stays(text):
    made = Wordbook(b"seed").text(text)

    assert not set(WORD.findall(made)) & {"news", "editor", "redaktion", "example"}
    assert len(made) == len(text)


@pytest.mark.parametrize("text", ["Владимир Петров", "李安在家", "김철수", "Γιάννης", "ישראל", "ひらがな"])
def test_other_scripts_are_replaced_in_their_own(text):
    made = Wordbook(b"seed").text(text)

    assert len(made) == len(text)
    assert not set(WORD.findall(made)) & set(WORD.findall(text))
    assert all(abs(ord(a) - ord(b)) < 0x500 for a, b in zip(made, text, strict=True))


@pytest.mark.parametrize(
    ("url", "pattern"),
    [
        ("/news/lumo-folds-71001.php", r"/news/\w{4}-\w{5}-71001\.php"),
        (
            "https://www.gadgets.example/img/hinge-1200x675.jpg?w=300",
            r"https://www\.gadgets\.example/\w+/\w{5}-1200x675\.jpg\?w=300",
        ),
        ("https://petra.example/me", r"https://\w{5}\.example/me|https://\w{5}\.example/\w\w"),
        ("/author/petra-77/", r"/author/(?!petra)\w{5}-(?!77)\d\d/"),
        ("mailto:petra@vale.example", r"mailto:(?!petra)\w{5}@\w{4}\.\w{7}"),
        ("https://schema.org/Person", r"https://schema\.org/Person"),
        ("data:image/png;base64,AAAA", "data:image/gif;base64,.*"),
        ("/x?user=4711&p=12", r"/x\?user=(?!4711)\d{4}&p=12"),
    ],
)
def test_an_address_keeps_its_shape(url, pattern):
    made = Addresses(Wordbook(b"seed", keep=STRUCTURE), "https://www.gadgets.example/1", None).rewrite(url)

    assert re.fullmatch(pattern, made), made


def test_of_bytes_that_are_no_document_there_is_no_twin():
    with pytest.raises(BadArgument, match="neither HTML nor XML nor JSON"):
        twin.of([Page("https://x.example/a.png", b"\x89PNG....")], Outcome(kind="image"))


def outline(page):
    return [(e.tag, e.get("class"), e.get("id")) for e in page.root.iter("*")]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real pages are not here")
def test_of_real_pages_no_word_is_left_and_the_shape_stays():
    listed = [json.loads(line) for line in (REAL / "zyte.jsonl").read_text(encoding="utf-8").splitlines()[::30]]
    differing = 0
    for row in listed:
        page = Page(row["url"], gzip.decompress((REAL / row["page"]).read_bytes()), {}, THEN)
        before = read(page)
        made = twin.of([page], before)[0]
        differing += bool(shape.differing(before, read(made)))
        assert [e[0] for e in outline(made)] == [e[0] for e in outline(page)]
        own = row["url"].split("/")[2]
        assert {w for w in visible(page) & visible(made) if not kept.is_cue(w) and w not in own} <= kept.known() | STRUCTURE
    assert differing <= 1


def visible(page):
    return {
        w.lower()
        for text in page.root.xpath("//body//text()[not(parent::script or parent::style)]")
        for w in WORD.findall(text)
    }
