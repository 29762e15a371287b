"""Every command of `newsscrape`, on an archive made by the real writer."""

import contextlib
import csv
import dataclasses
import io
import json
import sqlite3

import feedparser
import pytest
from click.testing import CliRunner

import newsscrape
from newsscrape import forms
from newsscrape.archive import connection, content, tables
from newsscrape.cli import main
from newsscrape.cli.group import Commands
from newsscrape.model import Article, Author, Comment, Image, Instant, LiveUpdate, Thread

ARTICLES = [
    Article(
        site="arenaev",
        key="1",
        url="https://www.arenaev.example/a-news-1.php",
        title="A quiet car\x1b[31m arrives",
        authors=(Author("Ada Byron"),),
        published=Instant("2023-11-04T00:00:00Z", "4 November 2023", "day"),
        body="The car makes no sound.\n\nIts battery lasts for a week.",
        images=(Image("https://www.arenaev.example/1.jpg", alt="The car"),),
    ),
    Article(
        site="gsmarena",
        key="2",
        url="https://www.gsmarena.example/b-news-2.php",
        title="A loud phone",
        authors=(Author("Ada Byron"), Author("Bo Li")),
        published=Instant("2024-01-05T10:30:00Z", "5 January 2024 10:30", "minute"),
        body="=1+1 is what the battery test says. 小米汽车 too.",
    ),
]
THREAD = Thread(
    "gsmarena",
    "1",
    comments=(
        Comment("c1", "Nice battery", author="Anonymous", published=Instant("2023-11-05T00:00:00Z", "05 Nov 2023", "day")),
        Comment("c2", "Not\u202e so nice", author="Cy", parent="c1", quoted="Nice battery"),
    ),
)


@pytest.fixture
def path(archived):
    archived(ARTICLES[:1], threads=[THREAD])
    return archived(ARTICLES[1:])


@pytest.fixture
def run(path, monkeypatch):
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(path))
    return lambda *arguments: CliRunner().invoke(main, list(map(str, arguments)))


def test_version():
    result = CliRunner().invoke(main, ["--version"])

    assert result.output == f"newsscrape {newsscrape.__version__}\n"


@pytest.mark.parametrize("name", Commands().list_commands(None))
def test_every_command_is_found_by_its_module_and_explains_itself(name):
    result = CliRunner().invoke(main, [name, "--help"])

    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: main {name}")
    assert name in CliRunner().invoke(main, ["--help"]).output


def test_stats_counts_each_site_and_all(run, path):
    lines = [line.split() for line in run("stats").output.splitlines()]

    assert lines[0][0] == str(path)
    assert ["arenaev", "1", "1", "1", "2", "2", "2023-11-04", "2023-11-04"] in lines
    assert ["gsmarena", "1", "2", "0", "0", "0", "2024-01-05", "2024-01-05"] in lines
    assert ["in", "all", "2", "2", "1", "2", "2", "2023-11-04", "2024-01-05"] in lines
    assert "last run  gsmarena, 2026-01-02T03:04:05Z, 7 s: ok; 1 new" in run("stats").output


def test_stats_tells_what_the_sites_claim(archived):
    others = tuple(dataclasses.replace(comment, key=f"other-{comment.key}") for comment in THREAD.comments)
    second = dataclasses.replace(THREAD, key="2", url=None, comments=others)
    path = archived(ARTICLES[:1], threads=[dataclasses.replace(THREAD, claimed=9), second])

    lines = [line.split() for line in CliRunner().invoke(main, ["stats", "--archive", str(path)]).output.splitlines()]
    assert ["site", "articles", "authors", "images", "comments", "claimed", "first", "last"] in lines
    assert ["arenaev", "1", "1", "1", "4", "11", "2023-11-04", "2023-11-04"] in lines


def test_stats_of_one_site_has_no_sum(archived):
    path = archived(ARTICLES[:1])

    output = CliRunner().invoke(main, ["stats", "--archive", str(path)]).output
    assert "arenaev" in output
    assert "in all" not in output


def test_an_empty_archive_has_answers_too(tmp_path):
    path = tmp_path / "empty.db"
    connection.open_writer(path).close()

    said = {
        name: CliRunner().invoke(main, [*name.split(), "--archive", str(path)])
        for name in ("stats", "runs", "search x", "export --format json", "check")
    }
    assert [result.exit_code for result in said.values()] == [0] * 5
    assert said["runs"].output == "No run yet.\n"
    assert said["export --format json"].output == "[]\n"
    assert ["in", "all", "0", "0", "0", "0", "0"] in [line.split() for line in said["stats"].output.splitlines()]


def test_show_lists_the_entries_of_a_live_blog_with_their_times(archived):
    updates = (
        LiveUpdate("1", "It\x1b[31m begins", Instant("2024-05-04T08:00:00Z", "10:00", "minute", 120, "site"), "Lights down."),
        LiveUpdate("2", None, Instant(None, "10:15", "minute"), "Lights up,\n\nand home."),
    )
    path = archived([dataclasses.replace(ARTICLES[0], live_updates=updates)])
    lines = CliRunner().invoke(main, ["show", "1", "--archive", str(path)]).output.splitlines()
    start = lines.index("2 live updates")

    assert lines[start + 1 :] == ["2024-05-04 08:00 UTC  It\\x1b[31m begins", "10:15                 Lights up, and home."]


def test_live_updates_come_back_from_an_export(archived):
    updates = (LiveUpdate("1", "It begins", Instant("2024-05-04T08:00:00Z", "10:00", "minute"), "Lights down."),)
    path = archived([dataclasses.replace(ARTICLES[0], live_updates=updates)])
    output = CliRunner().invoke(main, ["export", "--format", "jsonl", "--archive", str(path)]).output

    assert forms.from_dict(json.loads(output)).live_updates == updates


def test_search_marks_what_it_found(run):
    result = run("search", "battery", "week")

    assert "A quiet car" in result.output
    assert "arenaev · 2023-11-04 · https://www.arenaev.example/a-news-1.php" in result.output
    assert "**battery**" in result.output
    assert "loud phone" not in result.output


def test_search_finds_chinese_and_says_so_when_it_finds_nothing(run):
    assert "A loud phone" in run("search", "汽车").output
    assert run("search", "zeppelin").output == "No article has all of: zeppelin\n"
    assert run("search", "--site", "arenaev", "phone").output == "No article has all of: phone\n"
    assert run("search", "battery", "--since", "2024-01-01", "--until", "2024-01-05").output.startswith("A loud phone\n")
    assert run("search", "battery", "--until", "2023-12-01").output.startswith("A quiet car")


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("byron", "; no author here is called 'byron'; did you mean Ada Byron?"),
        ("Ada Biron", "; no author here is called 'Ada Biron'; did you mean Ada Byron?"),
        ("Zoe", "; no author here is called 'Zoe'"),
        ("ADA BYRON", ""),
    ],
)
def test_search_says_whom_it_does_not_know(run, author, said):
    assert run("search", "zeppelin", "--author", author).output == f"No article has all of: zeppelin{said}\n"


def test_search_says_which_tag_it_does_not_know(run):
    said = run("search", "zeppelin", "--tag", "Hinge").output

    assert said == "No article has all of: zeppelin; no tag here is called 'Hinge'\n"


@pytest.mark.parametrize(
    "name", ["1", "https://www.arenaev.example/a-news-1.php", "https://WWW.arenaev.example:443/a-news-1.php#top"]
)
def test_show_reads_well(run, name):
    result = run("show", name)

    assert result.exit_code == 0
    lines = result.output.splitlines()
    assert lines[0].startswith("A quiet car")
    assert "Ada Byron · 2023-11-04 · arenaev" in lines
    assert "The car makes no sound." in lines
    assert "2 comments" in lines
    assert "Anonymous · 2023-11-05" in lines
    assert "    Cy" in lines
    assert "      > Nice battery" in lines
    assert not {"\x1b", "\u202e"} & set(result.output)


@pytest.fixture
def lived(archived):
    """An article one of whose comments was edited, and one deleted, since it was archived."""
    one, two = THREAD.comments
    third = Comment("c3", "Me three", author="Di")
    archived(ARTICLES[:1], threads=[dataclasses.replace(THREAD, comments=(one, two, third))])
    later = dataclasses.replace(two, body="Not\x1b[31m so nice at all")
    return archived(ARTICLES[:1], threads=[dataclasses.replace(THREAD, comments=(one, later))], page=b"another")


def test_show_gives_the_comments_as_they_stand_and_more_if_wanted(lived):
    said = {
        how: CliRunner().invoke(main, ["show", "1", "--archive", str(lived), "--comments", how]).output
        for how in ("current", "all", "none")
    }
    assert CliRunner().invoke(main, ["show", "1", "--archive", str(lived)]).output == said["current"]
    assert "2 comments\n" in said["current"]
    assert "Me three" not in said["current"]
    assert "before, from" not in said["current"]
    whole = said["all"].splitlines()
    assert whole[whole.index("1 deleted comment") :] == [
        "1 deleted comment", "", "Di · missing since 2026-01-02T03:04:05Z", "  Me three",
    ]  # fmt: skip
    edited = whole.index("      Not\\x1b[31m so nice at all")
    assert whole[edited + 1 : edited + 3] == ["      before, from 2026-01-02T03:04:05Z on:", "      - Not\\u202e so nice"]
    assert "Nice battery" not in said["none"]
    assert not {"\x1b", "\u202e"} & set(said["all"])


def test_an_export_of_articles_has_current_comments_and_one_of_the_table_all(lived):
    export = ["export", "--format", "json", "--archive", str(lived)]
    (whole,) = json.loads(CliRunner().invoke(main, export).output)
    rows = json.loads(CliRunner().invoke(main, [*export, "--table", "comments"]).output)
    former = json.loads(CliRunner().invoke(main, [*export, "--table", "comment_revisions"]).output)

    assert [comment["key"] for comment in whole["comments"]] == ["c1", "c2"]
    assert [(row["key"], row["deleted_at"]) for row in rows] == [("c1", None), ("c2", None), ("c3", "2026-01-02T03:04:05Z")]
    assert [row["body"] for row in former] == ["Not\u202e so nice"]


def test_export_to_the_standard_output(run):
    lines = run("export", "--format", "jsonl").output.splitlines()
    array = json.loads(run("export", "--format", "json", "-o", "-").output)
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").output, newline="")))

    assert [json.loads(line) for line in lines] == array
    assert [article["key"] for article in array] == ["1", "2"]
    assert array[0]["comments"][1]["parent"] == "c1"
    assert [row["authors"] for row in rows] == ["Ada Byron", "Ada Byron; Bo Li"]
    assert rows[1]["body"].startswith("'=1+1")


def test_export_filters_and_names_the_format_by_the_file(run, tmp_path):
    target = tmp_path / "out.csv"
    result = run("export", "-o", target, "--raw", "--site", "gsmarena", "--since", "2024-01-01")

    assert result.exit_code == 0
    assert result.stderr == f"1 article written to {target}\n"
    with target.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["body"] == ARTICLES[1].body


def test_export_of_a_table(run):
    rows = json.loads(run("export", "--format", "json", "--table", "comments").output)

    assert [(row["author"], row["body"]) for row in rows] == [("Anonymous", "Nice battery"), ("Cy", "Not\u202e so nice")]


def test_export_chooses_articles_by_words_and_by_sql(run):
    def titles(*options):
        result = run("export", "--columns", "title", *options)
        assert result.exit_code == 0, result.output
        return [json.loads(line)["title"] for line in result.output.splitlines()]

    assert titles("--search", "汽车") == ["A loud phone"]
    assert titles("--where", "words > 5 AND comments > 0") == ["A quiet car\x1b[31m arrives"]
    assert titles("--search", "battery", "--limit", "1") == ["A quiet car\x1b[31m arrives"]
    assert titles("--search", "Zeppelin") == []


def test_export_of_a_feed_is_named_for_the_search_and_newest_first(run):
    feed = feedparser.parse(run("export", "--format", "atom", "--search", "battery").output)

    assert (feed.bozo, feed.feed.title) == (False, "battery")
    assert [entry.title for entry in feed.entries] == ["A loud phone", "A quiet car\ufffd[31m arrives"]


def test_export_of_all_tables_is_a_folder(run, tmp_path, path):
    folder = tmp_path / "all"
    first = run("export", "--table", "all", "-o", folder)

    assert first.exit_code == 0, first.output
    manifest = json.loads((folder / "manifest.json").read_text())
    with contextlib.closing(connection.open_reader(path)) as reading:
        assert (manifest["application"], manifest["schema"]) == ("newsscrape", tables.schema(reading))
        assert {name: said["sha256"] for name, said in manifest["tables"].items()} == {
            name: content.digest(reading, name) for name in content.tables(reading)
        }
    assert manifest["tables"]["comments"]["rows"] == len((folder / "comments.jsonl").read_text().splitlines()) == 2
    again = run("export", "--table", "all", "-o", folder)
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "is there already" in again.stderr
    assert run("export", "--table", "all", "-o", folder, "--force").exit_code == 0
    assert json.loads((folder / "manifest.json").read_text()) == manifest


def test_export_of_a_folder_of_articles(run, tmp_path):
    result = run("export", "--format", "markdown", "-o", tmp_path / "md", "--comments")

    assert (result.exit_code, result.stderr) == (0, f"2 articles written to {tmp_path / 'md'}\n")
    text = (tmp_path / "md" / "arenaev" / "1.md").read_text()
    assert "The car makes no sound." in text
    assert "## Comments" in text


def test_runs_lists_the_last_ones(run):
    lines = [line.split() for line in run("runs").output.splitlines()]

    assert lines[1][:6] == ["2", "gsmarena", "2026-01-02T03:04:05Z", "7", "ok", "1"]
    assert lines[2][1] == "arenaev"
    assert len(run("runs", "--limit", "1").output.splitlines()) == 2


def test_check_finds_an_archive_whole(run, path):
    result = run("check")

    assert (result.exit_code, result.output) == (0, f"{path}: whole\n")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE blobs SET data = x'00' WHERE id = 1", "raw page 1 cannot be unpacked"),
        ("UPDATE blobs SET length = 3 WHERE id = 1", "raw page 1 is not what was fetched"),
        ("INSERT INTO articles_fts(articles_fts) VALUES ('delete-all')", "search index articles_fts is out of step"),
        ("UPDATE articles SET site_id = 99 WHERE id = 1", "table articles, row 1: what it refers to in sites is not there"),
    ],
)
def test_check_names_what_is_wrong(run, path, damage, said):
    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute(damage)

    result = run("check")

    assert result.exit_code == 1
    assert said in result.stdout
    assert "put a plain copy of the file" in result.stderr


def test_config_lists_every_setting(run, path):
    output = run("config").output

    assert str(path) in output
    assert "NEWSSCRAPE_CONTACT" in output


@pytest.mark.parametrize("where", ["before", "behind"])
def test_the_archive_is_named_before_or_behind_the_command(path, where, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    option = ["--archive", str(path)]
    arguments = [*option, "stats"] if where == "before" else ["stats", *option]

    assert "in all" in CliRunner().invoke(main, arguments).output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["stat"], "no such command 'stat': did you mean stats?"),
        (["stats", "--verbose"], "No such option"),
        (["search"], "Missing argument 'WORDS...'"),
        (["search", ""], "'': no word to look for; give letters or digits"),
        (["search", '"', "*"], '" *: no word to look for'),
        (["export", "--search", '""', "-o", "x.json"], '"": no word to look for'),
        (["search", "x", "--since", "yesterday"], "'yesterday' is no day such as 2023-11-04"),
        (["search", "x", "--site", "arenaew"], "did you mean arenaev?"),
        (["show", "77"], "77: no article of this archive"),
        (["export", "--table", "comment"], "did you mean comments?"),
        (["export", "-o", "/nowhere/at/all.json"], "/nowhere/at/all.json: cannot be written (No such file or directory)"),
        (["export", "-o", "articles"], "say which format with --format"),
        (["export", "--format", "markdown"], "markdown: writes a folder; name it with -o DIR"),
        (["export", "--table", "all"], "--table all: writes a folder; name it with -o DIR"),
        (["export", "--table", "all", "-o", "x", "--site", "arenaev"], "leave out --site"),
        (["export", "--table", "all", "-o", "x", "--topic", "cars"], "leave out --site, --since, --until, --topic"),
        (["export", "--table", "all", "-o", "x", "--format", "atom"], "atom: holds articles, not tables"),
        (["export", "--table", "comments", "--limit", "1"], "--limit: counts articles"),
        (["export", "--bom", "-o", "x.jsonl"], "--bom: is for csv alone; leave it out with jsonl"),
        (["export", "--table", "comments", "--columns", "autor"], "autor: no such column; did you mean author?"),
        (["export", "--columns", "titel"], "titel: no such column; did you mean title?"),
        (["export", "--where", "word > 1"], "no column 'word'; did you mean words?"),
        (["export", "--where", "1) OR (1"], "is no SQL expression"),
        (["stats", "--archive", "none.db"], "none.db: there is no archive here; `scrapy crawl arenaev`"),
    ],
)
def test_wrong_use_is_one_sentence_and_2(run, arguments, said):
    result = run(*arguments)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("newsscrape: ")
    assert said in result.stderr


@pytest.mark.parametrize("command", ["export", "runs", "search battery", "search battery --facet site", "stories"])
def test_a_limit_beyond_all_numbers_is_none(run, command):
    result = run(*command.split(), "--limit", "9" * 30)

    assert result.exit_code == 0
    assert result.output == run(*command.split(), "--limit", "99").output


def test_runs_of_a_site_that_is_not_there_name_the_nearest(run):
    result = run("runs", "--site", "arenaew")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "arenaew: no such site in this archive; did you mean arenaev?" in result.stderr


def test_a_file_that_is_no_archive_is_refused_and_left_alone(run, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("mine")

    for command in ("stats", "check", "runs"):
        result = run(command, "--archive", file)
        assert (result.exit_code, result.stderr) == (2, f"newsscrape: {file}: not a newsscrape archive; give another path\n")
    assert file.read_text() == "mine"


def test_init_makes_a_folder_once(run, tmp_path):
    folder = tmp_path / "my news"
    result = run("init", folder)

    assert result.exit_code == 0
    assert (folder / "scrapy.cfg").read_text() == "[settings]\ndefault = crawl_settings\n"
    assert (folder / "sites").is_dir()
    assert (folder / "data").is_dir()
    again = run("init", folder)
    assert again.exit_code == 2
    assert "scrapy.cfg is there already" in again.stderr


def test_check_tells_of_files_that_nothing_names_and_of_those_that_are_missing(run, path):
    stray = path.parent / "images" / "ab" / "cd.png"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"a picture")
    result = run("check")
    assert result.exit_code == 0
    assert "1 file (9 B) that this archive does not name" in result.stdout

    with contextlib.closing(sqlite3.connect(path)) as file, file:
        file.execute(
            "INSERT INTO files(sha256, media_type, length, width, height, path)"
            " VALUES ('abcd', 'image/png', 9, 1, 1, 'images/ab/cd.png'), ('0123', 'image/png', 9, 1, 1, 'images/01/23.png')"
        )
    result = run("check")
    assert result.exit_code == 1
    assert "image file images/ab/cd.png is not what was fetched" in result.stdout
    assert "image file images/01/23.png is missing" in result.stdout
