"""Dates as pages write them, read without guessing. `parse` is the door; each module knows one family of forms."""

from newsscrape.dates.instant import agree, day, from_utc_text, moments, utc_text
from newsscrape.dates.parse import parse

__all__ = ["agree", "day", "from_utc_text", "moments", "parse", "utc_text"]
