import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.extract import facts
from newsscrape.extract.evidence import Evidence
from newsscrape.extract.language import guess
from newsscrape.extract.rules import Rules
from newsscrape.page import Page

URL = "https://www.pocketgear.example/phones/2024/fold-hinge"


def best(read, body="", head="", html_tag="<html>"):
    page = Page(URL, f"{html_tag}<head>{head}</head><body>{body}</body></html>".encode())
    return next((finding.value for finding in read(Evidence(page, Rules()))), None)


def meta(name, content):
    return f'<meta name="{name}" content="{content}">'


def ld(node):
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


CRUMBS = """<nav class="breadcrumbs"><a href="/">Home</a> <a href="/phones/">Phones</a>
<a href="/phones/folding/">Folding phones</a>
<a href="/phones/2024/fold-hinge">Fold hinge lasts</a></nav>"""


def test_a_description_is_text_whatever_markup_is_written_into_it():
    stated = {"@type": "NewsArticle", "headline": "x", "description": "<p>It folds &amp; bends.</p><br>"}
    assert best(facts.description, head=ld(stated)) == "It folds & bends."
    assert (
        best(facts.description, head=meta("description", "&lt;b&gt;&lt;/b&gt;") + meta("og:description", "It folds."))
        == "It folds."
    )


def test_a_description_that_only_repeats_the_headline_comes_last():
    stated = ld({"@type": "NewsArticle", "headline": "Fold hinge lasts", "description": "Fold hinge lasts!"})
    assert best(facts.description, head=stated + meta("description", "It folds and folds.")) == "It folds and folds."
    assert best(facts.description, head=stated) == "Fold hinge lasts!"


class TestSection:
    @pytest.mark.parametrize("name", ["Fold hinge lasts", "undefined", "\u2039 Zurück"])
    def test_neither_the_headline_nor_a_way_back_is_one(self, name):
        head = meta("og:title", "Fold Hinge lasts") + meta("article:section", name)
        assert best(facts.section, CRUMBS.replace("Folding phones", name), head) == "Phones"

    def test_the_first_of_a_list_without_blanks(self):
        assert best(facts.section, "", meta("article:section", "Phones,News,Slider")) == "Phones"
        assert best(facts.section, "", meta("article:section", "Arts, Crafts & Phones")) == "Arts, Crafts & Phones"

    def test_a_crumb_that_leads_to_another_site_shares_the_page(self):
        crumbs = CRUMBS.replace("</nav>", '<a href="https://short.example.net/share?u=x">Share it</a></nav>')
        assert best(facts.section, crumbs) == "Folding phones"

    def test_as_stated(self):
        assert best(facts.section, CRUMBS, meta("article:section", "Hardware")) == "Hardware"

    def test_else_the_narrowest_breadcrumb(self):
        assert best(facts.section, CRUMBS) == "Folding phones"

    def test_a_crumb_that_is_a_date_is_no_rubric(self):
        crumbs = '<div class="breadcrumb"><a href="/news/">News</a> <a href="/archive/?year=2026">08/2026</a></div>'
        assert best(facts.section, crumbs) == "News"

    def test_breadcrumbs_for_machines(self):
        items = [
            {"position": 1, "name": "Home", "item": "https://www.pocketgear.example/"},
            {"position": 2, "item": {"@id": "https://www.pocketgear.example/phones", "name": "Phones"}},
            {"position": 3, "name": "Fold hinge lasts"},
            "odd",
        ]
        assert best(facts.section, head=ld({"@type": "BreadcrumbList", "itemListElement": items})) == "Phones"

    @pytest.mark.parametrize("items", [None, 3, {}, [None, {"item": 3}, {"name": {"a": []}, "item": []}]])
    def test_wrong_types_are_no_breadcrumbs(self, items):
        assert best(facts.section, head=ld({"@type": "BreadcrumbList", "itemListElement": items})) is None

    def test_a_list_for_search_engines_is_no_section(self):
        assert best(facts.section, head=meta("article:section", "a, b, c, d, e")) is None

    @pytest.mark.parametrize("name", ["post", "Page", "pocketgear.example"])
    def test_what_the_publishing_system_calls_it_is_no_section(self, name):
        assert best(facts.section, CRUMBS, meta("article:section", name)) == "Folding phones"


class TestTags:
    def test_one_tag_that_is_a_list_is_split(self):
        assert best(facts.tags, head=meta("article:tag", "Hinges,Film,Labs")) == ("Hinges", "Film", "Labs")

    def test_each_tag_once_at_its_first_place(self):
        assert best(facts.tags, head=meta("article:tag", "Hinges,Film,hinges,Labs")) == ("Hinges", "Film", "Labs")

    def test_tags_for_machines_are_left_out(self):
        assert best(facts.tags, head=ld({"@type": "NewsArticle", "keywords": ["@post-id:17", "Hinges"]})) == ("Hinges",)

    @pytest.mark.parametrize(
        "name", ["subject:phones", "_no-feed", "/article", "104746419", "[SYNDICATED]", "@river", "&quot;"]
    )
    def test_nor_are_a_systems_own_words(self, name):
        assert best(facts.tags, head=meta("article:tag", f"Hinges,{name}")) == ("Hinges",)

    def test_what_is_escaped_twice(self):
        assert best(facts.tags, head=meta("article:tag", "Nuts &amp;amp; bolts,Hinges")) == ("Nuts & bolts", "Hinges")

    def test_a_link_with_a_headline_is_no_tag(self):
        links = f"<a rel='tag' href='/t'>Hinges</a><a rel='tag' href='/x'>Read more about {'why ' * 20}it lasts</a>"
        assert best(facts.tags, links) == ("Hinges",)

    def test_links_that_are_marked_as_tags_come_before_keywords(self):
        links = '<a rel="tag" href="/t/hinges">Hinges</a><a rel="category tag" href="/c/phones">Phones</a>'
        assert best(facts.tags, links, meta("keywords", "hinge, fold") + "<title>Hinge</title>") == ("Hinges",)

    def test_keywords_that_fit_the_page(self):
        assert best(facts.tags, head=meta("keywords", "hinge, glass") + "<title>The hinge</title>") == ("hinge", "glass")

    @pytest.mark.parametrize("keywords", ["phones, news, reviews", ",".join(f"hinge {n}" for n in range(30)), " , "])
    def test_keywords_for_search_engines_are_left_out(self, keywords):
        assert best(facts.tags, head=meta("keywords", keywords) + "<title>The hinge</title>") is None


class TestLanguage:
    def test_as_declared(self):
        assert best(facts.language, html_tag='<html lang="pt-br">') == "pt-BR"
        assert best(facts.language, head=meta("og:locale", "de_AT")) == "de-AT"
        assert best(facts.language, html_tag='<html lang="zh-hans-CN">') == "zh-Hans-CN"
        assert best(facts.language, html_tag='<html lang="sr-Latn">') == "sr-Latn"
        assert best(facts.language, html_tag='<html lang="German">', head=meta("language", "de")) == "de"

    def test_else_by_the_paragraphs(self):
        text = "<p>Das Scharnier ist aus Stahl, und die Folie ist mit der Zeit nicht mehr zu sehen.</p>" * 2
        assert best(facts.language, text) == "de"
        assert best(facts.language, "<p>Hm.</p>") is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The hinge is made of steel, and it was for the film that we had to wait, with the rest of it."),
        ("de", "Das Scharnier ist aus Stahl und die Folie ist mit der Zeit nicht mehr so gut wie die eine von früher."),
        ("fr", "La charnière est dans le boîtier et les plaques du téléphone sont pour le moins solides, avec des films."),
        ("es", "La bisagra es de acero y los paneles del teléfono son para el uso diario, que es lo que se pide al comprar."),
        (
            "it",
            "La cerniera è di acciaio e il pannello del telefono non è per gli amici che sono nella stanza, anche una volta.",
        ),
        ("nl", "Het scharnier is van staal en dat is niet het enige dat voor een telefoon met een scherm op tafel ligt."),
        ("pl", "Zawias jest ze stali i nie wygląda na to, że się zużyje w ciągu roku, jak to jest z folią na ekranie."),
        ("ru", "Петля сделана из стали и выдержала полмиллиона сгибов"),
        (
            "uk",
            "Петля зроблена зі сталі й витримала пів мільйона згинів, її перевіряли в лабораторії",
        ),
        ("ja", "ヒンジは鋼でできていて、五十万回の折りたたみに耐えました"),
        ("zh", "铰链由钢制成，在我们的实验室里经受住了五十万次折叠"),
        ("ko", "경첩은 강철로 만들어졌으며 오십만 번의 접힘을 견뎌냈습니다"),
    ],
)
def test_the_language_of_a_text(language, text):
    assert guess(text) == language


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text):
    assert guess(text) is None or len(guess(text)) == 2
