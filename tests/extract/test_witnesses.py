"""What else the page says of its body, pictures and links."""

import json

import pytest

from newsscrape.reading import read

SAID = [
    "The first of the two boards carries the radio, and the maker says that it was drawn anew from the ground up this year.",
    "On the second one sits the battery's gauge, which counts what goes in and out, and which was right to the percent for us.",
    "Both are held by four screws of one kind, so that anybody who owns a driver can open the case on a kitchen table.",
]
OTHER = (
    "Nine people were asked on the street what they think of glue, and eight of them said that they had never thought of it."
)
BOARD = '<img src="/board.jpg" width="800"><a href="/maker">The maker</a> says no more. '


def told(field, *, stated=None, head="", body=None):
    node = {"@type": "NewsArticle", "headline": "Reader", **(stated or {})}
    head += f'<script type="application/ld+json">{json.dumps(node)}</script>' if stated else ""
    text = body if body is not None else "".join(f"<p>{said}</p>" for said in SAID)
    page = f"<html><head>{head}</head><body><article><h1>Reader</h1>{text}</article></body></html>"
    provenance = read(page, "https://www.plainpaper.example/reader").provenance
    return next((one for one in provenance if one.field == field), None)


def witnesses(one):
    return [(witness.source, witness.agrees) for witness in one.witnesses]


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        (" ".join(SAID), True),
        (SAID[0], True),
        (f"<p>{SAID[0]}</p><p>{SAID[1].replace('&', '&amp;')}</p>", True),
        (f"{SAID[0][:-20]} \u2026", True),
        (OTHER, False),
        (f"{SAID[0]} {OTHER}", False),
    ],
    ids=["whole", "teaser", "markup", "cut", "other", "more"],
)
def test_a_stated_body_agrees_where_its_words_stand_in_the_body(text, agrees):
    one = told("body", stated={"articleBody": text})

    assert (one.source, one.agreement) == ("density", 1 + agrees)
    assert witnesses(one) == [("json-ld:articleBody", agrees)]


@pytest.mark.parametrize("given", [None, 5, "", " ", [], {}, {"a": 1}, ["", 7]], ids=str)
def test_a_body_stated_in_a_wrong_way_is_no_witness(given):
    assert told("body", stated={"articleBody": given}).witnesses == ()


def test_what_is_marked_but_not_taken_is_a_witness():
    body = f"<p itemprop=articleBody>{OTHER}</p><div>{''.join(f'<p>{said}</p>' for said in SAID * 4)}</div>"
    one = told("body", body=body)

    assert one.source == "density"
    assert [witness.source for witness in one.witnesses] == ["microdata:articleBody"]


def test_the_lead_picture_has_its_source_and_witnesses():
    head = '<meta property="og:image" content="/board.jpg"><meta name="twitter:image" content="/case.jpg">'
    one = told("images", head=head, body=f"<p>{BOARD}{SAID[0]}</p><p>{SAID[1]}</p>", stated={"image": {"url": "/board.jpg"}})

    assert (one.source, one.raw) == ("meta:og:image", "https://www.plainpaper.example/board.jpg")
    assert witnesses(one) == [("meta:twitter:image", False), ("json-ld:image", True), ("body", True)]
    assert one.agreement == 3


def test_a_picture_of_the_body_alone_is_the_bodys():
    one = told("images", body=f"<p>{BOARD}{SAID[0]}</p><p>{SAID[1]}</p>")

    assert (one.source, one.agreement, one.witnesses) == ("body", 1, ())


def test_links_come_from_where_the_body_does():
    assert told("links", body=f"<p>{BOARD}{SAID[0]}</p><p>{SAID[1]}</p>").source == "density"
    assert told("links") is None
    assert told("images") is None
