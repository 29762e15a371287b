import pytest

from newsscrape.extract.captions import told_apart


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The hinge (Photo: Eva Example)", "The hinge", "Eva Example"),
        ("The hinge. Credit: Eva Example", "The hinge.", "Eva Example"),
        ("Photo by Byron Example", None, "Byron Example"),
        ("Foto: Eva Example / dpa", None, "Eva Example / dpa"),
        ("Das Scharnier (Bild: Eva Example)", "Das Scharnier", "Eva Example"),
        ("The hinge | \u00a9 Eva Example", "The hinge", "Eva Example"),
        ("The hinge. Byron Example/Getty Images", "The hinge.", "Byron Example/Getty Images"),
        ("Cr\u00e9dit photo : Eva Example", None, "Eva Example"),
        ("The image shows: a hinge", "The image shows: a hinge", None),
        ("A hinge, as sold by the maker", "A hinge, as sold by the maker", None),
        ("", None, None),
    ],
)
def test_a_line_is_told_apart_into_caption_and_credit(text, caption, credit):
    assert told_apart(text) == (caption, credit)
