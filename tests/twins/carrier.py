"""Scrapy's way to the made-up services: what is meant for any host of the web goes to one server on this machine.

A test puts this folder on PYTHONPATH and names `Carrier` in DOWNLOAD_HANDLERS; the crawl itself knows nothing of it.
"""

import os
from urllib.parse import urlsplit

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler


class Carrier(HTTP11DownloadHandler):
    """Asks the server at CARRIER_PORT in the name of the host that is meant."""

    async def download_request(self, request):
        parts = urlsplit(request.url)
        there = parts._replace(scheme="http", netloc=f"127.0.0.1:{os.environ['CARRIER_PORT']}").geturl()
        headers = {**request.headers, b"Host": [parts.netloc.encode()]}
        response = await super().download_request(request.replace(url=there, headers=headers))
        return response.replace(url=request.url)
