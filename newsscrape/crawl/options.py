"""Between Scrapy's settings and ours: where each value that the user gives goes."""

import os

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsscrape import config

PAUSE = "HOST_PAUSE"
"""The user's DOWNLOAD_DELAY, kept for the host clock: Scrapy's own counts from the start of a request."""


def config_of(settings: BaseSettings) -> config.Config:
    """Return the package's settings: of the environment, and of Scrapy's settings where they name any.

    Raises:
        BadArgument: an unknown name or a bad value.
    """
    given = {name: value for name in settings if isinstance(name, str) and name.startswith(config.PREFIX)
             and (value := settings.get(name)) is not None}  # fmt: skip
    return config.load(os.environ, given)


def settle(settings: BaseSettings) -> None:
    """Move what our clock takes over out of Scrapy's hands, and name the contact in the user agent."""
    if (settings.getpriority("DOWNLOAD_DELAY") or 0) > SETTINGS_PRIORITIES["default"]:
        settings.set(PAUSE, settings.getfloat("DOWNLOAD_DELAY"), priority="spider")
    settings.set("DOWNLOAD_DELAY", 0, priority="cmdline")
    settings.set("AUTOTHROTTLE_ENABLED", value=False, priority="cmdline")
    contact = config_of(settings).contact
    if contact:
        settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", priority="spider")
