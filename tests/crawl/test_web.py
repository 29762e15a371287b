"""`scrapy crawl web`: pages of sites that have no file of their own."""

import pytest

pytestmark = pytest.mark.slow


class TestWeb:
    def test_takes_every_page_or_says_why_not(self, web, crawl):
        web.site(range(1, 21))
        web.put("/empty.html", "<html><body><p>Nothing.</p></body></html>")
        web.put("/feed.xml", '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title></channel></rss>')
        names = [f"{number}.html" for number in range(1, 21)] + ["empty.html", "feed.xml", "missing.html"]
        (crawl.folder / "list.txt").write_text("# pages\n" + "\n".join(web.base + name for name in names))
        ended = crawl("web", "-a", "urls=list.txt", "-a", "follow=none", "-a", "comments=none", "-s", "DOWNLOAD_DELAY=0")
        assert ended.returncode == 0, ended.err
        assert crawl.one("SELECT count(*) FROM articles") == 20
        states = dict(crawl.rows("SELECT state, count(*) FROM urls WHERE kind <> 'robots' GROUP BY state"))
        assert states == {"done": 21, "refused": 1, "gone": 1}

    def test_finds_articles_from_a_home_page(self, web, crawl):
        for number in range(1, 7):
            web.put(f"/news/2026/phone-{number}-is-here-at-last", _titled(number))
        links = "".join(
            f'<article><h2><a href="/news/2026/phone-{n}-is-here-at-last">Phone {n} is here at last</a></h2></article>'
            for n in range(1, 7)
        )
        web.put("/", f"<html><head><title>Phones</title></head><body><h1>News</h1>{links}</body></html>")
        ended = crawl("web", "-a", f"url={web.base}", "-s", "DOWNLOAD_DELAY=0")
        assert ended.returncode == 0, ended.err
        assert crawl.one("SELECT count(*) FROM articles") == 6


def _titled(number):
    text = " ".join(f"sentence {number} tells of a phone." for _ in range(30))
    return (
        f'<html><head><title>Phone {number} is here</title><meta property="og:type" content="article"></head><body><article>'
        f"<h1>Phone {number} is here</h1><p>{text}</p><p>{text}</p></article></body></html>"
    )
