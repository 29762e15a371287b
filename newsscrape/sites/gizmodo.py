"""Gadgets, science and films; the number has stayed with each article from Gawker's days over Kinja to WordPress."""

from dataclasses import replace

from newsscrape.extract.rules import Rules
from newsscrape.sites.engines.wordpress import WORDPRESS
from newsscrape.sites.site import Site

SITE = Site(
    name="gizmodo",
    title="Gizmodo",
    home="https://gizmodo.com/",
    engine=replace(WORDPRESS, aliases=("io9.", "earther.", "paleofuture.")),
    articles=(r"^/[^/?]*-(?P<key>\d{10}|\d{7})(?:/amp)?/?(?:\?|$)", r"^/!?(?P<key>\d{7})(?:/[^/?]*)?/?(?:\?|$)"),
    rules=Rules(drop=(".byline, .entry-header, .post-bottom",)),
)
