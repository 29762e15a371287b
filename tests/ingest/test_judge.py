import pytest

from newsscrape import reading
from newsscrape.ingest.judge import judge
from newsscrape.model import Outcome
from newsscrape.page import Page

SENTENCE = "The new hinge survived half a million folds in our lab, and it did so without a creak. "
LINKS = "".join(f'<h3><a href="/2024/06/{day:02}/a-new-phone-is-here-{day}/">A phone</a></h3>' for day in range(1, 25))


def judged(html, url="https://www.pocketgear.example/2024/06/12/fold-hinge-lasts/"):
    page = Page(url, f"<html>{html}</html>".encode())
    return judge(reading.read_pages([page], "article"), [page])


@pytest.mark.parametrize(
    ("reason", "html"),
    [
        ("soft-404", "<title>Page not found</title><body><h1>404</h1><p>Nothing here. Try our search, or go home.</p>"),
        ("soft-404", "<title>Pocket Gear</title><body><h1>Seite nicht gefunden</h1><p>Leider gibt es diese Seite nicht.</p>"),
        ("challenge", "<title>Just a moment...</title><body><p>Checking your browser before accessing the site.</p>"),
        ("challenge", "<title>Pocket Gear</title><body><h1>Are you a robot?</h1><p>Please solve the puzzle below.</p>"),
        ("database-error", "<title>Oops</title><body><h1>Error establishing a database connection</h1>"),
        ("login", "<title>Log in</title><body><h1>Log in</h1><form><input name=u><input type=password name=p></form>"),
        ("app-shell", '<title>Pocket Gear</title><body><div id="root"></div><script src="/app.js"></script>'),
        ("thin", f"<title>A phone</title><body><h1>A phone</h1><p>{SENTENCE}</p><p>See the picture.</p>"),
    ],
)
def test_what_is_no_article_is_refused_with_its_word(reason, html):
    outcome = judged(html)
    assert outcome.article is None
    assert outcome.refused.partition(":")[0] == reason


def test_a_home_page_is_a_listing_and_gives_its_articles():
    outcome = judged(f"<title>Pocket Gear</title><body>{LINKS}", "https://www.pocketgear.example/")
    assert outcome.refused.startswith("listing: ")
    assert len([target for target in outcome.targets if target.kind == "article"]) == 24


@pytest.mark.parametrize(
    "html",
    [
        f"<title>Hinge</title><body><h1>Hinge</h1><p>{SENTENCE * 4}</p>{LINKS}",
        f'<meta property="og:type" content="article"><title>Hinge</title><body><h1>Hinge</h1><p>{SENTENCE}</p>',
        f"<title>Why a page is not found: the 404</title><body><h1>Why a page is not found</h1><p>{SENTENCE * 12}</p>",
        f"<title>Captcha beaten</title><body><h1>Captcha beaten by a phone</h1><p>{SENTENCE * 12}</p>",
    ],
)
def test_an_article_is_kept(html):
    outcome = judged(html)
    assert outcome.refused is None
    assert outcome.article is not None


def test_what_is_read_as_something_else_is_left_alone():
    feed = Outcome(kind="feed")
    assert judge(feed, []) is feed
