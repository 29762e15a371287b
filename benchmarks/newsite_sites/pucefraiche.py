"""Puce fraîche: class names made by a program, so that the rules go by addresses and words; articles of two pages."""

from newsscrape.sites import Feed, Rules, Site

SITE = Site(
    name="pucefraiche",
    title="Puce fraîche",
    home="http://127.0.0.1:8794/",
    articles=(r"^/actu/(?P<key>\d+)-[^/?]*(?:\?p=(?P<part>\d+))?$",),
    sources=(Feed("flux.atom"),),
    rules=Rules(
        description=("h1 + div",),
        authors=('a[href^="/auteur/"]',),
        published=('h1 ~ div span:contains("Publié le")',),
        tags=('a[href^="/sujet/"]',),
        drop=("h1 + div", 'div:contains("À lire aussi"):has(> a)', "div:has(> input)"),
        zone="Europe/Paris",
    ),
)
