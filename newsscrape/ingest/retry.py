"""When to ask again after a failure: growing waits, Retry-After, and when to give up. Pure."""

import datetime as dt
from email.utils import parsedate_to_datetime

TRIES = 3
"""How often a URL is asked for within one run."""
ROUNDS = 8
"""After so many runs of `TRIES` failures in a row, which take more than three weeks, a URL is refused."""

_GROWTH = 4.0
_LATER = dt.timedelta(hours=1)
_LATEST = dt.timedelta(days=7)
_LONGEST = dt.timedelta(days=30)


def after(headers_value: str | None, now: dt.datetime) -> dt.timedelta | None:
    """Return the wait that a Retry-After header asks for, in either form of RFC 9110 section 10.2.3.

    Args:
        headers_value: the header as it came; anything unreadable counts as absent.
        now: aware; what a date counts from.
    """
    text = (headers_value or "").strip()
    if text.isascii() and text.isdigit():
        return min(dt.timedelta(seconds=int(text[:9])), _LONGEST)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    return min(max(moment - now, dt.timedelta()), _LONGEST)


def again(tries: int, first_wait: float = 1.0) -> dt.timedelta | None:
    """Return how long to wait after one more failure, ``None`` where it was one too many.

    Within a run the wait grows fourfold from `first_wait` seconds; after `TRIES` failures it is an hour, then fourfold
    again, a week at most, so that a later run asks again and a site that is down for days loses nothing; after `ROUNDS`
    such runs there is no further try.

    Args:
        tries: failures in a row before this one.
        first_wait: seconds.
    """
    failures = tries + 1
    if failures >= TRIES * ROUNDS:
        return None
    if failures % TRIES == 0:
        return min(_LATER * _GROWTH ** (failures // TRIES - 1), _LATEST)
    return dt.timedelta(seconds=first_wait * _GROWTH ** (failures % TRIES - 1))


def last_of_run(tries: int) -> bool:
    """Tell whether one more failure was the last try of this run."""
    return (tries + 1) % TRIES == 0
