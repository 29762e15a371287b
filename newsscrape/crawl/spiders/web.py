"""The spider of single addresses: any article, feed, sitemap, listing or home page, by generic reading."""

from collections.abc import Mapping
from typing import ClassVar

from newsscrape.crawl import arguments
from newsscrape.crawl import plan as plans
from newsscrape.crawl.spiders.site import ArchiveSpider
from newsscrape.errors import BadArgument
from newsscrape.sites import Site


class WebSpider(ArchiveSpider):
    """``scrapy crawl web -a url="ADDRESS ADDRESS"`` or ``-a urls=FILE``."""

    sites: ClassVar[Mapping[str, Site]] = {}

    @classmethod
    def planned(cls, **given: str) -> plans.Plan:
        """Plan the visit of the addresses given."""
        read: arguments.WebArguments = arguments.read(arguments.WebArguments, given)
        if not read.addresses:
            raise BadArgument("web needs an address: -a url=https://… (several parted by blanks), or -a urls=FILE")
        return plans.of_addresses(cls.sites, read)
