import re
import statistics
from pathlib import Path

from newsscrape import comments
from newsscrape.model import Target
from newsscrape.page import Page

ROOT = Path(__file__).resolve().parent.parent.parent
POST = '<div class="user-thread" id="1"><li class="uname2">Ada</li><p class="uopin">Hello</p></div>'
ITEM = (
    '<ol class="comment-list"><li id="comment-5"><cite class="fn">Bo</cite><div class="comment-body"><p>Hi</p></div></li></ol>'
)


def threads(body, url="https://x.example/s-news-9.php"):
    return comments.threads(Page(url, f"<html><body>{body}</body></html>".encode()))


def test_every_module_with_a_detector_is_a_system():
    assert set(comments.systems()) == {
        *("coral", "discourse", "disqus", "generic", "gsmarena", "habr"),
        *("openweb", "schema_org", "viafoura", "wordpress", "xenforo"),
    }


def test_the_names_are_those_of_the_systems():
    assert comments.names() == tuple(comments.systems())


def test_the_manual_counts_the_lines_of_a_system():
    said = re.search(r"the median of the (\d+)\s+has about (\d+) lines", (ROOT / "docs" / "comments.md").read_text())
    folder = ROOT / "newsscrape" / "comments"
    files = [[*folder.glob(f"{name}.py"), *folder.glob(f"{name}/*.py")] for name in comments.systems()]
    lines = [sum(len(file.read_text().splitlines()) for file in own) for own in files]
    assert (len(lines), round(statistics.median(lines), -1)) == (int(said[1]), int(said[2]))


def test_the_manual_has_a_section_for_every_system():
    titles = re.findall(r"^## (.+)$", (ROOT / "docs" / "comments.md").read_text(), re.MULTILINE)
    named = {re.sub(r"\W", "_", title.lower()) for title in titles}
    assert set(comments.systems()) <= named


def test_nobody_claims_a_page_without_comments():
    assert threads("<p>An article.</p>") == ()


def test_dead_markup_of_former_systems_makes_no_claim():
    assert threads('<div id="disqus_thread"></div><ol class="comment-list"></ol><div id="user-comments"></div>') == ()


def test_comments_beat_mere_room_for_them():
    frame = '<div id="user-comments"><div id="opinions-total"><b>0</b></div></div>'
    assert [thread.system for thread in threads(frame + ITEM)] == ["wordpress"]
    form = '<form action="/wp-comments-post.php"></form>'
    assert [thread.system for thread in threads(form + POST)] == ["gsmarena"]


def test_the_thread_says_what_to_fetch_next():
    link = '<div id="user-comments"><a href="newscomm-9.php">Read all comments</a></div>'
    (thread,) = threads(POST + link)
    assert thread.more == (Target("https://x.example/newscomm-9.php", "comments", system="gsmarena"),)
