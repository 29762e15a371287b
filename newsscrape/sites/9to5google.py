"""Phones, watches and homes by Google and those around it."""

from newsscrape.sites.engines.ninetofive import NINETOFIVE
from newsscrape.sites.site import Site

SITE = Site(name="9to5google", title="9to5Google", home="https://9to5google.com/", engine=NINETOFIVE)
