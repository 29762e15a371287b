import pytest

from newsscrape.errors import BadSite
from newsscrape.sites import Site, registry

GOOD = """from newsscrape.sites import Feed, Site

SITE = Site(
    name="fold",
    title="Fold",
    home="https://fold.example/",
    articles=(r"^/news/(?P<key>\\d+)",),
    sources=(Feed("feed.xml"),),
)
"""


def load(folder, text=GOOD, name="fold.py"):
    (folder / name).write_text(text, encoding="utf-8")
    return registry.load([folder])


def test_the_packages_sites_are_the_modules_of_its_folder():
    assert set(registry.load()) >= {"arenaev", "gsmarena"}
    assert all(site.origin == "newsscrape" for site in registry.load().values())


def test_a_users_file_is_a_site_and_says_where_it_came_from(tmp_path):
    sites = load(tmp_path)
    assert (sites["fold"].title, sites["fold"].origin) == ("Fold", str(tmp_path))
    assert list(sites) == sorted(sites)


def test_a_users_file_takes_the_place_of_the_packages_site(tmp_path):
    sites = load(tmp_path, GOOD.replace('"fold"', '"arenaev"'), "arenaev.py")
    assert sites["arenaev"].title == "Fold"
    assert registry.load()["arenaev"].title == "ArenaEV"


def test_a_name_may_begin_with_a_digit(tmp_path):
    sites = load(tmp_path, GOOD.replace('"fold"', '"9to5fold"'), "9to5fold.py")
    assert sites["9to5fold"].origin == str(tmp_path)
    with pytest.raises(BadSite, match="with a letter in it"):
        load(tmp_path, GOOD.replace('"fold"', '"95"'), "95.py")


def test_two_folders_with_one_name(tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "fold.py").write_text(GOOD, encoding="utf-8")
    with pytest.raises(BadSite, match=r"b/fold\.py:1: the site 'fold' stands in .*a/fold\.py already"):
        registry.load([tmp_path / "a", tmp_path / "b"])


def test_a_file_with_an_underscore_is_no_site(tmp_path):
    assert "_shared" not in load(tmp_path, "raise SystemExit", "_shared.py")


def test_a_loopback_copy_needs_no_https_and_no_pause(tmp_path):
    text = GOOD.replace("https://fold.example/", "http://127.0.0.1:8000/").replace("sources", "delay=0, sources")
    assert load(tmp_path, text)["fold"].host == "127.0.0.1:8000"


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ('"fold"', '"Fold"', 4, "lower case"),
        ('"fold"', '"web"', 4, "reserved"),
        ('"fold"', '"other"', 4, "is not the file's, 'fold'"),
        ('"Fold"', '" "', 5, "the title is empty"),
        ("https://fold", "http://fold", 6, "not an https address"),
        (".example/", ".example", 6, "does not end with a slash"),
        ('home="https://fold.example/"', "home=None", 6, "wrong type"),
        (r"(?P<key>\d+)", r"\d+", 7, "has no group"),
        (r"(?P<key>\d+)", r"(?P<key>\d+", 7, "no regular expression"),
        ('",),\n    sources', '"),\n    sources', 7, "not a tuple"),
        ('    sources=(Feed("feed.xml"),),\n', "", 4, "no source"),
        ('Feed("feed.xml")', '"feed.xml"', 8, "is no Feed, Sitemap or Listing"),
        ("    sources", "    delay=0.2,\n    sources", 8, "less than"),
        ("    sources", '    delay=float("nan"),\n    sources', 8, "no number of seconds"),
        ("    sources", "    comments=('disquss',),\n    sources", 8, "there is no comment system 'disquss'; there are"),
        ("    sources", "    browser='yes',\n    sources", 8, "wrong type"),
        ("    sources", "    browser=True, script_hosts='cdn.example',\n    sources", 8, "not a tuple"),
        ("    sources", "    browser=True, script_hosts=('https://cdn.example/',),\n    sources", 8, "is no name such as"),
        ("    sources", "    script_hosts=('cdn.example',),\n    sources", 8, "is for a site with browser=True"),
        ("    sources", "    comments='disqus',\n    sources", 8, "not a tuple"),
        ("    sources", "    limit=0,\n    sources", 8, "whole number"),
        ("    sources", "    titel='x',\n    sources", 3, "Site has no field 'titel'; did you mean title?"),
        ("    sources", "    qqq='x',\n    sources", 3, "Site has no field 'qqq'; there are name, title"),
        ('Feed("feed.xml")', 'Feed("feed.xml", sektion="a")', 8, "Feed has no field 'sektion'; did you mean section?"),
        ("SITE", "SIDE", 1, "no SITE"),
        ("SITE = Site(", "SITE = dict(", 3, "is no newsscrape.sites.Site"),
        ("import Feed", "import Fede", 1, "cannot import name"),
        ("SITE = Site(", "SITE = Site((", None, "no Python"),
    ],
)
def test_a_broken_rule_is_told_with_file_and_line_in_one_sentence(tmp_path, old, new, line, sentence):
    assert old in GOOD
    with pytest.raises(BadSite) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))
    said = str(caught.value)
    assert sentence in said
    assert "\n" not in said
    assert said.startswith(f"{tmp_path / 'fold.py'}:{line or ''}")


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ('Rules(title=("h1[",))', "no CSS selector"),
        ('Rules(title="h1")', "not a tuple"),
        ('Rules(zone="Europe/Nowhere")', "IANA"),
        ('Rules(date_order="ymd")', "neither dmy nor mdy"),
        ("Rules(title=('h1::text',))", "it is the element that is read; leave out what stands behind ::"),
        ("Rules(title=(1,))", "title of the rules has 1, which is no text"),
        ("Rules(zone=1)", "zone of the rules has 1, which is no text"),
        ("Rules(language='German')", "no BCP 47 name"),
    ],
)
def test_rules_are_checked(tmp_path, rules, sentence):
    text = GOOD.replace("import Feed", "import Feed, Rules").replace("    sources", f"    rules={rules},\n    sources")
    with pytest.raises(BadSite, match=r"fold\.py:8: .*" + sentence):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("rules=Rules(autors=('a',))", "Rules has no field 'autors'; did you mean authors?"),
        ("rules=Rules(until='2024-06-01')", "put them into former="),
        ("former=Rules(until='2024-06-01')", "former is not a tuple of Rules"),
        ("former=(Rules(title=('h1',)),)", "until=None is no day"),
        ("former=(Rules(until='2024-6-1'),)", "until='2024-6-1' is no day"),
        ("former=(Rules(until='2024-02-30'),)", "until='2024-02-30' is no day"),
        ("former=(Rules(until='2024-06-01', body=('p[',)),)", "no CSS selector"),
        ("former=(Rules(until='2024-06-01', zone='Europe/Nowhere'),)", "IANA"),
        ("former=(Rules(until='2024-06-01', body='p'),)", "body of the rules is not a tuple"),
        ("engine=Engine(former=(Rules(until='never'),))", "until='never' is no day"),
    ],
)
def test_rules_of_former_layouts_are_checked(tmp_path, given, sentence):
    text = GOOD.replace("import Feed", "import Engine, Feed, Rules").replace("    sources", f"    {given},\n    sources")
    with pytest.raises(BadSite) as caught:
        load(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / 'fold.py'}:8: ")
    assert sentence in str(caught.value)


def test_an_engines_rules_are_checked_too(tmp_path):
    text = GOOD.replace("import Feed", "import Address, Engine, Feed")
    text = text.replace("    sources", '    engine=Engine(items=("a:nth(",)),\n    sources')
    with pytest.raises(BadSite, match=r"fold\.py:8: .*no CSS selector"):
        load(tmp_path, text)
    text = text.replace('(r"^/news/(?P<key>\\d+)",)', '(Address(r"(?P<key>x)", show=r"/\\g<slug>"),)').replace("a:nth(", "a")
    with pytest.raises(BadSite, match=r"fold\.py:7: .*names the group 'slug'"):
        load(tmp_path, text)


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(BadSite, match="no folder of site files"):
        registry.load([tmp_path / "nowhere"])


def test_for_url():
    assert registry.for_url("https://m.gsmarena.com/x-news-1.php").name == "gsmarena"
    assert registry.for_url("https://elsewhere.example/") is None
    section = Site(name="ev", title="EV", home="https://www.gsmarena.com/ev/")
    sites = {**registry.load(), "ev": section}
    assert registry.for_url("https://www.gsmarena.com/ev/a", sites) is section
    assert registry.for_url("https://www.gsmarena.com/evil", sites).name == "gsmarena"
