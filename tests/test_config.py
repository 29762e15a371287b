from pathlib import Path

import pytest

from newsscrape import config
from newsscrape.errors import BadArgument


def test_without_settings_the_defaults_hold():
    assert config.load({}) == config.Config()
    assert config.load({"PATH": "/bin", "NEWSSCRAPE_ARCHIVE": " "}) == config.Config()


def test_overrides_beat_the_environment():
    found = config.load(
        {"NEWSSCRAPE_ARCHIVE": "a.db", "NEWSSCRAPE_SITES": "one:two"}, {"NEWSSCRAPE_ARCHIVE": "b.db", "LOG_LEVEL": "INFO"}
    )

    assert found.archive == Path("b.db")
    assert found.sites == (Path("one"), Path("two"))


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("NEWSSCRAPE_ARCHIV", "x", "did you mean NEWSSCRAPE_ARCHIVE"),
        ("NEWSSCRAPE_COMMENTS", "some", "one of all, first, none"),
        ("NEWSSCRAPE_PAGES", "ALL", "one of all, latest, none"),
    ],
)
def test_a_wrong_setting_is_refused_in_one_sentence(name, value, sentence):
    with pytest.raises(BadArgument, match=sentence):
        config.load({name: value})


def test_every_setting_is_described_and_can_be_read_back():
    given = config.Config(Path("x.db"), "me@a.example", (Path("s"), Path("t")), "first", "latest")

    assert config.load(dict(config.describe(given))) == given
