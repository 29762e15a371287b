"""The event loop that Scrapy makes before it makes the one it is told to use."""

import asyncio
import gc


def close_left_over() -> None:
    """Close it: Python complains of it at exit."""
    used = asyncio.get_event_loop()
    for each in gc.get_objects():
        if issubclass(type(each), asyncio.BaseEventLoop) and each is not used and not each.is_running():
            each.close()
