"""The user's keys for comment services: added to a request as it is built, and taken out of all that comes of it.

A key is in no address of the archive, so that none is ever stored; what a server sends back of one, in a redirect's address
or an error's text, is replaced before anything reads it, and so it is in the log, where Scrapy writes addresses.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from newsscrape import comments
from newsscrape.archive.records import Lease
from newsscrape.config import Config
from newsscrape.crawl.items import Answer

_HIDDEN = "(key)"


class Credentials:
    """The keys of one run."""

    def __init__(self, config: Config) -> None:
        keys = {"disqus": config.disqus_key}
        self.keys: Mapping[str, str] = {system: key for system, key in keys.items() if key}

    @property
    def systems(self) -> frozenset[str]:
        """Those for which there is a key."""
        return frozenset(self.keys)

    def signed(self, lease: Lease) -> str:
        """Return the address to ask, with the key where it is one of the system's own API, and only there."""
        key = self.keys.get(lease.system or "")
        name = comments.credential(lease.system, lease.url) if key else None
        return f"{lease.url}{'&' if '?' in lease.url else '?'}{name}={key}" if name else lease.url

    def hidden(self, text: str) -> str:
        """Return a text without any key."""
        for key in self.keys.values():
            text = text.replace(key, _HIDDEN)
        return text

    def without(self, answer: Answer) -> Answer:
        """Return an answer without any key."""
        if not self.keys:
            return answer
        body, failure = answer.fetch.body, answer.failure
        for key in self.keys.values():
            body = body.replace(key.encode(), _HIDDEN.encode())
        headers = {name: self.hidden(value) for name, value in answer.fetch.headers.items()}
        told = replace(failure, message=self.hidden(failure.message)) if failure else None
        return replace(answer, fetch=replace(answer.fetch, headers=headers, body=body), failure=told)

    def keep_out_of_log(self) -> None:
        """Have every record of the log made without the keys, from here on, whoever writes it and wherever it goes."""
        if not self.keys:
            return
        make = logging.getLogRecordFactory()
        if not (isinstance(make, _Discreet) and make.credentials.keys == self.keys):  # another site of the same crawl
            logging.setLogRecordFactory(_Discreet(make, self))


class _Discreet:
    """Makes records of the log as `make` does, but without the keys."""

    def __init__(self, make: Callable[..., logging.LogRecord], credentials: Credentials) -> None:
        self.make = make
        self.credentials = credentials

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self.make(*args, **kwargs)
        record.msg, record.args = self.credentials.hidden(_said(record)), None
        if record.exc_info:
            record.exc_text = self.credentials.hidden(logging.Formatter().formatException(record.exc_info))
        return record


def _said(record: logging.LogRecord) -> str:
    """Return a record's message; one whose arguments do not fit it is given without these, which might hold a key."""
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)
