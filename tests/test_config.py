import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import config
from newsscrape.errors import BadArgument


def test_without_settings_all_have_their_defaults():
    assert config.load({}) == config.Config()
    assert config.load({"PATH": "/bin", "NEWSSCRAPE_CONTACT": "", "NEWSSCRAPE_SITES": ""}) == config.Config()


def test_reads_every_setting_from_the_environment():
    found = config.load(
        {
            "NEWSSCRAPE_ARCHIVE": "~/news.db",
            "NEWSSCRAPE_CONTACT": "desk@paper.example",
            "NEWSSCRAPE_SITES": os.pathsep.join(["mine", "", " ours "]),
            "NEWSSCRAPE_COMMENTS": "First",
            "NEWSSCRAPE_COMMENTERS": "Pseudonyms",
            "NEWSSCRAPE_SECRET_FILE": "~/newsscrape.key",
            "NEWSSCRAPE_DISQUS_KEY": " AbCdEf0123456789 ",
            "NEWSSCRAPE_PAGES": "latest",
            "NEWSSCRAPE_ALLOW_HOSTS": "127.0.0.1, LOCALHOST:8080 [::1]:80 ::1",
            "NEWSSCRAPE_NOTIFY": "mail -s 'on your topics' me",
            "NEWSSCRAPE_IMAGES": "urls",
            "NEWSSCRAPE_CHROMIUM": "~/chrome",
        }
    )

    assert found == config.Config(
        archive=Path.home() / "news.db",
        contact="desk@paper.example",
        sites=(Path("mine"), Path("ours")),
        comments="first",
        commenters="pseudonyms",
        secret_file=Path.home() / "newsscrape.key",
        disqus_key="AbCdEf0123456789",
        pages="latest",
        allow_hosts=("127.0.0.1", "localhost:8080", "[::1]:80", "::1"),
        notify="mail -s 'on your topics' me",
        images="urls",
        chromium=Path.home() / "chrome",
    )


@pytest.mark.parametrize("name", ["archive", "NEWSSCRAPE_ARCHIVE"])
def test_what_is_given_by_hand_beats_the_environment(name):
    env = {"NEWSSCRAPE_ARCHIVE": "a.db"}

    assert config.load(env, {name: "b.db"}).archive == Path("b.db")
    assert config.load(env, {name: Path("b.db")}).archive == Path("b.db")
    assert config.load(env, {name: None}).archive == Path("a.db")


def test_lists_may_come_as_lists():
    found = config.load({}, {"sites": [Path("a"), "b"], "allow_hosts": ("127.0.0.1",)})

    assert (found.sites, found.allow_hosts) == ((Path("a"), Path("b")), ("127.0.0.1",))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("NEWSSCRAPE_ARCHVE", "x", "did you mean NEWSSCRAPE_ARCHIVE?"),
        ("NEWSSCRAPE_QQQQQQQQQQQQQQQQ", "x", "no such setting"),
        ("NEWSSCRAPE_COMMENTS", "frist", "not one of all, first, none; did you mean first?"),
        ("NEWSSCRAPE_PAGES", "7", "NEWSSCRAPE_PAGES=7: not one of all, latest, none"),
        ("NEWSSCRAPE_CONTACT", "me", "e-mail or web address"),
        ("NEWSSCRAPE_CONTACT", "me@a.example\r\nCookie: x", "on one line"),
        ("NEWSSCRAPE_ALLOW_HOSTS", "http://127.0.0.1/", "not host names"),
        ("NEWSSCRAPE_NOTIFY", "mail 'me", "not a command line (No closing quotation)"),
        ("NEWSSCRAPE_ALLOW_HOSTS", "[::1", "NEWSSCRAPE_ALLOW_HOSTS=[::1"),
        ("NEWSSCRAPE_ARCHIVE", "~nobody-of-this-name/a.db", "NEWSSCRAPE_ARCHIVE=~nobody"),
    ],
)
def test_says_in_one_line_what_is_wrong(name, value, says):
    with pytest.raises(BadArgument) as caught:
        config.load({name: value})

    assert says in str(caught.value)
    assert str(caught.value).startswith(name)


def test_an_override_of_no_setting_is_refused_too_and_scrapys_own_are_passed_over():
    with pytest.raises(BadArgument, match="NEWSSCRAPE_COMMENTS"):
        config.load({}, {"NEWSSCRAPE_COMENTS": "all"})
    assert config.load({}, {"LOG_LEVEL": "INFO", "DOWNLOAD_DELAY": 0}) == config.Config()


def test_describe_shows_values_beside_their_defaults_and_what_it_shows_can_be_set():
    found = config.load({}, {"sites": ["a", "b"], "contact": "me@a.example", "allow_hosts": "127.0.0.1,::1"})
    rows = config.describe(found)

    assert [row.name for row in config.describe()] == [row.name for row in rows]
    assert all(row.about and row.name.startswith(config.PREFIX) for row in rows)
    assert [row.default for row in rows] == [row.value for row in config.describe()]
    assert config.load({row.name: row.value for row in rows}) == found


def test_a_secret_is_never_shown():
    found = config.load({"NEWSSCRAPE_DISQUS_KEY": "AbCdEf0123456789"})

    (row,) = [row for row in config.describe(found) if row.name == "NEWSSCRAPE_DISQUS_KEY"]
    assert (row.value, row.default) == ("(set)", "")
    assert "AbCdEf" not in repr(found)
    with pytest.raises(BadArgument) as caught:
        config.load({"NEWSSCRAPE_DISQUS_KEY": "AbCdEf 0123456789"})
    assert str(caught.value) == "NEWSSCRAPE_DISQUS_KEY: a key is 16 to 200 letters and digits"


def test_nearest_ignores_case_and_knows_when_nothing_is_near():
    assert config.nearest("ArenaEW", ["gsmarena", "arenaev"]) == "arenaev"
    assert config.nearest("zzz", ["gsmarena", "arenaev"]) is None
    assert config.nearest("x", []) is None


@given(st.text(max_size=30), st.sampled_from([row.name for row in config.describe() if row.name != "NEWSSCRAPE_DISQUS_KEY"]))
def test_any_value_is_taken_or_refused_never_more(value, name):
    try:
        shown = {row.name: row.value for row in config.describe(config.load({name: value}))}
    except BadArgument:
        return
    assert config.describe(config.load(shown)) == config.describe(config.load({name: value}))


def test_in_a_folder_that_init_made_its_sites_are_known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sites").mkdir()
    before = config.load({}).sites
    (tmp_path / config.INITIAL_SETTINGS).write_text("")

    assert (before, config.load({}).sites) == ((), (Path("sites"),))
    assert config.load({"NEWSSCRAPE_SITES": "mine"}).sites == (Path("mine"),)
