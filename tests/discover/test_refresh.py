import pytest

from newsscrape.discover import refresh
from newsscrape.page import Page


def read(content, body="<p>You are being taken there.</p>", head=""):
    meta = f'<meta http-equiv="refresh" content="{content}">'
    return refresh.read(Page("https://x.example/a/", f"<html><head>{head}{meta}</head><body>{body}</body></html>".encode()))


@pytest.mark.parametrize(
    "content",
    [
        "0; url=/b",
        "0;URL=/b",
        "5 ; Url = '/b'",
        "0; url=&quot;/b&quot;",
        "10, /b",
        "0.5; /b",
        " 0 ;\n url=https://x.example/b#top",
        "0; url='/b' trailing",
    ],
)
def test_the_forms_of_a_refresh(content):
    assert read(content) == "https://x.example/b"


@pytest.mark.parametrize(
    "content",
    ["", "0", "30", "11; url=/b", "soon; url=/b", "0; url=", "0; url=javascript:alert(1)", "0; url=http://[bad", "-1; url=/b"],
)
def test_what_leads_nowhere(content):
    assert read(content) is None


@pytest.mark.parametrize("there", ["/a/", "", "./", "#x", "/a/?utm_source=x"])
def test_a_page_that_loads_itself_again_stays(there):
    assert read(f"5; url={there}") is None


def test_a_page_with_something_to_read_stays():
    assert read("5; url=/b", "<p>" + "word " * 40 + "</p>") is None


def test_readers_without_scripts_are_not_followed():
    html = '<html><head><noscript><meta http-equiv="refresh" content="0; url=/nojs"></noscript></head><body><p>x</p>'
    assert refresh.read(Page("https://x.example/", html.encode())) is None


def test_an_address_counts_from_the_pages_base():
    assert read("0; url=b", head='<base href="https://x.example/c/">') == "https://x.example/c/b"


def test_a_page_without_a_refresh():
    assert refresh.read(Page("https://x.example/", b"<html><meta name=refresh content='0; url=/b'><p>x")) is None
