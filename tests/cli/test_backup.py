"""`newsscrape backup`, as a user calls it."""

import pytest
from click.testing import CliRunner

from newsscrape.cli import main
from newsscrape.model import Article


@pytest.fixture
def path(archived):
    return archived([Article(site="arenaev", key="1", url="https://www.arenaev.example/1", title="A car", body="It drives.")])


def run(path, *arguments):
    return CliRunner().invoke(main, ["--archive", str(path), "backup", *map(str, arguments)])


def test_says_what_it_made(path, tmp_path):
    target = tmp_path / "copy.db"

    result = run(path, target)

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{target}: {target.stat().st_size / 1000:.1f} kB, checked\n"
    assert CliRunner().invoke(main, ["--archive", str(target), "check"]).output == f"{target}: whole\n"


def test_replaces_on_request_only(path, tmp_path):
    target = tmp_path / "copy.db"
    run(path, target)
    before = target.stat().st_ino

    refused = run(path, target)

    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert "--force" in refused.stderr
    assert target.stat().st_ino == before
    assert run(path, target, "--force").exit_code == 0
    assert target.stat().st_ino != before


def test_takes_the_image_files_along_on_request(path, tmp_path):
    image = path.parent / "images" / "ab" / f"{'c' * 62}.png"
    image.parent.mkdir(parents=True)
    image.write_bytes(b"a picture")
    target = tmp_path / "elsewhere" / "copy.db"
    target.parent.mkdir()

    assert "its image files not: see --images" in run(path, target).stderr
    assert not (target.parent / "images").exists()
    assert "1 image file more" in run(path, target, "--force", "--images").stderr
    assert (target.parent / "images" / "ab" / image.name).read_bytes() == b"a picture"
