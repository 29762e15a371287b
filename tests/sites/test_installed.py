"""Sites that another distribution brings, as pip lays one down: a package beside its metadata, on the path."""

import os
import subprocess
import sys

import pytest

from newsscrape.errors import BadSite
from newsscrape.sites import installed, registry

GOOD = """from newsscrape.sites import Feed, Site

SITE = Site(
    name="{name}",
    title="{name} news",
    home="https://{name}.example/",
    articles=(r"^/(?P<key>\\d+)",),
    sources=(Feed("feed.xml"),),
)
"""


class Place:
    """A folder on the path into which distributions are laid."""

    def __init__(self, folder):
        self.folder = folder

    def lay(self, distribution, entry, files):
        info = self.folder / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{installed.GROUP}]\nsites = {entry}\n")
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")


@pytest.fixture
def place(tmp_path, monkeypatch):
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return Place(folder)


def fold(name="fold"):
    return GOOD.format(name=name)


def test_every_file_of_the_package_is_a_site_and_bears_the_distributions_name(place):
    files = {"phones/__init__.py": "", "phones/fold.py": fold(), "phones/flip.py": fold("flip"), "phones/_shared.py": "1 / 0"}
    place.lay("phone-sites", "phones", files)
    sites = registry.load()
    assert (sites["fold"].title, sites["fold"].origin, sites["flip"].origin) == ("fold news", "phone-sites", "phone-sites")
    assert list(sites) == sorted(sites)


def test_a_module_is_one_site_and_its_neighbours_are_none(place):
    place.lay("one-site", "fold", {"fold.py": fold(), "neighbour.py": "1 / 0"})
    assert {name for name, site in registry.load().items() if site.origin == "one-site"} == {"fold"}


def test_the_users_folder_beats_a_distribution_and_that_the_package(place, tmp_path):
    place.lay("phone-sites", "phones", {"phones/arenaev.py": fold("arenaev"), "phones/fold.py": fold()})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "fold.py").write_text(fold().replace("fold news", "Mine"))
    sites = registry.load([tmp_path / "mine"])
    assert (sites["arenaev"].origin, sites["fold"].title) == ("phone-sites", "Mine")


def test_a_broken_file_is_told_with_file_line_and_distribution(place):
    place.lay("phone-sites", "phones", {"phones/fold.py": fold().replace("title", "titel")})
    with pytest.raises(BadSite) as caught:
        registry.load()
    assert str(caught.value) == (
        f"{place.folder}/phones/fold.py:3: Site has no field 'titel'; did you mean title?"
        " (a file of the distribution phone-sites)"
    )


def test_two_distributions_with_one_name(place):
    place.lay("a-sites", "a_sites", {"a_sites/fold.py": fold()})
    place.lay("b-sites", "b_sites", {"b_sites/fold.py": fold()})
    with pytest.raises(BadSite, match=r"b_sites/fold\.py:1: the site 'fold' stands in .*a_sites/fold\.py already.*b-sites"):
        registry.load()


@pytest.mark.parametrize(
    ("entry", "files", "said"),
    [
        ("nowhere", {}, "names no package or module with a place on the disk"),
        ("nowhere.sites", {}, "cannot be imported: ModuleNotFoundError"),
        ("broken.sites", {"broken/__init__.py": "1 / 0"}, "cannot be imported: ZeroDivisionError"),
        ("sys", {}, "names no package or module with a place"),
        ("..", {}, "cannot be imported"),
    ],
)
def test_what_cannot_be_found_is_told_in_one_sentence(place, entry, files, said):
    place.lay("phone-sites", entry, files)
    with pytest.raises(BadSite) as caught:
        registry.load()
    sentence = str(caught.value)
    assert sentence.startswith(f"phone-sites: the entry point sites = {entry} of its group newsscrape.sites {said}")
    assert "\n" not in sentence


def test_scrapy_lists_them(place):
    place.lay("phone-sites", "phones", {"phones/__init__.py": "", "phones/fold.py": fold()})
    path = os.pathsep.join([str(place.folder), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, "PYTHONPATH": path, "SCRAPY_SETTINGS_MODULE": "newsscrape.crawl.settings"}
    done = subprocess.run([sys.executable, "-m", "scrapy", "list"], env=env, capture_output=True, text=True, check=True)
    assert "fold" in done.stdout.split()
