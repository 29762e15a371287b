import json

import pytest

import newsscrape
from newsscrape.extract import images
from newsscrape.extract.evidence import Evidence
from newsscrape.extract.rules import Rules
from newsscrape.model import Image
from newsscrape.page import Page


def read(figure):
    page = Page("https://a.example/x", f"<body>{figure}</body>".encode())
    return images.read(page, next(page.root.iter("img")))


def test_a_copy_for_no_script_leaves_the_caption_with_its_picture():
    late = '<img data-src="/a.png"><noscript><picture><img src="/a.png"></picture></noscript>'
    image = read(f'<figure>{late}<figcaption>The hinge <span class="credit">Photo: Eva</span></figcaption></figure>')

    assert (image.url, image.caption, image.credit) == ("https://a.example/a.png", "The hinge", "Eva")


def test_a_credit_may_be_all_that_a_caption_says():
    image = read('<figure><img src="/a.png"><figcaption><span class="caption-credit">Eva</span></figcaption></figure>')

    assert (image.caption, image.credit) == (None, "Eva")


def test_the_caption_of_two_pictures_is_no_ones():
    image = read('<figure><img src="/a.png"><img src="/b.png"><figcaption>Both</figcaption></figure>')

    assert (image.url, image.caption) == ("https://a.example/a.png", None)


def test_the_largest_of_a_picture_and_its_sources_is_shown_the_others_are_its_variants():
    image = read(
        '<picture><source srcset="/a-800x450.jpg 800w, /a-1600x900.jpg 1600w"><source type="image/webp">'
        '<img src="/a-400x225.jpg" alt="A  hinge" width="400"></picture>'
    )

    assert (image.url, image.alt, image.width) == ("https://a.example/a-1600x900.jpg", "A hinge", 400)
    assert dict(image.variants) == {"https://a.example/a-800x450.jpg": 800, "https://a.example/a-400x225.jpg": None}


@pytest.mark.parametrize(
    "name", ["data-src", "data-original", "data-lazy-src", "data-original-mos", "data-pin-media", "data-lazy"]
)
def test_a_picture_that_waits_for_a_script_is_where_the_script_takes_it_from(name):
    assert read(f'<img src="data:image/gif;base64,R0lGOD" {name}="/a.jpg">').url == "https://a.example/a.jpg"


@pytest.mark.parametrize("name", ["lazyload", "pic lazyload", "img-placeholder", "is-blank"])
def test_a_class_for_the_script_that_loads_a_picture_says_nothing_against_it(name):
    assert read(f'<img class="{name}" data-src="/a.jpg">').url == "https://a.example/a.jpg"


@pytest.mark.parametrize("box", ["{}{}", "<div>{}</div>{}"])
def test_a_picture_without_an_address_has_that_of_its_copy_for_no_script(box):
    image = read(box.format('<img class="lazy" src="/img/blank.gif">', '<noscript><img src="/a.jpg"></noscript>'))

    assert image.url == "https://a.example/a.jpg"


def test_an_address_says_nothing_of_a_picture():
    assert read('<img src="/u/a.jpg" alt="https://a.example/u/a.jpg">').alt is None


def test_a_link_to_the_whole_file_gives_the_largest():
    image = read('<a href="/u/a.jpg"><img src="/u/a-300x200.jpg" srcset="/u/a-600x400.jpg 600w"></a>')

    assert image.url == "https://a.example/u/a.jpg"
    assert read('<a href="/u/b.jpg"><img src="/u/a.jpg"></a>').url == "https://a.example/u/a.jpg"
    assert read('<a href="/u/hinge.png"><img src="/p/csm_hinge_611a26642b.jpg"></a>').url == "https://a.example/u/hinge.png"


@pytest.mark.parametrize(
    "tag",
    [
        '<img src="/logo.png">',
        '<img src="/a.jpg" class="avatar">',
        '<img src="/img/1x1.gif">',
        '<img src="/t/pixel.gif">',
        '<img src="/a.jpg" width="1" height="1">',
        '<img src="/icons/share.svg" width="48">',
        '<img src="data:image/gif;base64,R0lGOD">',
    ],
)
def test_signs_people_and_pixels_are_no_pictures_of_the_article(tag):
    assert read(tag) is None


def test_a_width_with_a_superscript_is_none():
    assert read('<img src="/a.jpg" width="\u00b220">').width is None


def test_a_phone_may_be_called_pixel_and_a_logo_be_the_story():
    assert read('<img src="/news/google-pixel-9/pixel-9a-leak.jpg">').url.endswith("pixel-9a-leak.jpg")
    assert read('<img src="/new-logo.jpg" width="800">').url.endswith("new-logo.jpg")


def shown(head, body=""):
    text = "".join(f"<p>Hinge number {n} is made of steel, and it turns as it should on every day.</p>" for n in range(5))
    page = f"<html><head>{head}</head><body><article><h1>Hinges</h1>{body}{text}</article></body></html>"
    return newsscrape.read(page, "https://a.example/x").images


def test_the_lead_is_merged_with_its_copy_in_the_body_whatever_its_size():
    (image,) = shown(
        '<meta property="og:image" content="/u/-952x498/a.jpg">', '<figure><img src="/u/-344x215/a.jpg" alt="A"></figure>'
    )

    assert (image.role, image.alt, dict(image.variants)) == ("lead", "A", {"https://a.example/u/-344x215/a.jpg": None})


def test_the_lead_above_the_text_has_the_caption_that_stands_under_it():
    hero = (
        '<figure><img src="/u/hinge-800x450.jpg" alt="H"><figcaption>The hinge <small>Photo: Eva</small></figcaption></figure>'
    )
    article = "<article><p>Hinges turn, and this one turns as it should on every day of the week.</p></article>" * 4
    page = f'<head><meta property="og:image" content="/u/hinge.jpg"></head><h1>Hinges</h1><header>{hero}</header>{article}'
    (lead,) = newsscrape.read(page, "https://a.example/x").images

    assert (lead.url, lead.alt, lead.caption, lead.credit) == ("https://a.example/u/hinge.jpg", "H", "The hinge", "Eva")


def test_of_several_leads_that_is_taken_which_is_on_the_page():
    metas = '<meta property="og:image" content="/a.gif"><meta property="og:image:secure_url" content="/b.jpg">'

    assert shown(metas, '<div class="cover"><img src="/b.jpg"></div>')[0].url == "https://a.example/b.jpg"
    assert shown(metas)[0].url == "https://a.example/a.gif"


@pytest.mark.parametrize(
    "image",
    [
        "/a.jpg",
        ["/a.jpg"],
        {"@type": "ImageObject", "name": "The hinge", "url": "/a.jpg"},
        [{"@type": "ImageObject", "contentUrl": "/a.jpg"}, 5, None, {}],
        {"@id": "#lead"},
    ],
)
def test_the_lead_of_json_ld_is_an_address_or_an_object_with_one(image):
    graph = [
        {"@type": "NewsArticle", "headline": "Hinges", "image": image},
        {"@type": "ImageObject", "@id": "#lead", "url": "/a.jpg"},
    ]
    (lead,) = shown(f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>')

    assert (lead.role, lead.url) == ("lead", "https://a.example/a.jpg")


def test_an_author_is_no_picture():
    metas = '<meta property="og:image" content="/l-intro.jpg">'
    ld = {"@type": "NewsArticle", "headline": "Hinges", "image": {"@type": "ImageObject", "url": "/l-intro.jpg"}}
    ld["author"] = {"@type": "Person", "name": "Ada Quill", "url": "/author/ada/"}
    (lead,) = shown(f'{metas}<script type="application/ld+json">{json.dumps(ld)}</script>')

    assert lead.url == "https://a.example/l-intro.jpg"


def test_of_one_picture_shown_in_several_sizes_the_largest_is_kept_at_the_first_ones_place():
    small, whole, large = (f'<img src="/u/{name}.jpg">' for name in ("a-300x200", "a", "a-1024x683"))

    assert [image.url for image in shown("", small + large + '<img src="/u/b.jpg">')] == [
        "https://a.example/u/a-1024x683.jpg",
        "https://a.example/u/b.jpg",
    ]
    assert [image.url for image in shown("", small + whole + large)] == ["https://a.example/u/a.jpg"]


def test_the_sites_own_sign_is_a_lead_only_where_there_is_nothing_else():
    meta = '<meta property="og:image" content="/static/og-logo-512x512.png">'

    assert [image.url for image in shown(meta, '<figure><img src="/a.jpg"></figure>')] == ["https://a.example/a.jpg"]
    assert [image.url for image in shown(meta)] == ["https://a.example/static/og-logo-512x512.png"]
    for name in ("placeholder.png", "share_blank.jpg", "favicon-96x96.png", "apple-touch-icon.png", "site.ico"):
        assert shown(f'<meta property="og:image" content="/{name}">') == ()


@pytest.mark.parametrize("name", ["opengraph_default.png", "og-image.jpg", "social_placeholder.png", "pocketgear_logo.png"])
def test_names_of_a_sites_own_sign(name):
    page = Page("https://www.pocketgear.example/x", f'<head><meta property="og:image" content="/{name}"></head>'.encode())
    picture = Image("https://www.pocketgear.example/a.jpg")
    assert images.lead(Evidence(page, Rules()), [picture]) is None


def test_a_captioned_box_of_wordpress_shows_its_picture_and_not_its_caption_as_text():
    box = '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">The open hinge. Photo: Eva Example</p></div>'
    (image,) = shown("", box)

    assert (image.caption, image.credit) == ("The open hinge.", "Eva Example")


def test_long_attributes_take_time_in_proportion():
    long = "x" * 500_000
    assert read(f'<img src="/a.jpg" srcset="{long}" class="{long}" alt="{long}">').url == "https://a.example/a.jpg"
    assert shown(f'<meta property="og:image" content="/{"1x" * 3_000}.png">')


def test_a_caption_in_the_next_box_around_a_picture_and_its_frame():
    frame = "<div class='field-media-image'><img src='/u/case.jpg' width='900'></div>"
    box = f"<article class='media'>{frame}<div class='field-caption'>The case. Foto: Ida Roth</div></article>"
    page = Page("https://a.example/r", f"<html><body>{box}</body></html>".encode())
    image = images.read(page, page.tagged("img")[0])

    assert image is not None
    assert (image.caption, image.credit) == ("The case.", "Ida Roth")


@pytest.mark.parametrize("attributes", ["src='/u/a.jpg' width='728' height='90'", "src='/ads/a.jpg' width='600' height='400'"])
def test_an_advertisement_by_its_shape_or_its_place_is_no_picture_of_the_article(attributes):
    assert read(f"<img {attributes}>") is None
