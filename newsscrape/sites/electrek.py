"""Electric cars, and the power for them; of the 9to5 sites the one that was last seen with Disqus."""

from newsscrape.sites.engines.ninetofive import NINETOFIVE
from newsscrape.sites.site import Site

SITE = Site(name="electrek", title="Electrek", home="https://electrek.co/", engine=NINETOFIVE, comments=("disqus",))
