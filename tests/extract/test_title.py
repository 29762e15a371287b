import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.extract import title
from newsscrape.extract.evidence import Evidence
from newsscrape.extract.headings import headings
from newsscrape.extract.rules import Rules
from newsscrape.extract.sitename import SiteName, letters
from newsscrape.page import Page

URL = "https://www.pocketgear.example/2024/06/fold-hinge"
SITE = SiteName(frozenset({"thegearpaper"}), "pocketgearexample", "pocketgear")


def findings(head="", body="", url=URL):
    return title.read(Evidence(Page(url, f"<html><head>{head}</head><body>{body}</body></html>".encode()), Rules()))


def read(head="", body="", url=URL):
    return next((finding.value for finding in findings(head, body, url)), None)


def og(text):
    return f'<meta property="og:title" content="{text}">'


@pytest.mark.parametrize(
    "whole",
    [
        "Fold hinge lasts | Pocket Gear",
        "Fold hinge lasts - pocketgear.example",
        "The Gear Paper: Fold hinge lasts",
        "Pocket Gear » Fold hinge lasts",
        "Fold hinge lasts – Pocket Gear – News about gadgets",
        "Fold hinge lasts: The Gear Paper",
        "Fold hinge lasts | The Gear Paper | Phones",
        "Fold hinge lasts | Tests | The Gear Paper",
        "Fold hinge lasts -",
        "Fold hinge lasts |",
    ],
)
def test_the_sites_name_is_cut_off_either_end(whole):
    assert SITE.cut_from(whole) == "Fold hinge lasts"


@pytest.mark.parametrize(
    "whole",
    [
        "Hinges: what breaks first",
        "Fold – a year later",
        "Film | glass | steel",
        "Half-price fold",
        "Pocket Gear",
        "铰链-能用多久，我们在实验室里试了半年",
    ],
)
def test_a_separator_of_the_headline_stays(whole):
    assert SITE.cut_from(whole) == whole


def test_a_short_last_word_behind_a_tight_hyphen_is_a_cjk_sites_name():
    assert SITE.cut_from("新铰链能折叠五十万次-小机网") == "新铰链能折叠五十万次"


@given(st.text(alphabet="ab -|:–»小机", max_size=40))
def test_what_is_cut_is_a_part_and_cutting_again_changes_nothing(text):
    once = SITE.cut_from(text)
    assert once in text
    assert SITE.cut_from(once) == once


@given(st.text(max_size=40))
def test_letters_are_the_same_in_either_case(text):
    assert letters(text.upper()) == letters(text.upper().lower())


class TestHeadings:
    def test_the_sole_h1_that_others_bear_out(self):
        assert read(og("Fold hinge lasts - Some Paper"), "<h1>Fold hinge lasts</h1>") == "Fold hinge lasts"

    def test_the_h1_wins_over_another_wording_for_search_engines(self):
        assert read(og("Foldable hinge test: results"), "<h1>The hinge that outlived its screen</h1>") == (
            "The hinge that outlived its screen"
        )

    @pytest.mark.parametrize(
        "logo",
        [
            "<header><h1>Pocket Gear</h1></header>",
            '<h1 class="site-title">All about things that fold</h1>',
            '<h1><a href="/">All about things that fold</a></h1>',
            "<nav><h1>All about things that fold</h1></nav>",
        ],
    )
    def test_a_logo_is_no_headline(self, logo):
        assert read(og("Fold hinge lasts"), logo + "<p>text</p>") == "Fold hinge lasts"
        assert read("<title>Fold hinge lasts | Things</title>", logo + "<h2>Fold hinge lasts</h2>") == "Fold hinge lasts"

    def test_of_several_h1_the_one_that_others_bear_out(self):
        body = "<h1>Phones</h1><h1>Fold hinge lasts</h1><h1>More from our lab</h1>"
        assert read(og("Fold hinge lasts"), body) == "Fold hinge lasts"
        assert read("<title>Phones - Fold hinge lasts | Things</title>", body) == "Fold hinge lasts"

    def test_a_rubric_in_h1_gives_way(self):
        assert read(og("Fold hinge lasts"), "<h1>Phones</h1>") == "Fold hinge lasts"

    def test_the_sites_name_behind_the_headline_is_no_headline(self):
        head = og("Fold hinge lasts longer") + "<title>Fold hinge lasts longer | All that folds well</title>"
        assert read(head, "<h1>All that folds well</h1>") == "Fold hinge lasts longer"

    @pytest.mark.parametrize(
        "inside",
        [
            '<span class="kicker">Lab test</span> Fold hinge lasts',
            '<span class="kicker">Lab test</span><span>: </span><span class="the-headline">Fold hinge lasts</span>',
            "<time>12 June 2024</time> Fold hinge lasts",
            "Fold hinge lasts <small>Half a million folds, no creak</small>",
            '<span class="visually-hidden">Headline:</span> Fold hinge lasts',
            '<span class="colour-2">Lab test</span> <span itemprop="headline">Fold hinge lasts</span>',
            'Fold <b>hinge</b> lasts<h4 class="author">by Ida Roth</h4>',
        ],
    )
    def test_kickers_dates_and_subtitles_stay_out(self, inside):
        assert read("<title>Lab test: Fold hinge lasts</title>", f"<h1>{inside}</h1>") == "Fold hinge lasts"

    def test_an_unmarked_kicker_is_told_by_the_other_titles(self):
        assert read(og("Fold hinge lasts"), "<h1>Lab test | Fold hinge lasts</h1>") == "Fold hinge lasts"

    def test_readings_of_ruby_are_left_out(self):
        assert read("", "<h1><ruby>体罰<rt>たいばつ</rt></ruby>を<ruby>禁止<rt>きんし</rt></ruby></h1>") == "体罰を禁止"

    def test_title_element_alone(self):
        assert read("<title>Fold hinge lasts – Pocket Gear</title>") == "Fold hinge lasts"

    def test_nothing_is_nothing(self):
        assert findings("<title> </title>", "<h1><img src='logo.png'></h1>") == []

    def test_every_candidate_is_kept_with_its_source(self):
        head = og("Fold hinge lasts") + "<title>Fold hinge lasts | Pocket Gear</title>"
        assert [f.source for f in findings(head, "<h1>Fold hinge lasts</h1>")] == ["h1", "meta:og:title", "title"]


@pytest.mark.parametrize("unit", ["<h1>a", "<h1>a</h1>", "<h1><span class='kicker'>", "<h1><a href='/'>x"])
def test_many_headings_do_not_cost_the_square_of_their_number(unit, steps):
    once, twice = (steps(lambda many=many: read(og("a | b " * many), unit * many)) for many in (300, 600))
    assert twice < 2.5 * once


def test_the_only_heading_that_speaks_of_something_else_is_not_the_headline():
    heading = "<h1>Why we test toasters now</h1>"
    assert read(og("Fold hinge lasts"), heading) == "Fold hinge lasts"
    assert read(og("Fold hinge lasts"), "<h1>Why this hinge may outlive you</h1>") == "Why this hinge may outlive you"
    assert read(og("折叠屏手机续航测试"), "<h1>股市周报 台湾 大涨 八点</h1>") == "折叠屏手机续航测试"


def test_a_place_marked_as_the_headline_is_none_before_a_longer_text():
    heading = "<h1><span class='headline'>Lyon</span> Un atelier répare les charnières de tous les téléphones</h1>"
    assert read(body=heading) == "Un atelier répare les charnières de tous les téléphones"


def test_a_date_in_the_heading_is_no_part_of_it():
    assert (
        read("<title>折叠屏续航</title>", "<h1>折叠屏续航<br><span>2024-05-04 10:15 来源：口袋科技</span></h1>") == "折叠屏续航"
    )


def test_a_subtitle_behind_a_colon_is_what_the_colon_leads_to():
    heading = "<h1><span class='main'>Hinges:</span> <span class='subtitle'>half a million folds</span></h1>"
    assert read(body=heading) == "Hinges: half a million folds"


def test_headings_that_never_end_are_read_no_farther_than_a_headline_goes(steps):
    def headings_of(length):
        page = Page("https://pocketgear.example/x", f"<body>{'<h1>' * 30}{'<b>x' * length}</body>".encode())
        return lambda: headings(page, "h1")

    assert steps(headings_of(3_000)) < 1.2 * steps(headings_of(2_100))
