"""`scrapy newsite` as a program: from addresses on a loopback site to a site file that crawls."""

import subprocess
import sys

import pytest

from newsscrape import recording
from newsscrape.crawl.newsite import gathering
from newsscrape.crawl.newsite.shelf import Shelf
from newsscrape.crawl.visitor import Unavailable
from newsscrape.errors import BadArgument
from newsscrape.page import Page
from newsscrape.sites import Feed, Rules, registry

FILLER = (
    "<p>Das Telefon {} faltet sich und die Tasche ist nicht mehr zu klein für das Gerät, auch wenn es für den Alltag taugt.</p>"
)
NUMBERS = (4711, 4712, 4713, 4714)
TITLES = {number: f"Faltbares Telefon {number} im langen Test" for number in NUMBERS}


@pytest.fixture
def newsite(crawl):
    def run(*args, **env):
        command = [sys.executable, "-m", "scrapy", "newsite", *map(str, args), "-s", "DOWNLOAD_DELAY=0"]
        return subprocess.run(
            command, cwd=crawl.folder, env={**crawl.env, **env}, capture_output=True, text=True, timeout=60, check=False
        )

    return run


def page(number):
    """An article without metadata: its heading is the site's, its date has no zone, and a line is on every page."""
    return (
        '<html><head><meta property="og:site_name" content="Falt Post"></head><body><div class="kopf"><h1>Falt Post</h1></div>'
        '<nav><a href="/">Start</a> <a href="/thema/telefone/">Telefone</a> <a href="/impressum/">Impressum</a></nav>'
        f'<article><p class="meldung-titel">{TITLES[number]}</p><span class="datum">03.07.2024, 14:{number % 60:02} Uhr</span>'
        f'<span class="autorin">Mara Lind</span>{FILLER.format(number) * 4}'
        '<p class="werbezeile">Dieser Bericht stand zuerst in unserem gedruckten Heft.</p></article>'
        f'<a href="/meldung/{number}/faltbar/?seite=2">2</a></body></html>'
    )


def feed(base):
    items = "".join(
        f"<item><title>{TITLES[number]}</title><link>{base}meldung/{number}/faltbar/</link><dc:creator>Mara Lind</dc:creator>"
        f"<pubDate>Wed, 03 Jul 2024 12:{number % 60:02}:00 +0000</pubDate></item>"
        for number in NUMBERS
    )
    space = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>Falt Post</title>{items}</channel></rss>'


def falt_post(server):
    for number in NUMBERS:
        server.put(f"/meldung/{number}/faltbar/", page(number))
    links = "".join(f'<a href="/meldung/{number}/faltbar/">{TITLES[number]}</a>' for number in NUMBERS)
    server.put("/", f'<html><body>{links}<a href="/thema/telefone/">Telefone</a></body></html>')
    server.put("/rss.xml", feed(server.base))


def test_a_site_without_metadata_is_guessed_and_crawls(web, crawl, newsite):
    falt_post(web)
    ended = newsite(*(f"{web.base}meldung/{number}/faltbar/" for number in NUMBERS[:2]), "--name", "faltpost")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert web.paths() == [*("/robots.txt", "/meldung/4711/faltbar/", "/meldung/4712/faltbar/", "/", "/feed/", "/rss.xml")]
    site = registry.load([crawl.sites])["faltpost"]
    assert site.title == "Falt Post"
    assert site.sources == (Feed("rss.xml"),)
    assert site.identify(f"{web.base}meldung/99/x/?seite=3") == ("99", 3)
    assert site.identify(f"{web.base}thema/telefone/") is None
    assert site.rules == Rules(title=("p.meldung-titel",), drop=("p.werbezeile",), zone="Europe/Berlin", language="de")
    for said in ("the feed says", "+2 hours from UTC", "no page names its language", "4 of its 4 entries", "2 of 2"):
        assert said in ended.stdout
    assert "scrapy crawl faltpost" in ended.stdout

    folder = crawl.sites / "recordings" / "faltpost"
    recorded = {path.name: recording.load(path) for path in folder.iterdir()}
    assert {each.kind for each in recorded.values()} == {"article", "listing", "feed"}
    (first,) = [each.expected for each in recorded.values() if each.expected.get("key") == "4711"]
    assert (first["title"], first["published"]) == (TITLES[4711], "2024-07-03T12:31:00Z")
    assert "gedruckten Heft" not in first["body"]
    assert len(recorded["feed"].expected["targets"]) == len(NUMBERS)

    subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "128", "faltpost.py"], cwd=crawl.sites, check=True
    )
    assert crawl("faltpost", "-s", "DOWNLOAD_DELAY=0", "-a", "since=2000-01-01").returncode == 0
    assert crawl.one("SELECT count(*) FROM articles") == len(NUMBERS)


def test_a_list_of_subscriptions_makes_a_site_for_each_feed_that_lives(web, other, crawl, newsite):
    falt_post(web)
    other.put("/gone.xml", "", status=404)
    alive = f'<outline text="Falt &amp; Post" xmlUrl="{web.base}rss.xml"/><outline text="More" xmlUrl="{web.base}all.xml"/>'
    outlines = f'<outline text="Technik">{alive}</outline>'
    dead = f'<outline text="Dead" xmlUrl="{other.base}gone.xml"/><outline text="Known" xmlUrl="https://www.arenaev.com/rss"/>'
    web.put("/all.xml", feed(web.base))
    (crawl.folder / "feeds.opml").write_text(f'<opml version="2.0"><body>{outlines}{dead}</body></opml>')
    ended = newsite("--opml", "feeds.opml")

    lines = dict(line.split(": ", 1) for line in ended.stdout.splitlines())
    assert ended.returncode == 1
    assert lines[f"{other.base}gone.xml"] == "no feed that names an article"
    assert lines["https://www.arenaev.com/rss"] == "is known already: arenaev"
    one, two = sorted((lines[f"{web.base}rss.xml"], lines[f"{web.base}all.xml"]))
    assert one == "is of site_127_0_0_1, made of another feed of this list: add it to its sources"
    assert two.endswith("site_127_0_0_1.py, guessed from 2 articles, the front page and 1 feed")
    assert registry.load([crawl.sites])["site_127_0_0_1"].title in ("Falt & Post", "More")


def test_saved_pages_are_read_without_asking_anybody(web, crawl, newsite):
    for number in NUMBERS[:2]:
        (crawl.folder / f"{number}.html").write_text(page(number))
    (crawl.folder / "rss.xml").write_text(feed("https://falt.example/"))
    addresses = [f"https://falt.example/{path}" for path in ("meldung/4711/faltbar/", "meldung/4712/faltbar/", "rss.xml")]
    urls = [word for url in addresses for word in ("--url", url)]
    ended = newsite("4711.html", "4712.html", "rss.xml", *urls)

    assert (ended.returncode, ended.stderr, web.log) == (0, "", [])
    assert registry.load([crawl.sites])["falt"].sources == (Feed("rss.xml"),)


def test_what_robots_txt_forbids_is_not_asked_for(web, crawl, newsite):
    web.put("/robots.txt", "User-agent: *\nDisallow: /private")
    web.put("/private/1", page(4711))
    ended = newsite(f"{web.base}private/1")

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"{web.base}private/1: its host's robots.txt forbids it: a crawl would leave it alone\n"
    assert web.paths() == ["/robots.txt"]
    assert not list(crawl.sites.iterdir())


def test_wrong_use_is_one_sentence(newsite):
    ended = newsite("https://www.arenaev.com/a-car-news-1.php")

    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr == (
        "https://www.arenaev.com/a-car-news-1.php belongs to the site arenaev, which is known already: scrapy crawl arenaev\n"
    )


def test_a_page_that_is_no_article_says_so():
    lost = "<html><head><title>Page not found</title></head><body><h1>404</h1><p>Sorry.</p></body></html>"
    with pytest.raises(Unavailable, match=r"^https://x.example/1: no article: refused \(soft-404: "):
        gathering.require_article(Page("https://x.example/1", lost.encode()))


def test_articles_of_two_hosts_are_not_one_site():
    pages = [Page(f"https://{host}/1", b"<p>x") for host in ("a.example", "b.example", "www.a.example")]
    with pytest.raises(Unavailable, match=r"different hosts, a\.example and b\.example: name those of one site"):
        gathering.require_one_host(pages)


class TestShelf:
    def test_there_must_be_a_folder(self, tmp_path):
        with pytest.raises(BadArgument, match="there is no folder for your own sites: make some with `newsscrape init DIR`"):
            Shelf.of((), None, force=False)
        (tmp_path / "file").write_text("")
        with pytest.raises(BadArgument, match="file: no folder"):
            Shelf.of((), tmp_path / "file", force=False)

    def test_a_folder_of_ones_own_choice_need_not_be_there(self, tmp_path):
        assert Shelf.of((), tmp_path / "new", force=False).folder == tmp_path / "new"

    def test_a_file_that_is_there_is_replaced_by_force_alone(self, web, crawl):
        crawl.add_site(web)
        careful, forceful = (Shelf.of((crawl.sites,), None, force=force) for force in (False, True))

        forceful.check_name("local")
        forceful.check_unknown(f"{web.base}7.html")
        with pytest.raises(BadArgument, match=r"local\.py is there already; name the site otherwise"):
            careful.check_name("local")
        with pytest.raises(BadArgument, match=r"belongs to the site local, .*; --force guesses it anew"):
            careful.check_unknown(f"{web.base}7.html")
        with pytest.raises(BadArgument, match="belongs to the site arenaev"):
            forceful.check_unknown("https://m.arenaev.com/1")

    @pytest.mark.parametrize("name", ["web", "A", "1", "a-b", "", "arenaev"])
    def test_a_name_that_cannot_be_is_refused(self, crawl, name):
        with pytest.raises(BadArgument, match=f"--name {name}: "):
            Shelf.of((crawl.sites,), None, force=True).check_name(name)
