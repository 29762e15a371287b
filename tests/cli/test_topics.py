"""`newsscrape topics` and `newsscrape search`, as they are typed."""

import json

import feedparser
import pytest
from click.testing import CliRunner

from newsscrape.cli import main
from newsscrape.model import Article, Author, Comment, Instant, Thread

PHONE = Article(
    site="arenaev",
    key="1",
    url="https://www.arenaev.example/a-news-1.php",
    title="A quiet phone\x1b[31m",
    authors=(Author("Ada Byron"),),
    published=Instant("2023-11-04T00:00:00Z", "4 November 2023", "day"),
    body="The folding phone has a battery.",
)
CAR = Article(site="arenaev", key="2", url="https://www.arenaev.example/b-news-2.php", title="A car", body="Phone it, folding.")
THREAD = Thread("gsmarena", "1", comments=(Comment("c1", "Nice\x1b[2J battery", author="Bo\u202e"),))


@pytest.fixture
def run(archived, monkeypatch):
    archived([PHONE], threads=[THREAD])
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(archived([CAR])))
    return lambda *arguments: CliRunner().invoke(main, list(map(str, arguments)))


def test_a_topic_from_its_making_to_its_end(run):
    assert run("topics", "list").output.startswith("There are no topics; `newsscrape topics add NAME WORDS`")
    assert run("topics", "add", "fold", '"folding phone"').output.startswith("fold: 1 article of this archive;")
    assert run("topics", "list").output.splitlines()[1].split() == ["fold", "1", "2023-11-04", '"folding', 'phone"']
    said = run("topics", "show", "fold").output
    assert "2023-10-30  arenaev" in said
    assert "article 1  2023-11-04  arenaev  A quiet phone" in said
    assert "A quiet phone" in run("search", "phone", "--topic", "fold").output
    assert "A car" not in run("search", "phone", "--topic", "fold").output
    exported = run("export", "--topic", "fold").stdout.splitlines()
    assert [json.loads(line)["key"] for line in exported] == ["1"]
    assert run("topics", "remove", "fold").output == "fold: removed\n"
    assert run("topics", "show", "fold").exit_code == 2


def test_a_topic_is_a_feed_too(run, tmp_path):
    run("topics", "add", "fold & co", "folding")
    asked = ["export", "--format", "atom", "--topic", "fold & co"]
    one, same = (feedparser.parse(run(*words).stdout) for words in (asked, ["topics", "feed", "fold & co"]))

    assert (one.bozo, one.version, one.feed.title) == (False, "atom10", "fold & co")
    assert [entry.link for entry in one.entries] == [PHONE.url, CAR.url], "what has no date comes last"
    assert ([entry.id for entry in same.entries], same.feed.id) == ([entry.id for entry in one.entries], one.feed.id)
    ended = run("topics", "feed", "fold & co", "-o", tmp_path / "fold.xml")
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert "2 articles written to" in ended.stderr
    assert len(feedparser.parse((tmp_path / "fold.xml").read_bytes()).entries) == len(one.entries)


def test_a_topic_may_be_empty(run):
    assert run("topics", "add", "none", "zeppelin").exit_code == 0
    assert run("topics", "show", "none").output == "none: no article yet\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["topics", "shw"], "did you mean show?"),
        (["topics", "qqqqqq"], "there are add, feed, list, remove, show"),
        (["topics", "add", "x"], "Missing argument 'WORDS...'"),
        (["topics", "add", "x", "--", "-"], "no word to look for"),
        (["topics", "remove", "x"], "x: no such topic in this archive; `newsscrape topics add` makes one"),
        (["search", "x", "--facet", "sit"], "'sit' is not one of 'site'"),
        (["export", "--topic", "x"], "no such topic"),
        (["topics", "feed", "x"], "no such topic"),
    ],
)
def test_wrong_use_is_one_sentence(run, arguments, says):
    ended = run(*arguments)

    assert ended.exit_code == 2
    assert says in ended.output
    assert ended.output.count("\n") == 1


def test_comments_are_shown_with_article_and_writer(run):
    said = run("search", "--in", "comments", "battery").output

    assert said.startswith("A quiet phone")
    assert "comment 1 on article 1 · Bo" in said
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert run("search", "--in", "comments", "zeppelin").output == "No comment has all of: zeppelin\n"


def test_facets_and_rest_are_counted(run):
    assert run("search", "phone", "--facet", "site").output.split() == ["site", "hits", "arenaev", "2"]
    assert run("search", "phone", "--limit", "1").output.splitlines()[-1].startswith("1 of 2 articles; --limit shows more")
    assert not run("search", "phone", "--limit", "2").output.rstrip().splitlines()[-1].startswith("2 of")


def test_json_is_for_programs(run):
    told = json.loads(run("search", "battery", "--in", "all", "--json").stdout)

    assert (told["count"], told["more"], told["order"]) == (2, False, "rank")
    assert {hit["kind"]: hit["id"] for hit in told["hits"]} == {"article": 1, "comment": 1}
    facet = json.loads(run("search", "phone", "--facet", "author", "--json").stdout)
    assert facet == {"facet": "author", "counts": [{"value": "Ada Byron", "hits": 1}]}
