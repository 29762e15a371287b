"""What holds for every site of the package: its file, its addresses, its recordings (whose reading `test_recordings` tests)."""

import importlib
import pkgutil
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

import pytest
from scrapy.settings import Settings

from newsscrape import recording
from newsscrape.crawl.loader import SiteLoader
from newsscrape.sites import Engine, Rules, engines, registry
from newsscrape.sites.site import GENERIC

SITES = registry.load()
RECORDINGS = Path(__file__).parents[1] / "recordings"
LOOPBACK = "http://127.0.0.1:8765/copy/"
MOST_LINES = 14
"""Of a site file, the median: what is asked of whoever adds one."""
NO_ARTICLES = (
    *("", "about/", "privacy-policy/", "feed/", "page/2/", "search?q=x", "?s=x", "wp-json/", "robots.txt", "sitemap.xml"),
    *("tag/x/", "author/x/", "category/x/", "tag/a-phone-that-folds/", "author/ada-lovelace/", "category/phones/page/2/"),
)

sites = pytest.mark.parametrize("site", SITES.values(), ids=SITES)


def file_of(site):
    return Path(registry.__file__).parent / f"{site.name}.py"


def recorded(site):
    """Return the addresses of the site's recorded articles, those of further parts included."""
    cases = [recording.load(meta.parent) for meta in sorted((RECORDINGS / site.name).glob("*/meta.json"))]
    return [page.url for case in cases if case.kind == "article" for page in case.pages]


@sites
def test_name_is_that_of_module_and_spider(site):
    assert SITES[site.name] is site
    assert file_of(site).is_file()
    loader = SiteLoader(Settings())
    assert site.name in loader.list()
    assert loader.load(site.name).name == site.name


@sites
def test_the_home_is_https(site):
    assert site.home.startswith("https://")


@pytest.mark.parametrize("field", ["title", "home"])
def test_no_two_sites_share(field):
    values = [getattr(site, field) for site in SITES.values()]
    assert len(set(values)) == len(values)


@sites
def test_its_articles_are_nobody_elses(site):
    for url in recorded(site):
        assert [name for name, other in SITES.items() if other.identify(url)] == [site.name]
        assert registry.for_url(url, SITES) is site


@sites
def test_its_sources_stand_on_the_site_or_are_spelled_out(site):
    spelled_out = {source.url for source in (*(site.sources or site.engine.sources), *site.sections) if "://" in source.url}
    for url, kind in (*site.starts(), *site.starts(site.section_names)):
        assert urlsplit(url).scheme == "https", kind
        assert site.owns(url) or url in spelled_out


@sites
def test_no_source_and_no_page_about_the_site_is_taken_for_an_article(site):
    pages = [site.home + path for path in NO_ARTICLES] + [url for url, _ in (*site.starts(), *site.starts(site.section_names))]
    assert [url for url in pages if site.identify(url)] == []


@sites
def test_it_knows_its_articles_in_a_copy_on_loopback(site):
    copy = site.at(LOOPBACK)
    assert all(url.startswith(LOOPBACK) or url in dict(site.starts()) for url, _ in copy.starts())
    for url in recorded(site):
        split = urlsplit(url)
        there = LOOPBACK + split.path.removeprefix(urlsplit(site.home).path) + (f"?{split.query}" if split.query else "")
        assert copy.identify(there) == site.identify(url)
        assert copy.canonical(there).startswith(LOOPBACK)


@sites
def test_its_rules_do_not_repeat_its_engines(site):
    names = [name for name in Rules.__dataclass_fields__ if getattr(site.rules, name) not in ((), None)]
    assert [name for name in names if getattr(site.rules, name) == getattr(site.engine.rules, name)] == []


@sites
def test_its_engine_is_one_of_the_folder_or_its_own(site):
    modules = [importlib.import_module(f"{engines.__name__}.{each.name}") for each in pkgutil.iter_modules(engines.__path__)]
    known = {value.name for module in modules for value in vars(module).values() if isinstance(value, Engine)}
    assert site.engine.name in known | {GENERIC.name, Engine().name}


def test_a_site_file_is_short():
    lengths = [len(file_of(site).read_text(encoding="utf-8").splitlines()) for site in SITES.values()]
    assert median(lengths) <= MOST_LINES
