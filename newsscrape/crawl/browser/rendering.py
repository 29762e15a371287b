"""One Chromium for a run, or for several: it is handed a page that has been fetched, and gives back what scripts make of it.

Playwright's routing does not see the requests behind a redirect, nor those of web sockets; that is why the browser is
offline altogether (see `chromium`), and nothing depends on the routing being complete.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsscrape.crawl.browser import chromium
from newsscrape.crawl.browser.chromium import NoBrowser, NotRendered
from newsscrape.crawl.browser.door import Asked, Reply
from newsscrape.model import Kind

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Route

RENDERED: frozenset[Kind] = frozenset({"article", "part"})
"""What the browser draws. Feeds, sitemaps, lists, comments, images and robots.txt come as they are."""
_DOM = """(longest) => {
    const type = document.doctype ? "<!DOCTYPE html>" : "";
    const html = document.documentElement ? document.documentElement.outerHTML : "";
    return typeof html === "string" && html.length <= longest ? type + html : null;
}"""


class Limits(NamedTuple):
    """What one page may take."""

    settle: float
    """Seconds after which a page is taken as it stands, though it goes on asking for things."""
    whole: float
    """Seconds after which it is given up."""
    length: int
    """Characters of what comes out."""


Ask = Callable[[Asked], Awaitable[Reply | None]]


class Browser:
    """Starts with the first page, and ends with the last `leave`. One page at a time, in a context of its own."""

    def __init__(self, executable: Path) -> None:
        self._executable = executable
        self._users = 0
        self._turn = asyncio.Lock()
        self._stack = AsyncExitStack()
        self._chromium: Chromium | None = None

    def join(self) -> None:
        """Count one run more that needs it."""
        self._users += 1

    async def leave(self) -> None:
        """Count one run less; without any, Chromium ends."""
        self._users -= 1
        if not self._users:
            await self._end()

    @property
    def version(self) -> str:
        """What it calls itself, once it has been started: ``chromium/156.0.8078.108``."""
        return f"chromium/{self._chromium.version}" if self._chromium else "chromium"

    async def render(self, url: str, page: Reply, ask: Ask, user_agent: str, limits: Limits) -> str:
        """Return a page as its scripts have drawn it, as HTML.

        Args:
            url: where it stands.
            page: as it was fetched.
            ask: gives what its scripts ask for.
            user_agent: what they are told the browser is.
            limits: in time and length.

        Raises:
            NotRendered: it took too long, grew too long, or Chromium died of it.
            NoBrowser: Chromium does not start.
        """
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        async with self._turn:
            browser = await self._started()
            try:
                async with asyncio.timeout(limits.whole):
                    html = await _rendered(browser, url, page, ask, user_agent, limits)
            except TimeoutError:
                await self._end()  # a script that never rests holds its process
                raise NotRendered(f"its scripts did not come to rest in {limits.whole:.0f} s") from None
            except Error as error:
                await self._end()
                raise NotRendered(f"the browser failed: {_first_line(error)}") from error
        if html is None:
            raise NotRendered(f"its scripts drew more than {limits.length:,} characters")
        return html

    async def _started(self) -> "Chromium":
        from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra

        if self._chromium and self._chromium.is_connected():
            return self._chromium
        await self._end()
        try:
            playwright = await self._stack.enter_async_context(async_playwright())
            self._chromium = await playwright.chromium.launch(
                executable_path=self._executable,
                chromium_sandbox=chromium.sandboxed(),
                args=list(chromium.FLAGS),
                env=dict(chromium.environment()),
                handle_sigint=False,
            )
        except (Error, OSError) as error:
            await self._end()
            raise NoBrowser(f"{self._executable} does not start: {_first_line(error)}") from error
        self._stack.push_async_callback(self._chromium.close)
        return self._chromium

    async def _end(self) -> None:
        self._chromium = None
        stack, self._stack = self._stack, AsyncExitStack()
        await stack.aclose()


async def _rendered(browser: "Chromium", url: str, page: Reply, ask: Ask, user_agent: str, limits: Limits) -> str | None:  # noqa: PLR0913, PLR0917 - see `Browser.render`
    """Return what a page has become; ``None``: too much."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra
    from playwright.async_api import TimeoutError as NeverIdle  # noqa: PLC0415 - an extra

    waiting = [page]

    async def answer(route: "Route") -> None:
        asked = route.request
        if waiting and asked.is_navigation_request():
            reply: Reply | None = waiting.pop()
        else:
            reply = await ask(Asked(asked.url, asked.resource_type, asked.method, asked.headers, asked.post_data_buffer))
        with suppress(Error):  # the page may be gone
            if reply is None:
                await route.abort()
            else:
                await route.fulfill(status=reply.status, headers=dict(reply.headers), body=reply.body)

    context = await browser.new_context(
        user_agent=user_agent, accept_downloads=False, service_workers="block", locale="en-US", timezone_id="UTC"
    )
    await context.route("**/*", answer)
    tab = await context.new_page()
    with suppress(NeverIdle):
        await tab.goto(url, wait_until="networkidle", timeout=limits.settle * 1000)
    html: str | None = await tab.evaluate(_DOM, limits.length)
    await context.close()
    return html


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
