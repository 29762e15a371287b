import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.extract.image_urls import is_file, is_large, stated_width, unwrapped, variant_key

PICTURE = "https://a.example/u/a.jpg"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/_next/image?url=%2Fu%2Fa.jpg&w=640&q=75",
        "https://b.example/_next/image?url=https%3A%2F%2Fa.example%2Fu%2Fa.jpg&w=640",
        "https://b.example/cdn-cgi/image/width=640,quality=80/https://a.example/u/a.jpg",
        "https://a.example/cdn-cgi/image/width=640/u/a.jpg",
        "https://i0.wp.com/a.example/u/a.jpg?resize=640%2C480&ssl=1",
        "https://images.weserv.nl/?url=a.example/u/a.jpg&w=640",
        "https://b.example/unsafe/640x480/https%3A%2F%2Fa.example%2Fu%2Fa.jpg",
        "https://i1.wp.com/b.example/_next/image/https:/a.example/u/a.jpg",
    ],
)
def test_a_picture_is_taken_out_of_the_service_that_resizes_it(url):
    assert unwrapped(url) == PICTURE


@pytest.mark.parametrize(
    "url",
    [
        PICTURE,
        "https://archive.example/web/20130101im_/http://a.example/u/a.jpg",
        "https://a.example/share?u=hello",
        "https://a.example/story?url=/b",
        "https://[bad/u/a.jpg",
        "https://a.example/u/http%3A%2Fb.example%02",
        "https://a.example/_next/image?url=//%3Cb",
    ],
)
def test_other_addresses_stay_as_they_are(url):
    assert unwrapped(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/u/-344x215/a.jpg",
        "https://a.example/u/inline/-1200w5/a.jpg",
        "https://a.example/u/a-1200x675.jpg",
        "https://a.example/u/a-scaled.jpg?w=300",
        "https://a.example/u/a@2x.jpg",
        "https://a.example/u/a.jpg.webp",
        "https://a.example/w_1200,h_675,c_fill/u/a.jpg",
        "https://a.example/fit-in/1200x675/u/a.jpg",
        "https://a.example/rs:fill:1200:675/u/a.jpg",
        "https://a.example/Rq81nYw0bXc2dEf3gHi4jKl5mNo=/0x0:2040x1360/fit-in/1200x630/u/a.jpg",
        "https://a.example/1600x/u/a.jpg",
        "https://a.example/16:9/w_2400,h_1350,c_limit/u/a.jpg",
        "https://a.example/master/w_1600,c_limit/u/a.jpg",
        "https://a.example/u/a-1200-80.jpg",
        "https://a.example/u/a-1000w-563h.jpg",
        "https://a.example/styles/wide_2x/public/u/a.jpg.webp?itok=Ab3",
    ],
)
def test_sizes_of_one_picture_share_a_key(url):
    assert variant_key(url) == variant_key(PICTURE)


def test_what_else_tells_pictures_apart_stays_in_the_key():
    assert variant_key("https://a.example/pic.php?id=5&w=300") == variant_key("https://a.example/pic.php?id=5&w=900")
    assert variant_key("https://a.example/pic.php?id=5") != variant_key("https://a.example/pic.php?id=6")
    assert variant_key("https://a.example/2023/11/a.jpg") != variant_key("https://a.example/2023/12/a.jpg")


@pytest.mark.parametrize(
    ("url", "width"),
    [
        ("https://a.example/a-1200x675.jpg", 1200),
        ("https://a.example/u/-344x215/a.jpg", 344),
        ("https://a.example/a.jpg?resize=640,480", 640),
        ("https://a.example/w_900/a.jpg", 900),
        ("https://a.example/2023/11/a.jpg", None),
    ],
)
def test_an_address_may_say_how_wide_its_picture_is(url, width):
    assert stated_width(url) == width


@given(st.text(max_size=200))
def test_any_address_can_be_asked(text):
    for url in (text, f"https://a.example/{text}", f"https://a.example/a.jpg?{text}"):
        assert unwrapped(unwrapped(url)) is not None
        assert isinstance(variant_key(url), str)
        assert stated_width(url) is None or stated_width(url) >= 0
        assert is_file(url) in (True, False)


def test_long_addresses_take_time_in_proportion():
    for piece in ("1x", "-1", "w_1,", "a_1:", "/w/1", "logo-", "1", "https:/", "%3A", "rs:a:1"):
        url = f"https://a.example/{piece * 20_000}"
        assert variant_key(url).startswith("a.example")
        stated_width(url)


def test_the_sizes_that_ghost_makes_of_a_picture_share_its_key():
    key = variant_key("https://a.example/content/images/2024/10/a.jpg")

    assert variant_key("https://a.example/content/images/size/w1200/2024/10/a.jpg") == key
    assert variant_key("https://a.example/content/images/size/w600h400/format/webp/2024/10/a.jpg") == key


def test_a_copy_that_is_called_large_shares_its_key():
    assert is_large("https://a.example/img/l-intro-1771700001.jpg")
    assert not is_large("https://a.example/img/l-shaped.jpg")
    assert variant_key("https://a.example/img/l-intro-1771700001.jpg") == variant_key(
        "https://a.example/img/intro-1771700001.jpg"
    )
