import pytest
from click.testing import CliRunner

from newsscrape.cli import main


@pytest.fixture
def doctor(tmp_path, monkeypatch):
    monkeypatch.setenv("NEWSSCRAPE_ARCHIVE", str(tmp_path / "archive.db"))
    return lambda: CliRunner().invoke(main, ["doctor"])


def test_before_the_first_crawl_it_says_what_is_there(doctor):
    ended = doctor()

    assert ended.exit_code == 0
    assert "NEWSSCRAPE_CONTACT is not set" in ended.output
    assert "no archive yet" in ended.output
    assert "extras: desk, images, parquet, stories, warc" in ended.output


def test_an_archive_of_another_program_is_a_fault(doctor, tmp_path):
    (tmp_path / "archive.db").write_text("notes of mine")
    ended = doctor()

    assert ended.exit_code == 1
    assert "FAULT" in ended.output
    assert "not a newsscrape archive" in ended.output


def test_a_key_that_others_may_read_and_a_bad_site_are_faults(doctor, tmp_path, monkeypatch):
    key = tmp_path / "key"
    key.write_text("x" * 64)
    key.chmod(0o644)
    monkeypatch.setenv("NEWSSCRAPE_SECRET_FILE", str(key))
    monkeypatch.setenv("NEWSSCRAPE_CONTACT", "me@a.example")

    ended = doctor()

    assert ended.exit_code == 1
    assert "others may read" in ended.output
    assert "whom to write to: me@a.example" in ended.output


def test_an_archive_that_is_sound_is_so(doctor, archived):
    archived([])
    assert doctor().exit_code == 0
