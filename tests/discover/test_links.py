import pytest

from newsscrape.discover.links import article_like

HOME = "https://www.x.example/"


@pytest.mark.parametrize(
    "path",
    [
        "/2024/06/12/fold-hinge/",
        "/news/new-folding-phone-has-two-hinges",
        "/news/fold-hinge-123456",
        "/news/fold_id8841",
        "/story/12345/fold",
        "/Fold-hinge-review.98765.0.html",
        "/fold_hinge-news-2674.php",
        "/2024/06/f%C3%BCnf-falten",
    ],
)
def test_an_articles_address(path):
    assert article_like(HOME, "https://x.example" + path)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/news/",
        "/phones",
        "/tag/phones-with-a-good-hinge",
        "/author/jane-q-public-the-third",
        "/page/12345",
        "/2024/06/12/fold-hinge.jpg",
        "/privacy-policy/",
        "/deals/best-deals-of-this-week-2024",
        "/12345",
    ],
)
def test_not_an_articles_address(path):
    assert not article_like(HOME, "https://x.example" + path)


def test_another_site():
    assert not article_like(HOME, "https://y.example/2024/06/12/fold-hinge/")
    assert article_like(HOME, "https://m.x.example/2024/06/12/fold-hinge/")
