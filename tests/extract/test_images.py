from newsscrape.extract import images
from newsscrape.page import Page


def read(figure):
    page = Page("https://a.example/x", f"<body>{figure}</body>".encode())
    return images.read(page, next(page.root.iter("img")))


def test_a_copy_for_no_script_leaves_the_caption_with_its_picture():
    late = '<img data-src="/a.png"><noscript><picture><img src="/a.png"></picture></noscript>'
    image = read(f'<figure>{late}<figcaption>The hinge <span class="credit">Photo: Eva</span></figcaption></figure>')

    assert (image.url, image.caption, image.credit) == ("https://a.example/a.png", "The hinge", "Eva")


def test_the_caption_of_two_pictures_is_no_ones():
    image = read('<figure><img src="/a.png"><img src="/b.png"><figcaption>Both</figcaption></figure>')

    assert (image.url, image.caption) == ("https://a.example/a.png", None)
