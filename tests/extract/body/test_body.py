import pytest

from newsscrape.errors import Unreadable
from newsscrape.reading import read

SAID = [
    "The first of the two boards carries the radio, and the maker says that it was drawn anew from the ground up this year.",
    "On the second one sits the battery's gauge, which counts what goes in and out, and which was right to the percent for us.",
    "Both are held by four screws of one kind, so that anybody who owns a driver can open the case on a kitchen table.",
    "A spare battery costs nineteen euros, is sold in every shop of the chain, and takes about two minutes to be put in.",
]
LEAD = "Two boards, four screws and no glue: the new reader of the small firm from the coast can be mended by those who own it."


def body(html, head=""):
    page = f"<html><head>{head}</head><body>{html}</body></html>"
    return (read(page, "https://www.plainpaper.example/reader", site=None).body or "").split("\n\n")


def text(*numbers):
    return "".join(f"<p>{SAID[number]}</p>" for number in numbers)


class TestContainer:
    def test_pieces_in_sibling_containers_are_one_body(self):
        pieces = "".join(f'<div class="row r{n}"><div class="in"><p>{said}</p></div></div>' for n, said in enumerate(SAID))
        assert body(f"<div><h1>Reader</h1>{pieces}</div>") == SAID

    def test_second_half_in_another_container(self):
        first, second = f'<div class="a">{text(0, 1)}</div>', f'<div class="b">{text(2, 3)}</div>'
        assert body(f'<div><h1>Reader</h1>{first}<div class="ad">Buy!</div>{second}</div>') == SAID

    def test_lead_above_the_text(self):
        header = f'<header><h1>Reader</h1><p class="standfirst">{LEAD}</p></header>'
        assert body(f"<main>{header}<div class='x'><div class='text'>{text(0, 1, 2)}</div></div></main>") == [LEAD, *SAID[:3]]

    @pytest.mark.parametrize(("headline", "found"), [("Reader", [LEAD]), ("<a href='/'>Plain Paper</a>", [])])
    def test_a_box_named_a_teaser_is_the_articles_own_if_it_holds_the_headline(self, headline, found):
        header = f'<div class="teaser-box"><h1>{headline}</h1><p>{LEAD}</p></div>'
        assert body(f"<main>{header}<div class='x'><div class='text'>{text(0, 1, 2)}</div></div></main>") == [*found, *SAID[:3]]

    def test_an_article_that_is_but_the_headlines_stage_is_not_where_the_text_is(self):
        stage = f"<article><h1>Reader</h1><div class='body'><p>{LEAD}</p>{text(1, 2)}</div></article>"
        said = [f"Number {n}: {SAID[0]}" for n in range(40)]
        found = body(f"<section>{stage}<div><article>{''.join(f'<p>{s}</p>' for s in said)}</article></div></section>")
        assert found[-40:] == said

    def test_a_short_dek_is_the_description(self):
        header = '<header><h1>Reader</h1><p class="dek">A case to be opened.</p></header>'
        assert body(f"<main>{header}<div class='x'><div class='text'>{text(0, 1, 2)}</div></div></main>") == SAID[:3]

    def test_teasers_beside_the_text_are_not_of_it(self):
        about = "This one is glued, and its maker, asked about it, said no word."
        teaser = f'<div class="t"><h3><a href="/o">Another reader</a></h3><p>{about}</p></div>'
        assert body(f"<div><div class='text'>{text(0, 1, 2)}</div>{teaser * 5}</div>") == SAID[:3]

    def test_entries_of_a_live_blog_are_all_kept_in_order(self):
        entries = "".join(
            f'<article class="entry"><h3><a href="#{n}">10:0{n}</a></h3><p>{s}</p></article>' for n, s in enumerate(SAID)
        )
        head = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Reader, live"}</script>'
        assert [said for said in body(f"<main><h1>Reader, live</h1>{entries}</main>", head) if said in SAID] == SAID

    def test_entries_of_a_list_inside_the_headlines_article_are_all_kept(self):
        entries = "".join(f'<article class="tip"><h3>Tip {n}</h3><div><p>{s}</p></div></article>' for n, s in enumerate(SAID))
        read_so = body(f"<article class='page'><h1>Four tips</h1><div><p>{LEAD}</p>{entries}</div></article>")
        assert [said for said in read_so if said in SAID] == SAID

    def test_what_stands_between_two_pieces_is_of_the_text(self):
        pieces = [f'<div class="row r{n}"><div class="in"><div><p>{said}</p></div></div></div>' for n, said in enumerate(SAID)]
        between = "<h2>The gauge</h2><ul><li>Right to the percent.</li></ul>"
        read_so = body(f"<div><h1>Reader</h1>{pieces[0]}{between}{''.join(pieces[1:])}</div>")
        assert read_so == [SAID[0], "The gauge", "Right to the percent.", *SAID[1:]]

    def test_with_headline_and_text_in_hand_another_box_is_the_pages(self):
        notice = f"<div id='gate'><p>{LEAD}</p><p>{SAID[3]}</p></div>"
        assert body(f"<div id='page'><div><h1>Reader</h1><div>{text(0, 1, 2)}</div></div>{notice}</div>") == SAID[:3]

    def test_a_nameless_box_in_what_is_named_the_body_is_not_all_of_it(self):
        inner = f"<div><div>{SAID[0]}</div><div>{SAID[1]}</div><div>{SAID[2]}</div></div><div>It floats.</div>"
        assert body(f"<h1>Reader</h1><div class='entry-content'>{inner}</div>") == [*SAID[:3], "It floats."]

    def test_a_question_above_its_answers_is_kept_however_short(self):
        ask = "Who has opened one, and what is in it, please?"
        question = f"<div class='question'><div class='post-body'><p>{ask}</p></div></div>"
        answers = "".join(
            f"<div class='answer a{n}'><div class='post-body'><p>{said}</p></div></div>" for n, said in enumerate(SAID)
        )
        assert body(f"<h1>What is in it?</h1><div>{question}<div>{answers}</div></div>")[0] == ask

    def test_the_body_is_not_hidden_because_another_screen_does_not_show_it(self):
        shown = f"<div class='box'><p>{LEAD}</p></div>"
        assert SAID[1] in body(f"<h1>Reader</h1>{shown}<div class='entry-content print-only'>{text(0, 1, 2)}</div>")

    def test_a_page_that_shows_nothing_before_its_scripts_is_read(self):
        assert body(f'<h1>Reader</h1><div style="display: none">{text(0, 1, 2)}</div>') == SAID[:3]
        assert body(f"<h1>Reader</h1><noscript><div>{text(0, 1, 2)}</div></noscript>") == SAID[:3]


@pytest.mark.parametrize(
    "furniture",
    [
        "<p>Read more: A reader that floats</p>",
        "<p>Lesen Sie auch: Ein Leser, der schwimmt</p>",
        "<p>À lire aussi : une liseuse qui flotte</p>",
        "<p>Lea también: Un lector que flota</p>",
        "<p>Leggi anche: un lettore che galleggia</p>",
        "<p>Lees ook: een lezer die drijft</p>",
        "<p>Leia também: Um leitor que flutua</p>",
        "<p>Zobacz także: Czytnik, który pływa</p>",
        "<p>Читайте также: Ридер, который плавает</p>",
        "<h3>You may also like</h3><ul><li><a href='/1'>One that floats.</a></li><li><a href='/2'>One more</a></li></ul>",
        "<p><a href='/1'>A reader that floats on water</a></p>",
        "<p>Sign up for our letter and miss nothing</p>",
        "<p>Photo: I. Roth</p>",
        "<p>Foto: I. Roth</p>",
        "<p>Have a tip? Tell us.</p>",
        "<p>Advertisement</p>",
        "<p>2 of 6</p>",
        "<div class='share-bar'><p>Tell your friends about it, wherever they may be.</p></div>",
        "<x-related-box><p>Another reader, which floats on water, was shown in May.</p></x-related-box>",
        "<div class='field field--name-field-related'><p>Another one, which floats, was shown in May.</p></div>",
        "<div class='RelatedStories-box'><p>Another reader, which floats on water, was shown in May.</p></div>",
        "<div class='entry__newsletter-form'><p>Every day at noon, a letter, for nothing at all.</p></div>",
        "<div class='image'><img src='/i.jpg'><span>The case, as it was shown to us in May.</span></div>",
        "<div class='chart-legend'><p>The case, as it was shown to us in May.</p></div>",
        "<div class='tableOfContents'><p>Two boards, four screws</p></div>",
        "<div aria-hidden='true'><p>What only the eye of a script shall see, and nobody else.</p></div>",
        "<span class='tooltip-box'>The radio is what talks to the mast, as is widely known.</span>",
        "<div class='comments'><p>I would buy it at once, if only it came in green, honestly.</p></div>",
    ],
)
def test_furniture_between_the_paragraphs_is_left_out(furniture):
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1)}{furniture}{text(2)}</div></article>") == SAID[:3]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>Video-Streaming klappt auf dem Leser nicht.</p>", "Video-Streaming klappt auf dem Leser nicht."),
        ("<p>Owners can sign up for the trial in the app.</p>", "Owners can sign up for the trial in the app."),
        ("<p>He wrote in his newsletter that it floats.</p>", "He wrote in his newsletter that it floats."),
        ("<p><a href='/1'>The firm says it floats.</a></p>", "The firm says it floats."),
        ("<h2><a href='/1'>The floating one</a></h2><p>It floats.</p>", "The floating one"),
        ("<div class='field field-label-hidden'><p>It floats, in short.</p></div>", "It floats, in short."),
        ("<div class='panel has-sharing'><p>It floats, in short.</p></div>", "It floats, in short."),
        ("<div class='elementor-widget-container'><p>It floats.</p></div>", "It floats."),
        ("<div class='social-media-embed'><blockquote>It floats, look!</blockquote></div>", "It floats, look!"),
        ("<table><tr><td>Video</td><td>no</td></tr></table>", "Video | no"),
    ],
)
def test_what_only_looks_like_furniture_stays(html, said):
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1)}{html}{text(2)}</div></article>")[2] == said


def test_a_copy_for_another_screen_is_read_once():
    copies = f"<div class='desktop'>{text(0, 1, 2)}</div><div class='mobile'>{text(0, 1, 2)}</div>"
    assert body(f"<article><h1>Reader</h1>{copies}</article>") == SAID[:3]


def test_a_paragraph_that_the_author_wrote_twice_stays_twice():
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1, 2, 1, 3)}</div></article>") == [SAID[n] for n in (0, 1, 2, 1, 3)]


def test_the_picture_of_a_captioned_box_stays():
    box = "<div class='wp-caption'><img src='/case-open.jpg'><p>The case, open</p></div>"
    article = read(
        f"<html><body><h1>Reader</h1><div>{text(0)}{box}{text(1)}</div></body></html>", "https://plainpaper.example/r"
    )
    assert [image.url for image in article.images] == ["https://plainpaper.example/case-open.jpg"]
    assert article.body.split("\n\n") == SAID[:2]


@pytest.mark.parametrize("name", ["paywall", "styled-tags", "subscription-content", "photo-box"])
def test_names_are_not_believed_that_would_take_most_of_the_text(name):
    named = "".join(f"<div class='{name} n{n}'><p>{said}</p></div>" for n, said in enumerate(SAID[1:]))
    assert body(f"<article><h1>Reader</h1><div class='text'>{text(0)}{named}</div></article>") == SAID


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='comments'><p>{SAID[1]}</p></div>",
        f"<div class='teaser'><h3><a href='/o'>Another reader</a></h3><p>{SAID[1]}</p></div>",
        f"<div class='promo'><p>{SAID[1]} <a href='/o'>Here is more on the other one, its maker and its price.</a></p></div>",
    ],
)
def test_a_short_article_beside_many_boxes_is_all_that_is_read(box):
    assert body(f"<article><h1>Reader</h1><div class='text'>{text(0)}{box * 5}</div></article>") == SAID[:1]


@pytest.mark.timeout(30)  # the square would take hours
@pytest.mark.parametrize(
    "html",
    [
        "<div class=a>" * 6_000 + SAID[0],
        f"<div class=a>{SAID[0]}</div>" * 15_000,
        f"<div class=r><h3><a href=/x>T</a></h3><p class=lead>{SAID[0]}</p></div>" * 6_000,
        "<span class=tooltip>x</span>" * 30_000,
        f"<div itemprop=articleBody>{SAID[0]}" * 3_000,
    ],
    ids=["nested", "siblings", "teasers", "inline", "marked"],
)
def test_no_page_costs_the_square_of_its_size(html):
    assert body(f"<h1>A</h1><p>{SAID[1]}</p>{html}")


def test_nothing_is_made_of_nothing():
    assert read("<html><body></body></html>", "https://plainpaper.example/r").body is None
    with pytest.raises(Unreadable):
        read("GIF89a", "https://plainpaper.example/r")
