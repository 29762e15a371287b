import re

from newsscrape.discover import parts
from newsscrape.page import Page


def identify(url):
    match = re.search(r"-review-(\d+)(?:p(\d+))?\.php$", url)
    return (match[1], int(match[2] or 1)) if match else None


def read(body, url="https://x.example/a-review-1.php", **rules):
    page = Page(url, f"<html><body>{body}</body></html>".encode())
    return [(target.url, target.kind) for target in parts.read(page, identify=identify, **rules)]


LINKS = '<a href="a-review-1p3.php">3</a><a href="a-review-1p2.php">2</a>'
LINKS += '<a href="b-review-2p2.php">x</a><a href="a-review-1.php">1</a>'


def test_parts_come_in_order_and_once():
    assert read(LINKS * 2) == [("https://x.example/a-review-1p2.php", "part"), ("https://x.example/a-review-1p3.php", "part")]


def test_from_a_later_part_the_others_are_named():
    assert read(LINKS, url="https://x.example/a-review-1p2.php") == [("https://x.example/a-review-1p3.php", "part")]


def test_a_drop_down_list_counts():
    assert read('<select><option value="a-review-1p2.php">Camera</option></select>') == [
        ("https://x.example/a-review-1p2.php", "part")
    ]


def test_the_sites_own_selectors():
    assert read(f"{LINKS}<nav><a href='a-review-1p9.php'>9</a></nav>", selectors=("nav a",)) == [
        ("https://x.example/a-review-1p9.php", "part")
    ]


def test_a_trap_of_parts_is_bounded():
    assert len(read("".join(f'<a href="a-review-1p{i}.php">x</a>' for i in range(500, 1, -1)))) == parts.MOST_PARTS - 1


def test_a_chain_of_parts_ends_where_the_number_is_too_high():
    last = f"https://x.example/a-review-1p{parts.MOST_PARTS}.php"
    assert read(f'<a href="a-review-1p{parts.MOST_PARTS + 1}.php">next</a>', url=last) == []


def test_a_page_that_is_no_article_has_no_parts():
    assert read(LINKS, url="https://x.example/reviews.php") == []
