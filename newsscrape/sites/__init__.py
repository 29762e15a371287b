"""Gadget-news sites as data. A module dropped in here, or into a folder of `NEWSSCRAPE_SITES`, is a site."""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Address, Engine, Feed, Identity, Listing, Site, Sitemap, Source

__all__ = ["Address", "Engine", "Feed", "Identity", "Listing", "Rules", "Site", "Sitemap", "Source"]
