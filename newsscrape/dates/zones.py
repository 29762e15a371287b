"""Offsets as texts write them: ``Z``, ``+02:00``, ``+0100``, and the abbreviations that mean one thing only."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

_ABBREVIATIONS = {
    "Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "WET": 0,
    "BST": 60, "CET": 60, "WEST": 60, "MEZ": 60, "CEST": 120, "EET": 120, "MESZ": 120, "EEST": 180, "MSK": 180,
    "JST": 540, "KST": 540, "HKT": 480, "SGT": 480, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
    "EST": -300, "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420,
    "AKST": -540, "AKDT": -480, "HST": -600,
}  # fmt: skip
# IST is left out: India, Ireland and Israel all use it. BST and CST are read as they are on English-language news sites.

_SEASONAL = {"ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
"""How American sites write a clock that is put forward in summer."""

PATTERN = (
    r"(?P<zone>Z\b|(?:\b(?:GMT|UTC)\s?)?[+\-\u2212]\d{1,2}:?(?:\d{2})?(?!\d)|\b(?:"
    + "|".join(sorted((*_ABBREVIATIONS, *_SEASONAL), key=len, reverse=True))
    + r")\b)"
)

_OFFSET = re.compile(r"([+\-])(\d{1,2}):?(\d{2})?")
_NAMED = re.compile(r"^(?:gmt|utc)\s?(?=[+-])", re.IGNORECASE)  # of JavaScript's GMT+0100
_FARTHEST = 14 * 60


def offset(text: str | None, clock: dt.datetime | None = None) -> int | None:
    """Return the minutes east of UTC, or ``None`` for no or an unknown zone.

    Args:
        text: the zone as it is written.
        clock: the page's own, naive, for zones with a summer time; ``None``: these are not known, since "et" is a word, too.

    >>> offset("+05:30"), offset("EDT"), offset("GMT-0800"), offset("PT", dt.datetime(2024, 6, 3)), offset(None)
    (330, -240, -480, -420, None)
    """
    if not text:
        return None
    text = text.strip().replace("\u2212", "-")
    if (known := _ABBREVIATIONS.get(text.upper())) is not None:
        return known
    if clock and (name := _SEASONAL.get(text.upper())):
        return int((clock.replace(tzinfo=ZoneInfo(name)).utcoffset() or dt.timedelta()).total_seconds() // 60)
    if match := _OFFSET.fullmatch(_NAMED.sub("", text)):
        sign, hours, minutes = match.groups()
        found = (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)
        return found if abs(found) <= _FARTHEST else None
    return None
