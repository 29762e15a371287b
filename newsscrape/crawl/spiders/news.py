"""The name under which several sites are crawled at once: ``scrapy crawl news -a sites=…``."""

from newsscrape.crawl import plan as plans
from newsscrape.crawl.spiders.site import ArchiveSpider
from newsscrape.errors import BadArgument


class NewsSpider(ArchiveSpider):
    """Stands in `scrapy list`. The command `crawl` starts the spider of each site in its place."""

    @classmethod
    def planned(cls, **_: str) -> plans.Plan:
        """Plan nothing: each of the sites has a plan and a run of its own."""
        raise BadArgument("news is several sites at once: scrapy crawl news -a sites=arenaev,gsmarena")
