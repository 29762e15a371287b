import json

import pytest

import newsscrape


def access(head="", body=""):
    page = f"<html><head>{head}</head><body>{body or '<article><p>Text.</p></article>'}</body></html>"
    article = newsscrape.read(page, "https://a.example/x")
    source = next((found.source for found in article.provenance if found.field == "access"), None)
    return article.access, source


def ld(**said):
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", "headline": "H", **said})}</script>'


@pytest.mark.parametrize(("tier", "expected"), [("free", "free"), ("metered", "metered"), ("locked", "paywalled")])
def test_the_tier_tells_a_meter_from_a_wall(tier, expected):
    meta = f'<meta property="article:content_tier" content="{tier}">'

    assert access(meta + ld(isAccessibleForFree=False)) == (expected, "meta:article:content_tier")


@pytest.mark.parametrize(
    ("given", "expected"),
    [(True, "free"), ("True", "free"), ("http://schema.org/True", "free"), (False, "paywalled"), ("false", "paywalled")],
)
def test_schema_org_says_whether_it_is_free(given, expected):
    assert access(ld(isAccessibleForFree=given)) == (expected, "json-ld:isAccessibleForFree")


@pytest.mark.parametrize("given", ["", "perhaps", None, [], {}])
def test_what_says_neither_is_nothing(given):
    assert access(ld(isAccessibleForFree=given)) == ("unknown", None)


def test_a_part_that_is_not_free_makes_a_wall():
    wall = {"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".paywall"}

    assert access(ld(hasPart=wall)) == ("paywalled", "json-ld:hasPart.isAccessibleForFree")
    assert access(ld(hasPart=[{"isAccessibleForFree": True}, wall]))[0] == "paywalled"
    assert access(ld(hasPart={"isAccessibleForFree": True})) == ("unknown", None)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("paywall", "paywalled"),
        ("piano-blocked", "paywalled"),
        ("poool-widget", "paywalled"),
        ("steady-paywall", "paywalled"),
        ("subscriber-only", "paywalled"),
        ("meteredContent", "metered"),
        ("no-paywall", "unknown"),
        ("paywall-login-link", "unknown"),
    ],
)
def test_a_wall_in_the_article_is_known_by_its_name(name, expected):
    assert access(body=f'<article><p>Text.</p><div class="box {name}">Subscribe</div></article>')[0] == expected


def test_a_wall_elsewhere_or_hidden_says_nothing_of_this_article():
    assert access(body='<div class="paywall">Subscribe</div><article><p>Text.</p></article>')[0] == "unknown"
    assert access(body='<article><p>Text.</p><div class="paywall hidden">Subscribe</div></article>')[0] == "unknown"


def test_articles_in_articles_are_walked_once():
    deep = "<article><div class='x'>" * 300 + "<div class='box'></div>" * 5_000 + "</div></article>" * 300

    assert access(body=f"<p>Our paywall</p>{deep}")[0] == "unknown"
