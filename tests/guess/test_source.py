"""A site's file: what is written is the site, whatever its pages call it, and laid out as the formatter would."""

import ast
import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from newsscrape.guess import source
from newsscrape.sites import Feed, Listing, Rules, Site, Sitemap, engines, registry
from newsscrape.sites.engines.gsmarena import GSMARENA

WORDS = "|".join(f"word{number}" for number in range(20))
LONG = tuple(f"p.a-long-name-of-a-class-{number} > span.and-more-of-it" for number in range(4))
SITES = [
    Site(name="a", title="A", home="https://a.example/", articles=(r"^/(?P<key>\d+)/",), sources=(Feed("feed/"),)),
    Site(name="b", title='B "and" more', home="https://b.example/", articles=(r"^/(?P<key>\d+)/",), sources=(Listing(""),)),
    Site(
        name="c",
        title="It's C\\",
        home="https://c.example/",
        articles=(r"^/(?P<key>\d+)/", f"^/(?!(?:{WORDS}))(?P<key>[^/?]+)"),
        sources=(Feed("a"), Sitemap("b.xml"), Listing("c?d=1")),
        rules=Rules(title=("h2",), drop=(*LONG, 'p:contains("so")'), zone="Europe/Berlin", date_order="dmy"),
    ),
]
KNOWN = next(each for each in engines.known() if each.engine is GSMARENA)


def test_engines_are_found_in_their_folder():
    assert KNOWN[:2] == ("newsscrape.sites.engines.gsmarena", "GSMARENA")


def test_the_file_is_the_site_and_formatted(tmp_path):
    engined = Site(name="d", title="D", home="https://d.example/", engine=GSMARENA)
    for site in (*SITES, engined):
        engine = KNOWN if site.engine is GSMARENA else None
        (tmp_path / f"{site.name}.py").write_text(source.write(site, engine, "Guessed."), encoding="utf-8")
    read = registry.load([tmp_path])

    for site in (*SITES, engined):
        for field in ("title", "home", "engine", "articles", "sources", "rules"):
            assert getattr(read[site.name], field) == getattr(site, field)
    check = [sys.executable, "-m", "ruff", "format", "--check", "--line-length", "128", "--isolated", tmp_path]
    assert subprocess.run(check, capture_output=True, text=True, check=False).stdout == "4 files already formatted\n"


@settings(max_examples=40)
@given(st.text(max_size=20).filter(str.strip), st.text(max_size=20))
def test_no_title_and_no_selector_is_more_than_a_text(title, selector):
    site = Site(name="a", title=title, home="https://a.example/", sources=(Feed(selector),))
    tree = ast.parse(source.write(site, None, "Guessed."))
    (made,) = [node.value for node in tree.body if isinstance(node, ast.Assign)]
    given = {keyword.arg: keyword.value for keyword in made.keywords}

    assert ast.literal_eval(given["title"]) == title
    assert ast.literal_eval(given["sources"].elts[0].args[0]) == selector
    assert len(tree.body) == 3
