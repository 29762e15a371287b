"""`newsscrape show --history` and `--diff`: an article's versions, and what each edit changed."""

import dataclasses

import pytest
from click.testing import CliRunner

from newsscrape.cli import main
from newsscrape.model import Article, Author, Instant

FIRST = Article(
    site="gadgets",
    key="1",
    url="https://gadgets.example/1",
    title="A quiet car",
    authors=(Author("Ada"),),
    body="It makes no sound.\n\nIt costs $899.\n\nIt is red.",
)
SECOND = dataclasses.replace(
    FIRST, title="A loud \x1b[31mcar", modified=Instant("2024-01-05T10:30:00Z", "5 January 2024 10:30", "minute")
)
THIRD = dataclasses.replace(SECOND, body="It makes no sound.\n\nIt costs $799 now.\n\nIt is red.", authors=(Author("Bo"),))


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("versions") / "archive.db"


@pytest.fixture
def show(archived, path, monkeypatch):
    if not path.exists():
        for number, one in enumerate((FIRST, SECOND, THIRD)):
            archived([one], path, page=str(number).encode())
        archived([dataclasses.replace(FIRST, key="2", url="https://gadgets.example/2")], path)
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(path))
    return lambda *arguments, **given: CliRunner().invoke(main, ["show", *arguments], **given)


def test_the_history_has_a_line_for_each_version(show):
    lines = [line.split() for line in show("1", "--history").output.splitlines()]

    assert lines[2:] == [
        ["1", "2026-01-02T03:04:05Z"],
        ["2", "2026-01-02T03:04:05Z", "title", "2024-01-05", "10:30", "UTC"],
        ["3", "2026-01-02T03:04:05Z", "authors,", "body", "+2", "-1", "no", "new", "date"],
    ]


def test_the_diff_is_of_the_last_edit(show):
    output = show("1", "--diff").output

    assert "version 3, seen since 2026-01-02T03:04:05Z, no new date of modification" in output
    assert "authors\n  [-Ada-]{+Bo+}\n" in output
    assert "body\n  …\n  It costs $[-899-]{+799 now+}.\n  …\n" in output
    assert "title" not in output


def test_the_diff_of_another_edit_is_given_by_its_number(show):
    result = show("1", "--diff", "2")

    assert result.output.endswith("title\n  A [-quiet car-]{+loud \\x1b[31mcar+}\n")
    assert "modified 2024-01-05 10:30 UTC, as the page says" in result.output


def test_on_a_terminal_it_is_coloured(show):
    assert "\x1b[31m[-899-]\x1b[0m\x1b[32m{+799 now+}\x1b[0m" in show("1", "--diff", color=True).output


def test_an_article_that_was_never_edited_has_no_diff(show):
    assert show("2", "--diff").output == "A quiet car\nIt has one version; no edit was seen.\n"
    assert show("2", "--diff").exit_code == 0


@pytest.mark.parametrize("number", ["1", "4"])
def test_a_version_that_no_edit_led_to_is_refused(show, number):
    result = show("1", "--diff", number)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"newsscrape: --diff {number}: no edit led to that version; give a number from 2 to 3\n"


def test_an_article_that_is_not_there_is_refused(show):
    assert show("99", "--history").exit_code == 2
