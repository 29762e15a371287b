import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.crawl.arguments import NewsArguments, SiteArguments, WebArguments, read
from newsscrape.errors import BadArgument


def test_days_months_and_years_are_ranges():
    said = read(SiteArguments, {"since": "2026-02", "until": "2026-02"})
    assert (said.since, said.until) == ("2026-02-01T00:00:00Z", "2026-02-28T23:59:59Z")
    assert read(SiteArguments, {"until": "2024"}).until == "2024-12-31T23:59:59Z"
    assert read(SiteArguments, {"since": "2026-01-31"}).since == "2026-01-31T00:00:00Z"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"sinse": "2020"}, "since"),
        ({"since": "yesterday"}, "2026-01-31"),
        ({"since": "2020-13-01"}, "no date"),
        ({"until": "9999"}, "no date"),
        ({"since": "9999-12"}, "no date"),
        ({"since": "2021", "until": "2020"}, "lies after"),
        ({"limit": "many"}, "200"),
        ({"limit": "0"}, "200"),
        ({"limit": "-5"}, "200"),
        ({"comments": "al"}, "did you mean all"),
        ({"refresh": "some"}, "auto, all, none"),
        ({"at": "nowhere"}, "web address"),
        ({"at": "http://[bad/"}, "web address"),
        ({"url": "https://a.example/"}, "no such argument"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(given, words):
    with pytest.raises(BadArgument, match=words):
        read(SiteArguments, given)


def test_addresses_come_from_the_line_and_from_a_file(tmp_path):
    path = tmp_path / "list.txt"
    path.write_text("# mine\nhttps://a.example/1\n\nhttps://a.example/2 https://a.example/3\n")
    said = read(WebArguments, {"url": "https://b.example/ https://a.example/1", "urls": str(path)})
    assert said.addresses == ("https://b.example/", *(f"https://a.example/{n}" for n in (1, 2, 3)))
    path.write_text("ftp://a.example/")
    with pytest.raises(BadArgument, match="ftp"):
        read(WebArguments, {"urls": str(path)})
    with pytest.raises(BadArgument, match="cannot be read"):
        read(WebArguments, {"urls": str(tmp_path)})


def test_names_come_parted_by_commas_or_blanks():
    assert read(SiteArguments, {"sections": "cars, phones cars"}).sections == ("cars", "phones")
    assert read(NewsArguments, {"sites": "arenaev,gsmarena"}).sites == ("arenaev", "gsmarena")


@given(
    st.sampled_from(["since", "until", "limit", "comments", "refresh", "at", "url", "follow", "sections", "sites"]), st.text()
)
def test_any_text_is_understood_or_refused(name, value):
    for kind in (SiteArguments, WebArguments, NewsArguments):
        with contextlib.suppress(BadArgument):
            assert isinstance(read(kind, {name: value}), kind)
