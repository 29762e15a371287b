"""Phones from China, often before they are shown; each text ends in an invitation to the site's own channels."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.engines.wordpress import WORDPRESS
from newsscrape.sites.site import Site

SITE = Site(
    name="gizmochina",
    title="Gizmochina",
    home="https://www.gizmochina.com/",
    engine=WORDPRESS,
    rules=Rules(
        drop=('p:contains("Telegram community"), p:contains("visit our News Section")',),
        section=(".td-category a",),
        tags=(".td-tags a",),
    ),
)
