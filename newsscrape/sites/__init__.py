"""Gadget-news sites as data. A module dropped in here, or into a folder of `NEWSSCRAPE_SITES`, is a site.

So is a module of an installed package that an entry point of the group `newsscrape.sites` names.
"""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Address, Engine, Feed, Identity, Listing, Site, Sitemap, Source

__all__ = ["Address", "Engine", "Feed", "Identity", "Listing", "Rules", "Site", "Sitemap", "Source"]
