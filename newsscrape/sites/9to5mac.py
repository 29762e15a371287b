"""All that Apple makes, and what is sold for it."""

from newsscrape.sites.engines.ninetofive import NINETOFIVE
from newsscrape.sites.site import Site

SITE = Site(name="9to5mac", title="9to5Mac", home="https://9to5mac.com/", engine=NINETOFIVE)
