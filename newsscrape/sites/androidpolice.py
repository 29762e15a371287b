"""Android news and reviews; its address changed from a dated one to the slug alone, which stayed the same."""

from newsscrape.sites.engines.valnet import VALNET
from newsscrape.sites.site import Site

SITE = Site(name="androidpolice", title="Android Police", home="https://www.androidpolice.com/", engine=VALNET)
