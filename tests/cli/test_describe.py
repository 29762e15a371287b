"""`newsscrape describe`: what the archive's tables and views hold; it needs no archive."""

import json

from click.testing import CliRunner

from newsscrape.cli import main


def described(*arguments):
    return CliRunner().invoke(main, ["describe", *arguments])


def test_all_are_listed_by_chapter():
    lines = described().output.splitlines()

    assert lines.index("Views") < lines.index("Articles") < lines.index("The crawl")
    assert any(line.split() == ["articles", "One", "row", "for", "each", "article,", "in", "its", "present", "version"]
               for line in lines)  # fmt: skip


def test_one_is_told_whole():
    output = described("revisions").output

    assert output.startswith("revisions, a table\nFormer versions; ")
    assert "article_id   integer primary key -> articles.id" in output
    assert "replaced_at  text not null; when the next one was first seen" in output
    assert "Indexes\n  revisions_page (page_id) WHERE page_id IS NOT NULL" in output
    assert "  SELECT s.name AS site, count(*) AS edits" in output


def test_as_json():
    one = json.loads(described("tags", "--json").output)
    every = json.loads(described("--json").output)

    assert one in every
    assert [column["name"] for column in one["columns"]] == ["id", "name"]


def test_a_slip_gets_the_nearest_name():
    result = described("artcles")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "newsscrape: artcles: no table or view of the archive; did you mean articles?\n"


def test_what_is_like_nothing_cannot_steer_the_terminal():
    result = described("\x1b[31m")

    assert result.exit_code == 2
    assert "\\x1b[31m: no table or view of the archive; `newsscrape describe` lists them" in result.stderr
