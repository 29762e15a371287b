import json

import pytest

from newsscrape.extract import authors
from newsscrape.extract.evidence import Evidence
from newsscrape.extract.rules import Rules
from newsscrape.page import Page

URL = "https://www.pocketgear.example/2024/06/fold-hinge"
TEXT = "<p>The new hinge survived half a million folds in our lab, and it did so without a creak.</p>"


def findings(body="", head=""):
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    return authors.read(Evidence(Page(URL, html.encode()), Rules()))


def read(body="", head=""):
    return next(([author.name for author in finding.value] for finding in findings(body, head)), [])


def article(inside, after=""):
    return f"<article><h1>Fold hinge lasts</h1>{inside}{TEXT}{after}</article>"


def meta(name, content):
    return f'<meta name="{name}" content="{content}">'


def ld(author, *nodes):
    graph = [{"@type": "NewsArticle", "headline": "Fold hinge lasts", "author": author}, *nodes]
    return f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'


class TestJsonLd:
    @pytest.mark.parametrize(
        "author",
        [
            {"@type": "Person", "name": "Ida Roth"},
            [{"@type": "Person", "name": "Ida Roth"}],
            "Ida Roth",
            {"@type": "Person", "name": ["Ida Roth"]},
            {"@type": "Person", "name": {"@value": "Ida Roth", "@language": "en"}},
            {"@type": "Person", "givenName": "Ida", "familyName": "Roth"},
            "ida@pocketgear.example (Ida Roth)",
            [{"@type": "Person", "name": "Ida Roth"}, {"@type": "Organization", "name": "News Desk"}],
        ],
    )
    def test_in_every_form(self, author):
        assert read(head=ld(author)) == ["Ida Roth"]

    def test_a_bare_id_means_another_node(self):
        person = {"@type": "Person", "@id": "#p1", "name": "Ida Roth", "url": "/people/ida"}
        (finding,) = findings(head=ld({"@id": "#p1"}, person))
        assert [author.name for author in finding.value] == ["Ida Roth"]

    def test_the_node_of_the_id_adds_the_profile_to_a_name(self):
        person = {"@type": "Person", "@id": "#p1", "name": "Ida Roth", "url": "https://pocketgear.example/people/ida"}
        (finding,) = findings(head=ld({"@id": "#p1", "name": "Ida Roth"}, person))
        assert [author.url for author in finding.value] == ["https://pocketgear.example/people/ida"]

    def test_wrong_types_are_no_author(self):
        assert read(head=ld([1, None, {"@id": 3}, {"name": {"a": 1}}])) == []

    def test_of_a_work_that_is_no_article_and_not_of_its_readers(self):
        readers = [{"@type": "Review", "name": "Nice", "author": name} for name in ("Cy Dahl", "Bo Chan")]
        recipe = {"@type": "Recipe", "name": "Plum cake", "author": {"@type": "Person", "name": "Ida Roth"}, "reviews": readers}
        assert read(head=f'<script type="application/ld+json">{json.dumps(recipe)}</script>') == ["Ida Roth"]
        del recipe["author"]
        assert read(head=f'<script type="application/ld+json">{json.dumps(recipe)}</script>') == []

    def test_of_the_one_review_that_the_page_is(self):
        review = {"@type": "Review", "name": "Fold hinge lasts", "author": "Ida Roth"}
        product = {"@type": "Product", "name": "Fold hinge", "review": review}
        assert read(head=f'<script type="application/ld+json">{json.dumps(product)}</script>') == ["Ida Roth"]

    def test_an_organisation_signs_where_no_person_does(self):
        assert read(head=ld({"@type": "Organization", "name": "Folding News Agency"})) == ["Folding News Agency"]
        byline = article('<p class="byline">By Ida Roth</p>')
        assert read(byline, ld({"@type": "Organization", "name": "Folding News Agency"})) == ["Ida Roth"]

    @pytest.mark.parametrize(("card", "names"), [("Ida Roth, Bo Chan", ["Ida Roth", "Bo Chan"]), ("Ida Roth", ["Ida Roth"])])
    def test_a_contributor_is_an_author_where_the_card_names_them_beside_the_first(self, card, names):
        contributor = {"@type": "Person", "name": "Bo Chan"}
        node = {"@type": "Article", "author": {"@type": "Person", "name": "Ida Roth"}, "contributor": [contributor]}
        head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
        assert read(head=head + meta("twitter:label1", "Written by") + meta("twitter:data1", card)) == names


class TestTwoVoices:
    def test_the_site_itself_comes_last(self):
        head = meta("author", "Pocket Gear") + '<meta property="og:site_name" content="Pocket Gear">'
        assert read(article('<p class="byline">By Ida Roth</p>'), head) == ["Ida Roth"]
        assert read(article(""), head) == ["Pocket Gear"]

    def test_a_name_that_both_give_wins(self):
        head = meta("author", "Gear Holding") + meta("mediator_author", "Ida Roth")
        assert read(article('<p class="byline">Ida Roth</p>'), head) == ["Ida Roth"]

    def test_a_line_that_says_by_wins_over_who_put_it_in(self):
        assert read(article("<p>Von Ida Roth</p>"), meta("author", "Bo Chan")) == ["Ida Roth"]

    def test_a_spelling_without_capitals_is_taken_where_there_is_one(self):
        assert read(article('<p class="byline">By IDA MCROTH</p>'), meta("author", "Ida McRoth")) == ["Ida McRoth"]
        assert read(article('<p class="byline">By IDA ROTH</p>')) == ["Ida Roth"]

    def test_the_profile_comes_from_either(self):
        body = article('<p class="byline">By <a href="/author/ida">Ida Roth</a></p>')
        best = findings(body, meta("author", "Ida Roth"))[0]
        assert best.value[0].url == "https://www.pocketgear.example/author/ida"

    def test_the_label_of_a_card(self):
        head = meta("twitter:label1", "Written by") + meta("twitter:data1", "Ida Roth")
        assert read(head=head) == ["Ida Roth"]
        assert read(head=head.replace("Written by", "Reading time")) == []


class TestBylines:
    @pytest.mark.parametrize(
        "inside",
        [
            "<p>By Ida Roth</p>",
            "<div><span>By</span> <a href='/x'>Ida Roth</a></div>",
            "<a rel='author' href='/x'>Ida Roth</a>",
            "<span itemprop='author' itemscope><span itemprop='name'>Ida Roth</span></span>",
            "<div class='entry-author'><a href='/x'>Ida Roth</a>, Senior Editor</div>",
            "<a href='/autoren/ida-roth'>Ida Roth</a>",
            "<a href='/columnist?author=12'>Ida Roth</a>",
            "<byline>Von Ida Roth, dpa</byline>",
            "<div class='teaser-meta'><p class='byline'>Ida Roth</p></div>",
        ],
    )
    def test_by_the_headline(self, inside):
        assert read(article(inside)) == ["Ida Roth"]

    def test_profiles_of_a_line_are_the_links_in_it(self):
        line = "<p>Par <a href='/ida'>Ida Roth</a> et <a href='/bo'>Bo Chan</a> le 3 juin 2024</p>"
        (best, *_) = findings(article(line))
        assert [(author.name, (author.url or "").rpartition("/")[2]) for author in best.value] == [
            ("Ida Roth", "ida"),
            ("Bo Chan", "bo"),
        ]

    def test_at_the_end_of_the_article(self):
        assert read(article("", "<p>Text: Ida Roth</p>")) == ["Ida Roth"]
        assert read(article("", "<footer><a rel='author' href='/x'>Ida Roth</a></footer>")) == ["Ida Roth"]

    def test_in_a_box_with_more_the_link_whose_address_spells_the_name(self):
        more = (
            "<b>Follow</b> <i>Copy the link of this story and share it with your friends, wherever they may be reading</i>" * 2
        )
        box = f"<div class='author-toolbar'><a href='/info/ida_roth/7/'>Ida Roth</a>{more}</div>"
        assert read(article(box)) == ["Ida Roth"]
        assert read(article(box.replace("ida_roth", "about-us"))) == []

    def test_in_the_pages_only_entry_though_it_stands_in_a_widget(self):
        foot = "<div class='post-footer'><span class='post-author'>Posted by Ida Roth</span></div>"
        entry = f"<div class='hentry'>{TEXT}{foot}</div>"
        blog = f"<h1>Notes from the lab</h1><div class='widget'>{entry}</div>"
        assert read(blog) == ["Ida Roth"]
        assert read(f"{blog}<div class='hentry'>{TEXT}</div>") == []

    def test_several_in_order(self):
        inside = "<p class='byline'>By <a href='/author/i'>Ida Roth</a>, <a href='/author/b'>Bo Chan</a></p>"
        assert read(article(inside)) == ["Ida Roth", "Bo Chan"]

    @pytest.mark.parametrize(
        "after",
        [
            "<section class='comments'><span class='author'>Cy Dahl</span></section>",
            "<div class='related'><p>By Cy Dahl</p></div>",
            "<aside class='trending'><a rel='author' href='/x'>Cy Dahl</a></aside>",
            "<figure><figcaption class='author'>Cy Dahl</figcaption></figure>",
            "<nav><a href='/author/cy'>Cy Dahl</a></nav>",
            "<div class='more'><div><div><span class='slider-teaser__author'>Cy Dahl</span></div></div></div>",
        ],
    )
    def test_others_are_not_the_author(self, after):
        assert read(article("") + after) == []
        assert read(article("<p class='byline'>Ida Roth</p>") + after) == ["Ida Roth"]

    def test_a_sentence_is_no_byline(self):
        assert (
            read(article("<p>By the end of the week the film was worn.</p><p>Von Anfang an war der Film zu weich.</p>")) == []
        )

    def test_the_earlier_of_line_and_mark_wins(self):
        assert read(article("<p class='byline'>Ida Roth</p>", "<p>By Cy Dahl</p>")) == ["Ida Roth"]

    def test_rules_win(self):
        page = Page(URL, article("<b id='who'>Cy Dahl</b><p>By Ida Roth</p>").encode())
        (finding,) = authors.read(Evidence(page, Rules(authors=("#who",))))
        assert (finding.source, finding.value[0].name) == ("rule:#who", "Cy Dahl")


@pytest.mark.parametrize(
    "unit",
    [
        '<div class="author">Ida Roth',
        "<a rel=author>Ida Roth</a>",
        "<div>By ",
        "<p>By Ida Roth</p>",
        '<i class="author byline"><a>x',
        '<div class="author hentry"><i>',
        "<p>By Ida and</p>",
    ],
)
def test_many_bylines_do_not_cost_the_square_of_their_number(unit, steps):
    assert steps(lambda: read("<h1>A</h1>" + unit * 900)) < 2.5 * steps(lambda: read("<h1>A</h1>" + unit * 450))


def test_the_author_of_a_comment_by_its_microdata_is_not_the_articles():
    name = '<span itemprop="author">Bo Lang</span>'

    assert read(article(name)) == ["Bo Lang"]
    assert read(article("", f'<ul><li itemscope itemtype="https://schema.org/Comment">{name}</li></ul>')) == []


@pytest.mark.parametrize(
    "line",
    [
        "<p>Posted on May 4, 2024 by Ida Roth</p>",
        "<p><time datetime='2024-05-04'>May 4, 2024</time> by <a href='/ida'>Ida Roth</a></p>",
        "<p>4 mai 2024<br>par Ida Roth</p>",
        "<small><b>04/05/2024</b> - Publicado por: Ida Roth - Categoria: <a href='/phones'>Phones</a></small>",
    ],
)
def test_a_line_that_begins_with_its_date(line):
    assert read(article(line)) == ["Ida Roth"]


def test_one_word_behind_posted_by_where_nobody_is_named_in_full():
    assert read(article("<p>Posted by ida77 at 12:53</p>")) == ["ida77"]
    assert read(article("<p>Posted by ida77 at 12:53</p><p>By Ida Roth</p>")) == ["Ida Roth"]
    assert read(article("<p>By design</p>")) == []


def test_one_word_with_its_date():
    assert read(article("<p>04.05.2024 13:30 von Ida</p>")) == ["Ida"]
    assert read(article("<p>Di, 10:19 Uhr 04.05.2024</p>")) == []


def test_who_stands_behind_a_word_of_its_own():
    rest = "<span>writes about hinges, glass and all that folds, and has done so since the first of them came to market</span>"
    assert read(article(f"<div><span>By</span><a href='/x'>Ida Roth</a>{rest}{rest}</div>")) == ["Ida Roth"]


def test_a_tag_in_a_byline_is_nobody():
    marked = "<p class='author-meta'><a href='/i'>Ida Roth</a> in <a rel='tag' href='/t'>Toys and Games</a></p>"
    assert read(article(marked)) == ["Ida Roth"]


@pytest.mark.parametrize("box", ["has-sidebar", "main with-double-sidebar"])
def test_a_page_without_a_heading_may_have_a_sidebar(box):
    assert read(f"<div class='{box}'><h2>Fold hinge lasts</h2><p>By Ida Roth</p>{TEXT}</div>") == ["Ida Roth"]


class TestMembers:
    def test_by_the_headline(self):
        assert read(article("<div><a href='/team/ida-roth/'>Ida Roth</a></div>")) == ["Ida Roth"]

    @pytest.mark.parametrize(
        "link",
        [
            "<nav class='breadcrumbs'><a href='/people/smart-home'>Smart Home</a></nav>",
            "<div><a href='/profile/agreement/'>Terms Of Use</a></div>",
            "<div><a href='https://video.example/user/ida-roth'>Ida Roth</a></div>",
            f"<p>The new chief <a href='/people/bo-chan'>Bo Chan</a> {'told it again and again ' * 8}.</p>",
        ],
    )
    def test_not_who_or_what_a_page_is_about(self, link):
        assert read(article(link)) == []

    def test_not_far_from_the_headline(self):
        assert read(article(TEXT * 80, "<div><a href='/people/bo-chan'>Bo Chan</a></div>")) == []


def test_the_marked_name_in_a_marked_line():
    line = "<div class='byline-box'><span class='author'>Ida Roth and Bo Chan</span> <span>Sioux Gear Leader</span></div>"
    assert read(article(line)) == ["Ida Roth", "Bo Chan"]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<span id='byline'>[Ida Roth\uff0cPocket NEWS]</span>", ""),
        ("", meta("dd:author", "Ida Roth")),
    ],
)
def test_a_byline_as_newsrooms_of_the_far_east_mark_it(body, head):
    assert read(article(body), head) == ["Ida Roth"]


class TestProfiles:
    def test_a_link_of_the_name_gives_the_profile_that_the_machines_leave_out(self):
        page = article("<div class='meta'>Par <a href='/auteur/ida-roth'><span>Ida Roth</span></a></div>")
        (finding,) = findings(page, head=ld({"@type": "Person", "name": "Ida Roth"}))
        assert [author.url for author in finding.value] == ["https://www.pocketgear.example/auteur/ida-roth"]

    def test_one_of_another_name_or_to_no_profile_gives_none(self):
        page = article("<a href='/author/bo-chan'>Bo Chan</a> <a href='/phones'>Ida Roth</a>")
        found = findings(page, head=ld({"@type": "Person", "name": "Ida Roth"}))
        assert [author.url for author in found[0].value] == [None]


@pytest.mark.parametrize(
    "line",
    [
        "<dl><dd class='createdby'>Written by: <span>Ida Roth</span></dd><dd class='hits'>Hits: 412</dd></dl>",
        "<div id='byline'>[<a href='/i'>Ida Roth</a>, Gear]</div>",
        "<div><a href='/@ida' data-testid='authorName'>Ida Roth</a> <button>Follow</button></div>",
        "<ul class='creator'><li class='creator__name'>Ida Roth</li></ul>",
    ],
)
def test_marked_in_the_manner_of_many_systems(line):
    assert read(article(line)) == ["Ida Roth"]


def test_a_readers_own_account_is_no_author():
    assert read(article(TEXT, "<a id='account-username' href='/me'>Gear Account</a>")) == []
