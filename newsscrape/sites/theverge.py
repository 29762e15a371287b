"""Technology and its culture; the number in the address is the article, and the name of the thread in Coral is made of it."""

from newsscrape.sites.engines.duet import DUET
from newsscrape.sites.site import Site

SITE = Site(name="theverge", title="The Verge", home="https://www.theverge.com/", engine=DUET)
