"""Gadgets of every kind, and how to use them; no comment system has been seen."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.engines.wordpress import DATED, END, SLUG, WORDPRESS
from newsscrape.sites.site import Address, Site

SITE = Site(
    name="ubergizmo",
    title="Übergizmo",
    home="https://www.ubergizmo.com/",
    engine=WORDPRESS,
    articles=(DATED, Address(rf"^/(?P<key>(?:articles|how-to|reviews)/{SLUG}){END}", show=r"/\g<key>/")),
    rules=Rules(drop=('p:contains("Filed in "):has(a[rel~=tag])',), section=('a[rel="category tag"]',)),
)
