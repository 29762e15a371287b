"""What one family of forms makes of a text, before anybody asks whether it can be believed."""

import datetime as dt
from dataclasses import dataclass

from newsscrape.model import Precision

Order = str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a date that a text gives; the clock is the page's own."""

    clock: dt.datetime | None
    """Naive; ``None``: a date stands there, but it is impossible (31 February) or ambiguous (04/11/2023)."""
    precision: Precision = "day"
    offset: int | None = None
    """Minutes east of UTC, where the text says so."""
