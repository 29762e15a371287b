"""Scrapy's spiders, made of site data: one per site, `web` for single addresses, `news` for several sites."""

import builtins
from collections.abc import Mapping

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.settings import BaseSettings

from newsscrape.config import nearest
from newsscrape.crawl.options import config_of
from newsscrape.crawl.plan import NEWS, WEB
from newsscrape.crawl.spiders.news import NewsSpider
from newsscrape.crawl.spiders.site import SiteSpider
from newsscrape.crawl.spiders.web import WebSpider
from newsscrape.errors import BadUse
from newsscrape.sites import Site, registry


class SiteLoader:
    """Scrapy's SPIDER_LOADER_CLASS."""

    def __init__(self, settings: BaseSettings) -> None:
        self._settings = settings
        self._sites: Mapping[str, Site] | None = None

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> "SiteLoader":
        """Make it, as Scrapy does."""
        return cls(settings)

    @property
    def sites(self) -> Mapping[str, Site]:
        """The package's sites and the user's.

        Raises:
            BadUse: a site file or a setting breaks the rules.
        """
        if self._sites is None:
            self._sites = registry.load(config_of(self._settings).sites)
        return self._sites

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider class of a site.

        Raises:
            KeyError: there is none; the text names the nearest.
            BadUse: see `sites`.
        """
        if spider_name == WEB:
            return type("Web", (WebSpider,), {"name": WEB, "sites": self.sites})
        if spider_name == NEWS:
            return type("News", (NewsSpider,), {"name": NEWS})
        if spider_name not in self.sites:
            names = [*self.sites, NEWS, WEB]
            guess = nearest(spider_name, names)
            hint = f"did you mean {guess}?" if guess else f"there are {', '.join(names)}"
            raise KeyError(f"there is no site {spider_name!r}; {hint}")
        return type(spider_name.title(), (SiteSpider,), {"name": spider_name, "site": self.sites[spider_name]})

    def list(self) -> list[str]:
        """Return the names of all spiders."""
        try:
            return [*self.sites, NEWS, WEB]
        except BadUse as error:
            raise UsageError(str(error), print_help=False) from error

    def find_by_request(self, request: Request) -> "builtins.list[str]":
        """Return the spider of the site that owns the address, else `web`."""
        site = registry.for_url(request.url, self.sites)
        return [site.name if site else WEB]
