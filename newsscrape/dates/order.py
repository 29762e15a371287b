"""Which of two numbers is the day: what a page's language and region, or its own clear dates, say about 04/11/2023."""

import re

from newsscrape.dates.reading import Order

_MONTH_FIRST = frozenset(["us", "ph", "pr", "gu", "as", "mp", "vi", "um", "mh"])  # regions whose short dates CLDR writes so
_YEAR_FIRST = frozenset(["zh", "ja", "ko", "hu", "lt", "sv", "mn", "fa"])  # languages that write no such dates of their own
_DAY_FIRST_HOSTS = re.compile(  # countries of the languages that we read, but for those that many a site elsewhere uses
    r"\.(?:uk|ie|au|nz|in|za|de|at|ch|fr|be|es|mx|ar|cl|pe|it|nl|pl|ru|ua|by|cz|sk|tr|br|pt)$"
)
_YEARS = tuple(  # which begin with one character, and are found a dozen times as fast as numbers
    (re.compile(rf"{mark}(?:19|20)\d\d(?![\d/-])"), re.compile(rf"(?<![\d/.-])(\d{{1,2}}){mark}(\d{{1,2}})\Z")) for mark in "/-"
)
"""What a date ends with, and what stands before that."""
_BEFORE = 6  # characters: two numbers, what parts them, and what may not stand before them
_TWELVE = 12


def of_language(language: str | None, host: str = "") -> Order:
    """Return ``dmy`` or ``mdy`` where a language (BCP 47) or an English-speaking country's host tells, else ``None``.

    English without a region tells nothing.

    >>> of_language("en-US"), of_language("en-GB"), of_language("fr"), of_language("en")
    ('mdy', 'dmy', 'dmy', None)
    """
    if _DAY_FIRST_HOSTS.search(host):
        return "dmy"
    primary, *more = (language or "").lower().replace("_", "-").split("-")
    region = next((part for part in more if len(part) == 2), "")  # noqa: PLR2004 - ISO 3166 has two letters
    if region in _MONTH_FIRST:
        return "mdy"
    if not primary.isalpha() or primary in _YEAR_FIRST or (primary == "en" and region in ("", "ca")):
        return None
    return "dmy"


def of_dates(text: str) -> Order:
    """Return the order in which a text's own dates can be read, where all those with a number above twelve agree.

    >>> of_dates("04/11/2023, 25/12/2023"), of_dates("12-25-2023"), of_dates("04/11/2023")
    ('dmy', 'mdy', None)
    """
    found = {
        "dmy" if int(match[1]) > _TWELVE else "mdy"
        for year, numbers in _YEARS
        for end in year.finditer(text)
        if (match := numbers.search(text[max(0, end.start() - _BEFORE) : end.start()]))
        and (int(match[1]) > _TWELVE) != (int(match[2]) > _TWELVE)
    }
    return found.pop() if len(found) == 1 else None
