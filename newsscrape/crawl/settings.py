"""Scrapy's settings for our crawls: safe and polite as they stand. `newsscrape.config` holds the package's own."""

from importlib.util import find_spec

from newsscrape import __version__

BOT_NAME = "newsscrape"
USER_AGENT = f"newsscrape/{__version__}"  # the loader adds the contact

COMMANDS_MODULE = "newsscrape.crawl.commands"
SPIDER_LOADER_CLASS = "newsscrape.crawl.loader.SiteLoader"
SCHEDULER = "newsscrape.crawl.scheduler.Scheduler"
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the archive knows every URL

ITEM_PIPELINES = {
    "newsscrape.crawl.pipelines.read.Read": 100,
    "newsscrape.crawl.pipelines.archive.Archive": 900,
}
EXTENSIONS = {
    "newsscrape.crawl.extensions.feeds.ArchiveFeeds": 10,
    "newsscrape.crawl.extensions.run.RunKeeper": 20,
    "newsscrape.crawl.extensions.report.Report": 30,
    # Ours take their place, or nobody needs them.
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.logstats.LogStats": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
DOWNLOADER_MIDDLEWARES = {
    "newsscrape.crawl.middlewares.rendering.Rendering": 580,  # it takes answers after Decoding
    "newsscrape.crawl.middlewares.decoding.Decoding": 590,
    "newsscrape.crawl.middlewares.guard.Guard": 760,  # behind HttpProxyMiddleware
    # A redirect, a retry, robots.txt are rows of the frontier; cookies are never kept.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
}
TWISTED_DNS_RESOLVER = "newsscrape.crawl.resolver.GuardedResolver"
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}
FEED_STORAGES = {"ftp": None, "ftps": None, "gs": None, "s3": None}
FEED_EXPORT_ENCODING = "utf-8"

ROBOTSTXT_OBEY = True
HTTPERROR_ALLOW_ALL = True
COOKIES_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 16 << 20  # sitemaps may be as large; a page may not: `newsscrape.page.MAX_BYTES`
DOWNLOAD_WARNSIZE = 0
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 1  # workers started for each answer, which yields one item
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 2 * DOWNLOAD_MAXSIZE
CLOSESPIDER_TIMEOUT = 6 * 3600  # seconds; whatever a site has to offer without end, the next run goes on from there
CLOSESPIDER_PAGECOUNT = 50_000
ASYNCIO_EVENT_LOOP = "uvloop.Loop" if find_spec("uvloop") else None

LOG_LEVEL = "WARNING"  # the report writes for people; -L INFO shows the machinery
LOG_FORMAT = "%(levelname)s: %(message)s"
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
