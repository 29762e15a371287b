"""`newsscrape reexpect`: what is read otherwise is shown, and written down only where that is wanted."""

import json
import shutil

import pytest
from click.testing import CliRunner

from newsscrape.cli import main
from newsscrape.cli.differences import told
from newsscrape.ingest import recordings
from newsscrape.recording import ABSENT, Difference

SITE = """from newsscrape.sites import Address, Listing, Site

SITE = Site(
    name="hinges",
    title="Hinges",
    home="https://www.gsmarena.com/",
    articles=(Address(r"{pattern}"),),
    sources=(Listing("news.php3"),),
)
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a site of the user's and two recordings of it."""
    sites = tmp_path / "sites"
    for case in ("article", "index-1"):
        shutil.copytree(recordings.of_package() / "gsmarena" / case, sites / "recordings" / "hinges" / case)
    (sites / "hinges.py").write_text(SITE.format(pattern=r"-news-(?P<key>\d+)\.php$"))
    monkeypatch.setenv("NEWSSCRAPE_SITES", str(sites))
    return sites


def reexpect(*args):
    return CliRunner().invoke(main, ["reexpect", *args])


def test_what_differs_is_shown_and_with_check_nothing_is_written(folder):
    path = folder / "recordings" / "hinges" / "article" / "expected.json"
    before = path.read_text()
    ended = reexpect("hinges", "--check")

    assert ended.exit_code == 1
    assert 'site           "gsmarena" -> "hinges"' in ended.stdout
    assert ended.stdout.splitlines()[-1].endswith("not as expected")
    assert path.read_text() == before

    assert reexpect("hinges").exit_code == 0
    assert json.loads(path.read_text())["site"] == "hinges"
    assert reexpect("hinges", "--check").stdout.endswith("fields, all as expected\n")


def test_one_case_is_written_and_the_others_are_not(folder):
    other = folder / "recordings" / "hinges" / "index-1" / "expected.json"
    other.write_text("{}")
    assert reexpect("hinges", "article").exit_code == 0
    assert other.read_text() == "{}"


def test_a_pattern_that_does_not_fit_is_named_with_its_line(folder):
    (folder / "hinges.py").write_text(SITE.format(pattern=r"(?P<key>news\.php3|nothing)"))
    for case in ("article", "index-1"):
        path = folder / "recordings" / "hinges" / case / "meta.json"
        path.write_text(path.read_text().replace("https://www.gsmarena.com/?", "https://www.gsmarena.com/news.php3?"))
    ended = reexpect("hinges", "--check")

    assert ended.exit_code == 1
    assert f"{folder / 'hinges.py'}:7: the pattern does not know the article https://www.gsmarena.com/lumo" in ended.stderr
    assert f"{folder / 'hinges.py'}:7: the pattern takes the listing https://www.gsmarena.com/news.php3" in ended.stderr


def test_a_site_has_to_have_an_article(folder):
    shutil.rmtree(folder / "recordings" / "hinges" / "article")
    reexpect("hinges")
    ended = reexpect("hinges", "--check")

    assert ended.exit_code == 1
    assert "hinges: there is no recording of an article; make one with `scrapy record URL`" in ended.stderr


def test_a_damaged_recording_is_named_and_the_others_are_read(folder):
    (folder / "recordings" / "hinges" / "article" / "page.html").unlink()
    ended = reexpect("hinges")

    assert ended.exit_code == 1
    assert "article: no recording" in ended.stderr
    assert "1 field of 1 recording written down as expected" in ended.stdout


def test_what_cannot_be_written_is_one_sentence(folder):
    case = folder / "recordings" / "hinges" / "article"
    (case / "expected.new").mkdir()  # stands in the way
    before = (case / "expected.json").read_bytes()
    ended = reexpect("hinges", "article")

    assert ended.exit_code == 2
    assert "cannot be written" in ended.stderr
    assert (case / "expected.json").read_bytes() == before


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("hinge",), "there is no site 'hinge'; did you mean hinges?"),
        (("hinges", "artikle"), "there is no recording 'artikle': did you mean article?"),
        (("hinges", "zzz"), "there is no recording 'zzz': there are article, index-1"),
        (("hinges", "--recordings", "/nowhere"), "/nowhere/hinges: there are no recordings of hinges here"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_use_is_one_sentence(args, said):
    ended = reexpect(*args)

    assert ended.exit_code == 2
    assert said in ended.stderr
    assert ended.stdout == ""


def test_the_packages_own_hold():
    assert reexpect("gsmarena", "article", "feed", "--check").stdout.endswith("all as expected\n")
    assert reexpect("web", "disqus-frame", "--check").exit_code == 0


def test_differences_are_short():
    long = "It folds. " * 40
    lines = list(
        told(
            {
                "title": Difference("A", "B\x1b[31m"),
                "tags": Difference(["a", "b"], ["b", "c"]),
                "images": Difference([1, 1], [1]),
                "new": Difference(ABSENT, 1),
                "body": Difference(f"{long}red\n\nsame", f"{long}blue\n\nsame"),
                "many": Difference([], list(range(40))),
            }
        )
    )

    assert lines[0] == '  title          "A" -> "B\\u001b[31m"'
    assert [line[-5:] for line in lines[1:3]] == ['- "a"', '+ "c"']
    assert "another number of each (2 before)" in lines[3]
    assert lines[4].endswith("(absent) -> 1")
    assert "… " in lines[5]
    assert "[-red-]{+blue+}" in lines[5]
    assert lines[-1].strip() == "and 28 more lines"
