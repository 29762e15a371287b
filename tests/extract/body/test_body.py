from itertools import pairwise

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


def paragraphs(said):
    return "".join(f"<p>{one}</p>" for one in said)


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

    def test_a_list_of_teasers_is_not_the_text_though_it_is_longer(self):
        teasers = "".join(f"<li><a href='/{n}'>{LEAD[:70]}</a><span>Number {n}: {SAID[n % 4]}</span></li>" for n in range(6))
        ticker = f"<div class='breaking'><div class='news'><ul>{teasers}</ul></div></div>"
        assert body(f"<div>{ticker}<div><h2>Reader</h2><div class='text'>{text(0, 1, 2, 3)}</div></div></div>") == SAID

    def test_lead_below_a_headline_that_only_its_words_tell(self):
        header = f'<header><h3>Reader</h3><div class="lead"><p>{LEAD}</p></div></header>'
        page = f"<main>{header}<div class='x'><div itemprop='articleBody'>{text(0, 1, 2)}</div></div></main>"
        assert body(page, "<title>Reader</title>") == [LEAD, *SAID[:3]]
        assert body(page, "<title>Pad</title>") == SAID[:3]

    @pytest.mark.parametrize(("headline", "found"), [("Reader", [LEAD]), ("<a href='/'>Plain Paper</a>", [])])
    def test_a_box_named_a_teaser_is_the_articles_own_if_it_holds_the_headline(self, headline, found):
        header = f'<div class="teaser-box"><h1>{headline}</h1><p>{LEAD}</p></div>'
        assert body(f"<main>{header}<div class='x'><div class='text'>{text(0, 1, 2)}</div></div></main>") == [*found, *SAID[:3]]

    @pytest.mark.parametrize(("link", "found"), [("", [LEAD]), ("<a href='/o'>More</a>", [])])
    def test_a_teaser_beside_the_headline_is_the_articles_own_if_it_leads_nowhere(self, link, found):
        header = f'<header><h1>Reader</h1><div class="teaser"><p>{LEAD}</p>{link}</div></header>'
        assert body(f"<main>{header}<div class='x'><div class='text'>{text(0, 1, 2)}</div></div></main>") == [*found, *SAID[:3]]

    def test_an_article_that_is_but_the_headlines_stage_is_not_where_the_text_is(self):
        stage = f"<article><h1>Reader</h1><div class='body'><p>{LEAD}</p>{text(1, 2)}</div></article>"
        said = [f"Number {n}: {SAID[0]}" for n in range(40)]
        found = body(f"<section>{stage}<div><article>{''.join(f'<p>{s}</p>' for s in said)}</article></div></section>")
        assert found[-40:] == said

    def test_a_short_dek_is_the_description(self):
        header = '<header><h1>Reader</h1><p class="dek">A case to be opened.</p></header>'
        assert body(f"<main>{header}<div class='x'><div class='text'>{text(0, 1, 2)}</div></div></main>") == SAID[:3]

    def test_the_next_article_below_with_a_headline_of_its_own_is_not_of_this_one(self):
        others = [f"Number {n} of the pads: {said}" for n, said in enumerate(SAID * 2)]
        below = f"<article><h1>A pad that floats</h1>{''.join(f'<p>{said}</p>' for said in others)}</article>"
        page = f"<main><article><h1>Reader</h1>{text(0, 1, 2)}</article>{below}</main>"
        assert body(page, "<title>Reader</title>") == SAID[:3]

    def test_an_h1_for_each_section_is_of_the_article(self):
        parts = "".join(f"<section><h1>Part {n}</h1><p>{said}</p></section>" for n, said in enumerate(SAID))
        read_so = body(f"<article><h1>Reader</h1>{parts}</article>", "<title>Reader</title>")
        assert [said for said in read_so if said in SAID] == SAID

    def test_teasers_beside_the_text_are_not_of_it(self):
        about = "This one is glued, and its maker, asked about it, said no word."
        teaser = f'<div class="t"><h3><a href="/o">Another reader</a></h3><p>{about}</p></div>'
        assert body(f"<div><div class='text'>{text(0, 1, 2)}</div>{teaser * 5}</div>") == SAID[:3]

    @pytest.mark.parametrize("holder", ["div", "aside"])
    def test_the_pages_footer_is_no_text_however_short_the_article_is(self, holder):
        legal = f"<footer><div class='copy'>{text(1, 2, 3)}</div></footer>"
        assert body(f"<div><{holder}><h1>Reader</h1>{text(0)}</{holder}>{legal}</div>", "<title>Reader</title>") == SAID[:1]
        assert body(f"<div><h1>A film of it</h1><video src='/v.mp4'></video>{legal}</div>") == [""]

    def test_what_stands_outside_of_main_is_the_pages(self):
        consent = f"<div class='gdpr'><div class='in'><h2>Dear reader!</h2>{text(2, 3)}</div></div>"
        assert body(f"<main><div>{text(0, 1)}</div></main>{consent}") == SAID[:2]

    def test_short_paragraphs_beside_the_container_count_together(self):
        long = [f"Number {n}: {said}" for n in range(3) for said in SAID]
        nested = f"<div class='row'><div class='cell'><div class='in'>{paragraphs(long)}</div></div></div>"
        beside = f"{text(0)}<h2>The gauge</h2>{text(1, 2)}"
        assert body(f"<h1>Reader</h1><div class='entry'>{beside}{nested}</div>") == [SAID[0], "The gauge", *SAID[1:3], *long]
        assert body(f"<div class='entry'>{text(0)}<h2>Note</h2>{nested}</div>") == long

    def test_headline_and_dek_do_not_count_as_paragraphs_of_a_short_article(self):
        title = "The reader that floats on water, and never sinks, whatever its owner does to it"
        head = f"<h1>{title}</h1><p class='dek'>A case that whoever owns it can open with a driver</p>"
        assert body(f"<article>{head}<div class='entry-content'>{text(0, 1, 2)}</div></article>") == SAID[:3]

    def test_boxes_that_are_paragraphs_count_together_too(self):
        long = [f"Number {n}: {said}" for n in range(3) for said in SAID]
        beside = "".join(f"<div>{said}</div>" for said in SAID[:3])
        page = f"<h1>Reader</h1><div><div>{beside}<div><div>{paragraphs(long)}</div></div></div></div>"
        assert body(page) == [*SAID[:3], *long]

    def test_pieces_that_only_a_numbered_id_makes_alike_are_one_body(self):
        long = [f"Number {n}: {said}" for n in range(3) for said in SAID]
        pieces = [
            f"<div id='c-{70 + n}'><div class='frame'>{paragraphs(of)}</div></div>" for n, of in enumerate((long, SAID[:1]))
        ]
        assert body(f"<h1>Reader</h1><div class='page'>{''.join(pieces)}</div>") == [*long, SAID[0]]

    @pytest.mark.parametrize("hashed", ["1f0ad", "d710ad", "9bio"])
    def test_a_hash_in_a_name_is_no_word(self, hashed):
        section = f"<div id='part-{hashed}'><p>{SAID[2]}</p></div>"
        assert body(f"<h1>Reader</h1><div class='entry'>{text(0, 1)}{section}{text(3)}</div>") == SAID

    @pytest.mark.parametrize("hidden", ['class="slide hidden"', 'class="slide" hidden', 'class="slide" style="display:none"'])
    def test_slides_behind_the_one_that_is_shown_are_of_the_text(self, hidden):
        slides = "".join(f"<div {hidden}>{text(n)}</div>" for n in (1, 2, 3))
        assert body(f"<article><h1>Reader</h1><div><div class='slide'>{text(0)}</div>{slides}</div></article>") == SAID
        other = f"<div class='hidden'>{text(2)}</div><div class='gate hidden'>{text(3)}</div>"
        assert body(f"<article><h1>Reader</h1><div><div class='slide'>{text(0, 1)}</div>{other}</div></article>") == SAID[:2]

    def test_a_heading_that_only_has_a_link_is_no_teaser(self):
        lead = f'<div class="row"><div><h2>{LEAD} So says <a href="/o">the maker</a> of it.</h2></div></div>'
        rest = f'<div class="row"><div>{text(0, 1)}</div></div>'
        assert body(f"<div><h1>Reader</h1><div class='text'>{lead}{rest}</div></div>")[1:] == SAID[:2]

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

    def test_headings_between_paragraphs_that_microdata_names_are_of_the_text(self):
        named = [f"<p itemprop='articleBody'>{said}</p>" for said in SAID]
        page = (
            f"<div><h1>Reader</h1><p>Free.</p>{named[0]}{named[1]}<h2>The gauge</h2><nav>Home</nav>{named[2]}{named[3]}</div>"
        )
        assert body(page) == [*SAID[:2], "The gauge", *SAID[2:]]

    def test_boxes_of_headings_between_two_pieces_are_of_the_text(self):
        head, note = "<div class='heading'><div><h3>The gauge</h3></div></div>", "<div class='note'><div>Note</div></div>"
        page = f"<div><h1>Reader</h1><div class='text'>{text(0, 1)}</div>{head}{note}<div class='text'>{text(2, 3)}</div></div>"
        assert body(page) == [*SAID[:2], "The gauge", *SAID[2:]]

    def test_a_heading_before_a_piece_in_its_own_box_is_of_the_text_if_a_piece_stands_before_it(self):
        heads = ("The radio", "The gauge")
        pieces = [
            f"<div class='part'><h2>{head}</h2><div class='in'>{text(*of)}</div></div>"
            for head, of in zip(heads, ((0,), (1, 2, 3)), strict=True)
        ]
        assert body(f"<div class='page'>{''.join(pieces)}</div>") == ["The radio", SAID[0], "The gauge", *SAID[1:]]

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
        "<p>Читайте також: Рідер, який плаває</p>",
        "<p>Čtěte také: Čtečka, která plave</p>",
        "<p>İlgili Haberler: Yüzen bir okuyucu</p>",
        "<p>İLGİLİ YAZILAR: Yüzen bir okuyucu</p>",
        "<p>AYRICA BAKIN: Yüzen bir okuyucu</p>",
        "<p>あわせて読みたい：水に浮くリーダー</p>",
        "<p>责任编辑：李安</p>",
        "<p>김철수 기자 kim@pocketgear.example</p>",
        "<h3>You may also like</h3><ul><li><a href='/1'>One that floats.</a></li><li><a href='/2'>One more</a></li></ul>",
        "<p><a href='/1'>A reader that floats on water</a></p>",
        "<p><a href='/1'>A reader that floats on water, and that was ...</a></p>",
        "<p><a href='/1'>Does the reader float?</a></p>",
        "<a href='/1'><div><p>This one is glued, and floats on water.</p></div></a>",
        "<div class='td-crumb-container'>Home of readers, of pads, and of all else</div>",
        "<ul><li><a href='/1'>A reader that floats</a></li><li><a href='//m.plainpaper.example/2'>Another</a></li></ul>",
        "<ul><li><a href='https://www.facebook.com/plainpaper'>We there</a></li></ul>",
        "<p><a href='https://shop.example/1'>Get it for 39.99</a></p>",
        "<p>Sign up for our letter and miss nothing</p>",
        "<p>Photo: I. Roth</p>",
        "<div class='page-links'>Pages: <span>1</span> <a href='/r/2/'>2</a></div>",
        "<p>Foto: I. Roth</p>",
        "<div><p>Posted on</p><p>By</p><p>Article by I. Roth</p></div>",
        "<p>Have a tip? Tell us.</p>",
        "<p>Advertisement</p>",
        "<p>2 of 6</p>",
        "<p>Image 1 of / 13</p>",
        "<p>FILE - In this Dec. 12, 2026, file photo, made by the maker, the reader floats on water.</p>",
        "<p>The case, as it was shown to us in May (Image: I. Roth)</p>",
        "<blockquote><p>View this post on Instagram</p><p>A post shared by the maker (@maker)</p></blockquote>",
        "<div><h3>Empfohlener externer Inhalt</h3><p>Ich bin einverstanden, dass mir externe Posts gezeigt werden.</p></div>",
        "<div class='text-to-speech'><p>New: you can now listen to it.</p></div>",
        "<p>* * *</p>",
        "<div class='parts'><a href='?page=1'>1</a> <a href='?page=2'>2</a> | <a href='?page=3'>3</a></div>",
        "<div class='share-bar'><p>Tell your friends about it, wherever they may be.</p></div>",
        "<x-related-box><p>Another reader, which floats on water, was shown in May.</p></x-related-box>",
        "<div class='field field--name-field-related'><p>Another one, which floats, was shown in May.</p></div>",
        "<div class='kg-card kg-bookmark-card'><div class='kg-bookmark-description'>All its 400 pages in one.</div></div>",
        "<div class='RelatedStories-box'><p>Another reader, which floats on water, was shown in May.</p></div>",
        "<div class='entry__newsletter-form'><p>Every day at noon, a letter, for nothing at all.</p></div>",
        "<div class='image'><img src='/i.jpg'><span>The case, as it was shown to us in May.</span></div>",
        "<p class='overline'>From the coast</p>",
        "<div class='post-author'><p>Ira Roth has written of readers since there are any.</p></div>",
        "<div class='author-information'>Ira Roth</div>",
        "<div class='entry-info'>Ira Roth, at noon</div>",
        "<div class='video-player'><h3>The reader, seen from all sides</h3></div>",
        "<p>Contents:</p><ul><li><a href='#gauge'>The gauge</a></li></ul>",
        "<div id='cookiebanner'><p>We bake, and whoever reads on says that he likes it.</p></div>",
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
        ("<p>It floats, says <span class='author'>Ira Roth</span> there.</p>", "It floats, says Ira Roth there."),
        ("<div class='author-irar hentry'><p>It floats.</p></div>", "It floats."),
        ("<div class='elementor-widget-container'><p>It floats.</p></div>", "It floats."),
        ("<div class='social-media-embed'><blockquote>It floats, look!</blockquote></div>", "It floats, look!"),
        ("<ul><li><a href='https://maker.example/parts'>The maker's list of parts</a></li></ul>", "The maker's list of parts"),
        ("<p>In this December issue we look at it.</p>", "In this December issue we look at it."),
        ("<p>It floats (photo: see above), they say.</p>", "It floats (photo: see above), they say."),
        ("<table><tr><td>Video</td><td>no</td></tr></table>", "Video | no"),
        ("<div class='widget specs'><table><tr><td>Chip</td><td>Q3</td></tr></table></div>", "Chip | Q3"),
        ("<ul><li>Video: 8K at 30 frames</li></ul>", "Video: 8K at 30 frames"),
        ("<ul><li>Photo: 50 megapixels</li></ul>", "Photo: 50 megapixels"),
    ],
)
def test_what_only_looks_like_furniture_stays(html, said):
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1)}{html}{text(2)}</div></article>")[2] == said


@pytest.mark.parametrize(("link", "kept"), [("https://maker.co.uk/parts", True), ("https://shop.paper.co.uk/parts", False)])
def test_a_country_has_more_than_one_site(link, kept):
    page = (
        f"<article><h1>Reader</h1><div>{text(0, 1)}<ul><li><a href='{link}'>The list of its parts</a></li></ul></div></article>"
    )
    assert ("The list of its parts" in (read(page, "https://www.paper.co.uk/reader").body or "")) is kept


def test_a_list_of_offers_is_the_text_of_an_article_that_has_no_other():
    offers = [
        f"<p><a href='https://shop.example/{n}'>The reader number {n} of the small firm from the coast</a>, $9</p>"
        for n in range(9)
    ]
    found = body(f"<article><h1>Reader</h1><div>{text(0)}{''.join(offers)}</div></article>")
    assert [found[0], len(found), found[9]] == [SAID[0], 10, "The reader number 8 of the small firm from the coast, $9"]


def test_headings_that_are_links_and_have_no_text_below_tell_of_other_articles():
    others = "".join(f"<h3><a href='/{n}'><img src='/{n}.jpg'>The reader that floats</a></h3>" for n in range(3))
    page = f"<article><h1>Reader</h1><div>{text(0)}{others}<h2>The gauge</h2>{text(1, 2)}{others}</div></article>"
    assert body(page) == [SAID[0], "The gauge", *SAID[1:3]]


@pytest.mark.parametrize("said", ["2024-06-03", "2024/06/03", "2024\u5e746\u67083\u65e5", "2024.06.03", "3 June 2024, 10:30"])
def test_a_date_above_the_text_is_not_of_it(said):
    assert body(f"<article><h1>Reader</h1><div><p>{said}</p>{text(0, 1, 2)}</div></article>") == SAID[:3]


@pytest.mark.parametrize("said", ["By Ira Roth", "Autorin: I. Roth", "Updated: 3 June 2024", "3.6.2024, 10:30 Uhr"])
def test_who_wrote_it_and_when_is_not_of_the_text_where_it_stands_below(said):
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1, 2)}<p>{said}</p><h3>More</h3></div></article>") == SAID[:3]
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1, 2, 3)}<ul><li>{said}</li></ul></div></article>")[4] == said


@pytest.mark.parametrize(
    ("heading", "kept"), [("From the coast: The reader that floats", False), ("On The reader that floats, and the pad", True)]
)
def test_a_headline_that_is_given_again_with_the_line_above_it_is_not_of_the_text(heading, kept):
    page = f"<article><h1>The reader that floats</h1><div><h2>{heading}</h2>{text(0, 1, 2)}</div></article>"
    assert body(page) == [*[heading] * kept, *SAID[:3]]


def test_a_sentence_that_begins_with_a_date_is_of_the_text():
    said = "2024\u5e746\u67083\u65e5 10:30\uff0c\u65b0\u6b3e\u9605\u8bfb\u5668\u53d1\u5e03\u3002"
    assert body(f"<article><h1>Reader</h1><div><p>{said}</p>{text(0, 1, 2)}</div></article>") == [said, *SAID[:3]]


def test_a_copy_for_another_screen_is_read_once():
    copies = f"<div class='desktop'>{text(0, 1, 2)}</div><div class='mobile'>{text(0, 1, 2)}</div>"
    assert body(f"<article><h1>Reader</h1>{copies}</article>") == SAID[:3]


def test_headings_and_lists_of_a_copy_are_read_once_too():
    box = f"<h2>The gauge</h2>{text(0, 1)}<ul><li>Four screws</li></ul>{text(2)}<h3>No glue.</h3>"
    copies = f"<div class='desktop'>{box}</div><div class='mobile'>{box}</div>"
    read_so = body(f"<article><h1>Reader</h1>{copies}<p>Four screws</p></article>")
    assert read_so == ["The gauge", *SAID[:2], "Four screws", SAID[2], "No glue.", "Four screws"]


def test_a_long_paragraph_that_follows_itself_at_once_is_read_once():
    long = f"{SAID[0]} {SAID[1]}"
    assert body(f"<article><h1>Reader</h1><div>{paragraphs([long] * 3)}{text(2)}</div></article>") == [long, SAID[2]]
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1, 1, 2)}</div></article>") == [SAID[n] for n in (0, 1, 1, 2)]


@pytest.mark.parametrize(
    "heading",
    [
        "Comments",
        "34 responses to “Reader”",
        "12 Kommentare",
        "2 Antworten zu „Reader“",
        "Top Rated Comments",
        "Commentaires (3)",
        "1 thought on Reader",
    ],
)
def test_what_stands_below_the_heading_of_the_comments_is_not_of_the_text(heading):
    said = "I would buy it at once, if only it came in green, honestly."
    page = f"<h1>Reader</h1><div>{text(0, 1, 2)}<h3>{heading}</h3><div><p>{said}</p></div></div>"
    assert body(f"<article>{page}</article>") == SAID[:3]


@pytest.mark.parametrize("heading", ["Comments on the hinge", "A response", "Kommentar"])
def test_a_heading_of_one_comment_is_of_the_text(heading):
    assert body(f"<article><h1>Reader</h1><div>{text(0, 1, 2)}<h3>{heading}</h3>{text(3)}</div></article>")[-2] == heading


def test_what_is_called_a_lead_does_not_count_together_with_paragraphs_beside_the_text():
    leads = (
        "<p class='dek'>What four screws tell about its maker.</p><p class='summary'>No glue, two boards, a spare battery.</p>"
    )
    page = (
        f"<article><h1>Reader</h1>{leads}<div class='by'>By Ann Lee</div><div class='entry'>{text(0, 1, 2, 3)}</div></article>"
    )
    assert body(page) == SAID


def test_the_way_to_the_comments_above_the_text_ends_nothing():
    assert body(f"<article><h1>Reader</h1><div><h4>Comments (3)</h4>{text(0, 1, 2, 3)}</div></article>")[1:] == SAID


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


def test_a_paragraph_that_a_caption_far_away_repeats_is_of_the_text():
    picture = f"<figure><img src='/i.jpg'><figcaption>{SAID[0]}</figcaption></figure>"
    assert body(f"<article><h1>Reader</h1>{text(0, 1, 2, 3)}{picture}</article>") == SAID
    assert body(f"<article><h1>Reader</h1>{text(1, 2, 3)}{picture}{text(0)}</article>") == SAID[1:]


@pytest.mark.parametrize("named", ["", "class='photo-box'"])
def test_where_captions_hold_most_of_the_text_they_are_it(named):
    slides = [
        f"<figure {named}><img src='/{n}.jpg'><figcaption><p>{said}</p></figcaption></figure>" for n, said in enumerate(SAID)
    ]
    assert body(f"<article><h1>Reader</h1><p>{LEAD}</p>{''.join(slides)}</article>") == [LEAD, *SAID]
    assert body(f"<article><h1>Reader</h1>{text(1, 2, 3)}{slides[0]}</article>") == SAID[1:]


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
        "".join(f"<p>{n}: {SAID[0]}</p>" for n in range(10_000)) * 2,
        "<div>" + "<br> <b> </b>" * 15_000,
        "<table>" + "<tr><td><p>a<td><p>b" * 6_000,
        "<article>" + "<div><footer>a</footer>" * 6_000,
        "<div class=s>a</div><div class='s hidden'>b</div>" * 6_000,
    ],
    ids=["nested", "siblings", "teasers", "inline", "marked", "copied", "broken", "rows", "footers", "slides"],
)
def test_no_page_costs_the_square_of_its_size(html):
    assert body(f"<h1>A</h1><p>{SAID[1]}</p>{html}")


def test_nothing_is_made_of_nothing():
    assert read("<html><body></body></html>", "https://plainpaper.example/r").body is None
    with pytest.raises(Unreadable):
        read("GIF89a", "https://plainpaper.example/r")


def blocks(html):
    page = f"<html><body><article><h1>Reader</h1><div>{text(0, 1)}{html}{text(2)}</div></article></body></html>"
    article = read(page, "https://plainpaper.example/r", site=None)
    start, end = f"<p>{SAID[1].replace(chr(39), '&#x27;')}</p>\n", f"\n<p>{SAID[2]}</p>"
    between = article.body.partition(f"{SAID[1]}\n\n")[2].partition(f"\n\n{SAID[2]}")[0]
    markup = article.body_html.replace("'", "&#x27;")
    return between, markup.partition(start)[2].partition(end)[0]


def test_a_row_of_a_table_is_one_block_whatever_its_cells_are_made_of():
    ports = "<tr><td>Ports</td><td><ul><li>USB</li><li>SIM</li></ul></td></tr>"
    said, markup = blocks(f"<table><tr><td><p>Weight</p></td><td><div>190 g</div></td></tr>{ports}</table>")

    assert said == "Weight | 190 g\n\nPorts | USB SIM"
    assert "<td>Weight</td><td>190 g</td>" in markup


def test_an_empty_cell_keeps_its_place():
    said, markup = blocks(
        "<table><tr><th></th><th>Reader 1</th><th>Reader 2</th></tr><tr><td>Weight</td><td></td><td>190 g</td></tr></table>"
    )

    assert said == "| Reader 1 | Reader 2\n\nWeight | | 190 g"
    assert "<td></td><td>Reader 1</td><td>Reader 2</td>" in markup
    assert "<td>Weight</td><td></td><td>190 g</td>" in markup


def test_a_cell_that_stands_in_no_table_is_no_cell():
    said, markup = blocks("<p>The hinge</p><span>lasts</span><td>for years</td>")

    assert "lasts | for years" in said
    assert "</td>" not in markup


def test_a_table_that_is_the_frame_of_a_page_gives_its_paragraphs():
    page = f"<table><tr><td>Menu</td><td><h1>Reader</h1>{text(0, 1, 2, 3)}</td></tr></table>"

    assert body(page)[-4:] == SAID


def test_code_keeps_its_indents():
    said, markup = blocks("<pre><code>def open(case):\n    if case.glue &lt; 1:\n        return   4  # screws</code></pre>")

    assert said == "def open(case):\n    if case.glue < 1:\n        return   4  # screws"
    assert markup == "<pre><code>def open(case):\n    if case.glue &lt; 1:\n        return   4  # screws</code></pre>"


@pytest.mark.parametrize("indent", [" ", "\t", "\u3000 "], ids=["blank", "tab", "wide"])
def test_a_text_that_begins_with_code_begins_with_no_blank(indent):
    article = read(f"<pre>{indent}open the case:\n{indent}{indent}lift it", "https://plainpaper.example/r", site=None)

    assert article.body == f"open the case:\n{indent}{indent}lift it"


def test_a_numbered_list_stays_one():
    said, markup = blocks("<ol><li>Open the case.</li><li>Take out the battery.</li></ol>")

    assert said == "Open the case.\n\nTake out the battery."
    assert markup == "<ol>\n<li>Open the case.</li>\n<li>Take out the battery.</li>\n</ol>"


def test_paragraphs_that_only_breaks_part_keep_their_links_and_their_headings():
    link = "<a href='/o'>the other reader of the same small firm from the coast</a>"
    lines = [*SAID[:3], "Verdict", f"It beats {link} in every way but one.", SAID[3]]
    found = read(f"<body><h1>Reader</h1><div>{'<br> <br>'.join(lines)}</div></body>", "https://plainpaper.example/r", site=None)

    assert found.body.split("\n\n")[3] == "Verdict"
    assert '<p>It beats <a href="https://plainpaper.example/o">the other reader' in found.body_html


def test_a_break_parts_long_lines_that_end_a_sentence_and_no_others():
    long = [f"{one} {other}" for one, other in pairwise(SAID)]

    assert body(f"<h1>Reader</h1><div>{'<br>'.join(long)}</div>") == long
    assert body(f"<h1>Reader</h1><div><p>{SAID[0]}<br>{SAID[1]}</p>{text(2, 3)}</div>")[0] == f"{SAID[0]} {SAID[1]}"
    hans = ["\u8fd9\u662f\u4e00\u4e2a\u9605\u8bfb\u5668\uff0c" * 8 + f"{n}\u3002" for n in range(3)]
    assert body(f"<h1>Reader</h1><div>{'<br>'.join(hans)}</div>") == hans


def test_links_lead_to_other_pages():
    see = "<p>See <a href='#gauge'>below</a>, or <a href='/o'>the other</a>.</p>"
    page = f"<body><h1>Reader</h1><div>{text(0, 1)}{see}</div></body>"
    assert [link.text for link in read(page, "https://plainpaper.example/r", site=None).links] == ["the other"]


class TestEmbedded:
    FRAMES = (
        ("https://www.youtube.com/embed/abc123?rel=0&start=5", True),
        ("//player.vimeo.com/video/7", True),
        ("https://www.facebook.com/plugins/post.php?href=x", True),
        ("https://ads.example/frame?slot=3", False),
        ("https://letters.example/embed/newsletter", False),
        ("https://disqus.com/embed/comments/?f=x", False),
        ("about:blank", False),
    )

    @pytest.mark.parametrize(("source", "kept"), FRAMES)
    def test_a_video_or_post_in_a_frame_is_a_link_in_its_place(self, source, kept):
        frame = f'<div class="video"><iframe src="{source}"></iframe></div>'
        page = f"<html><body><article><h1>Reader</h1>{text(0, 1)}{frame}{text(2, 3)}</article></body></html>"
        found = read(page, "https://www.plainpaper.example/reader", site=None)
        address = source if source.startswith("https") else f"https:{source}"
        shown = address.replace("&", "&amp;")
        link = [f'<figure><a href="{shown}">{shown}</a></figure>'] if kept else []

        assert found.body.split("\n\n") == SAID
        assert found.body_html.split("\n") == [
            f"<p>{SAID[0]}</p>",
            f"<p>{SAID[1]}</p>",
            *link,
            *(f"<p>{s}</p>" for s in SAID[2:]),
        ]

    def test_a_frame_that_is_loaded_late_is_one(self):
        frame = '<iframe data-src="https://www.youtube.com/embed/abc123"></iframe>'
        page = f"<article><h1>Reader</h1>{text(0, 1)}<p>{frame}</p></article>"

        assert "youtube.com/embed/abc123" in read(page, "https://www.plainpaper.example/reader", site=None).body_html

    @pytest.mark.parametrize(
        ("markup", "address"),
        [
            ("<lite-youtube videoid='a_B-1'><a href='/x'>Play it!</a></lite-youtube>", "https://www.youtube.com/watch?v=a_B-1"),
            ("<amp-youtube data-videoid='a_B-1'></amp-youtube>", "https://www.youtube.com/watch?v=a_B-1"),
            (
                "<blockquote data-instgrm-permalink='https://www.instagram.com/p/a1/'><p>View this post</p></blockquote>",
                "https://www.instagram.com/p/a1/",
            ),
            ("<lite-youtube videoid='&quot;><b>'></lite-youtube>", None),
        ],
    )
    def test_what_a_script_replaces_by_a_frame_is_a_link_in_its_place(self, markup, address):
        page = f"<article><h1>Reader</h1>{text(0, 1)}{markup}{text(2)}</article>"
        found = read(page, "https://plainpaper.example/r", site=None)
        shown = found.body_html.partition(f"<p>{SAID[1]}</p>\n")[2].removesuffix(f"<p>{SAID[2]}</p>").rstrip()

        assert found.body.split("\n\n") == SAID[:3]
        assert shown == (f'<figure><a href="{address}">{address}</a></figure>' if address else "")


def test_lines_in_the_cell_of_a_page_that_is_a_table_are_paragraphs_and_the_menus_cell_is_none():
    menu = "<td><b>Rubrics</b><br><a href='/a'>Phones</a><br><a href='/b'>Readers</a></td>"
    page = f"<table><tr>{menu}<td><h1>Reader</h1>{'<br><br>'.join(SAID)}</td></tr></table>"

    assert body(page) == SAID


def test_what_stands_beside_a_picture_in_its_figure_is_its_caption_however_it_is_marked():
    said = "<p class='media__description'>The open case \u2014 Photo: Ida Roth</p>"
    page = f"<article><h1>Reader</h1>{text(0)}<figure><img src='/case.jpg' width='900'>{said}</figure>{text(1, 2)}</article>"
    article = read(f"<html><body>{page}</body></html>", "https://plainpaper.example/r", site=None)

    assert article.body == "\n\n".join(SAID[:3])
    assert [(image.caption, image.credit) for image in article.images] == [("The open case", "Ida Roth")]


def test_a_table_code_or_long_text_in_a_figure_stays():
    inside = f"<img src='/case.jpg' width='900'><pre>open case</pre><p>{' '.join(SAID)}</p>"

    assert blocks(f"<figure>{inside}</figure>")[0] == f"open case\n\n{' '.join(SAID)}"


def test_a_row_with_a_picture_or_a_list_stands_between_the_rows_of_text():
    rows = [text(0), text(1), "<img src='/case.jpg' width='900'>", text(2), "<ul><li>four screws</li></ul>", text(3)]
    page = f"<div><h1>Reader</h1>{''.join(f'<div class=row><div>{row}</div></div>' for row in rows)}</div>"
    article = read(f"<html><body>{page}</body></html>", "https://plainpaper.example/r", site=None)

    assert article.body == "\n\n".join([*SAID[:3], "four screws", SAID[3]])
    assert [image.url for image in article.images] == ["https://plainpaper.example/case.jpg"]


def test_a_box_that_is_called_a_picture_stands_between_the_pieces_of_the_text():
    box = "<div class='block image-block'><img src='/case.jpg' width='900'><p class='image-caption'>The case</p></div>"
    rows = "".join(
        f"<div class='block'><div class='content'><p>{said}</p></div></div>{box if n == 1 else ''}"
        for n, said in enumerate(SAID)
    )
    article = read(f"<html><body><div><h1>Reader</h1>{rows}</div></body></html>", "https://plainpaper.example/r", site=None)

    assert article.body.split("\n\n") == SAID
    assert [image.caption for image in article.images] == ["The case"]


def test_a_byline_with_its_reading_time_is_no_text():
    page = f"<article><h1>Reader</h1><div>Ida Roth \u00b7 4 min read \u00b7 Nov 5, 2024</div>{text(0, 1, 2)}</article>"

    assert body(page) == SAID[:3]


@pytest.mark.parametrize("page", ["<main>{0}</main>{1}", "<article>{0}</article>{1}", "<div>{0}{1}</div>"])
def test_a_short_article_is_not_the_list_of_longer_teasers_below(page):
    cards = "".join(
        f"<div class='card'><h3><a href='/{n}'>Another one</a></h3><p>{said}</p></div>" for n, said in enumerate(SAID)
    )
    news = "The reader is out today, and costs nineteen euros in every shop."

    assert body(page.format(f"<div><h1>Reader</h1><p>{news}</p></div>", f"<section>{cards}</section>")) == [news]


def test_the_longest_row_of_a_list_keeps_its_heading_and_its_picture_as_the_others_do():
    said = [f"{SAID[0]} {SAID[1]}", *SAID[2:]]
    rows = [f"<h2>Reader {n}</h2><img src='/{n}.jpg' width='900'><div class='dek'><p>{p}</p></div>" for n, p in enumerate(said)]
    page = f"<article><h1>Readers</h1><div>{''.join(f'<div class=slide>{row}</div>' for row in rows)}</div></article>"
    article = read(f"<html><body>{page}</body></html>", "https://plainpaper.example/r", site=None)

    assert article.body == "\n\n".join(line for n, p in enumerate(said) for line in (f"Reader {n}", p))
    assert [image.url[-6:] for image in article.images] == ["/0.jpg", "/1.jpg", "/2.jpg"]


def test_ghosts_boxes_of_text_are_of_the_text():
    inside = "The reader was lent to us by its maker for six weeks."

    assert blocks(f"<div class='kg-card kg-callout-card'><div class='kg-callout-text'>{inside}</div></div>")[0] == inside
