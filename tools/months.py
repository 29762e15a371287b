"""Writes newsscrape/dates/months.py and newsscrape/dates/ago.py from the Unicode CLDR: `python tools/months.py`.

Babel must be installed; it leaves out the words for whole days ("yesterday"), which Node's Intl has from the same source.
"""

import json
import pathlib
import re
import subprocess
import unicodedata
from collections.abc import Iterator

import babel

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "ru", "uk", "cs", "tr", "pt", "zh", "ja", "ko")
FURTHER = ("de_AT", "es_UY", "ro", "sv", "da", "nb", "fi", "hu", "el", "bg", "sk", "hr", "id")
"""Month names of these are added where they mean nothing else in the languages above."""
IN_FULL = ("ca", "sl", "lt", "lv", "et", "is", "be", "mk", "sr", "ar", "ar_DZ", "ar_SY", "he", "fa")
"""Of these the full names alone, of three letters or more: their abbreviations are makers' names elsewhere (AVG, AG)."""
COLLOQUIAL = {
    "s": "second",
    "sec": "second",
    "secs": "second",
    "m": "minute",
    "mins": "minute",
    "hrs": "hour",
    "wks": "week",
    "mos": "month",
    "y": "year",
    "yrs": "year",
}
"""English abbreviations that CLDR has not, and that pages have."""
CUT = {"sept": 9, "märz": 3, "сен": 9, "ноя": 11, "кві": 4, "тра": 5, "чер": 6, "жов": 10, "лис": 11}
"""Abbreviations of months that CLDR has not, and that pages have."""
ALSO_DAYS = {"вчора": 1, "позавчора": 2}
"""Words for days that are as usual as those of CLDR."""
PLAIN = str.maketrans(dict.fromkeys("أإآ", "\u0627"))
"""Arabic is as often written without the marks of its first letter."""
WIDTHS = ("wide", "abbreviated")
UNITS = ("second", "minute", "hour", "day", "week", "month", "year")
DATES = pathlib.Path(__file__).resolve().parent.parent / "newsscrape" / "dates"
DAY_WORDS = """const words = {};
for (const language of process.argv.slice(1)) {
  const format = new Intl.RelativeTimeFormat(language, {numeric: "auto"});
  for (const days of [0, 1, 2]) words[format.format(-days, "day")] = days;
}
console.log(JSON.stringify([process.versions.cldr, words]));"""


def folded(text: str) -> str:
    """Return a word or phrase as the reader compares it."""
    return " ".join(unicodedata.normalize("NFC", text.casefold().replace("\u2019", "'")).split())


def spelt(languages: tuple[str, ...], kind: str, widths: tuple[str, ...] = WIDTHS) -> Iterator[tuple[str, int]]:
    """Yield every name of a month or weekday, without a final dot, with its number."""
    for language in languages:
        calendar = getattr(babel.Locale.parse(language), kind)
        for context in ("format", "stand-alone"):
            for width in widths:
                for number, name in calendar[context][width].items():
                    plain = folded(name).rstrip(".")
                    yield from {(plain, number), (plain.translate(PLAIN), number)}


def months() -> dict[str, int]:
    """Return the names that mean one month in all of the languages; those of the main languages come first."""
    known: dict[str, int] = {}
    for languages in (LANGUAGES, FURTHER, IN_FULL):
        found: dict[str, set[int]] = {name: {number} for name, number in CUT.items()}
        widths, least = (WIDTHS[:1], 3) if languages is IN_FULL else (WIDTHS, 2)
        for name, number in spelt(languages, "months", widths):
            if len(name) >= least and name.isalpha() and not name[0].isdigit() and name not in known:
                found.setdefault(name, set()).add(number)
        known = {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1} | known
    return dict(sorted(known.items()))


def weekdays() -> list[str]:
    """Return the names of the weekdays; one-letter ones are left out."""
    names = {name for name, _ in spelt(LANGUAGES + FURTHER, "days") if len(name) > 1}
    return sorted(names | {name for name, _ in spelt(IN_FULL, "days", WIDTHS[:1]) if name.isalpha()})


def ago() -> dict[tuple[str, str], str]:
    """Return what stands before and behind the number of a time that is past, with the unit that it is counted in."""
    found: dict[tuple[str, str], str] = {}
    for language in LANGUAGES:
        fields = babel.Locale.parse(language)._data["date_fields"]  # noqa: SLF001 - Babel shows these patterns in no other way
        for unit in UNITS:
            for width in ("", "-short", "-narrow"):
                for pattern in dict(fields[unit + width].get("past", {})).values():
                    before, behind = (folded(part).replace(".", "") for part in re.split(r"\{0\}", pattern))
                    if behind and before.strip("-\u2212") == before:
                        found.setdefault((before, behind), unit)
    colloquial = {("", f"{word} ago"): unit for word, unit in COLLOQUIAL.items()}
    return dict(sorted((colloquial | found).items()))


def halves() -> dict[str, int]:
    """Return the words for the halves of the day where they stand before the hour."""
    found: dict[str, int] = {}
    for language in ("zh", "ja", "ko"):
        for names in babel.Locale.parse(language).day_periods["format"].values():
            found |= {names[half]: hours for half, hours in (("am", 0), ("pm", 12)) if not names.get(half, "a").isascii()}
    return found


def table(pairs: dict[str, int]) -> str:
    """Return a dict display of short entries, eight to a line."""
    entries = [f'"{name}": {number},' for name, number in pairs.items()]
    return "".join(f"    {' '.join(entries[i : i + 8])}\n" for i in range(0, len(entries), 8))


if __name__ == "__main__":
    made = f"made by tools/months.py from CLDR (Babel {babel.__version__})"
    found = months()
    rows = "".join(f'    "{" ".join(n for n in found if found[n] == month)}",\n' for month in range(1, 13))
    (DATES / "months.py").write_text(
        f'"""Names of months and weekdays of {len(LANGUAGES + FURTHER + IN_FULL)} languages and regions: {made}."""\n\n'
        f"_NAMES = (\n{rows})\n\n"
        "MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}\n"
        '"""Folded name, without a final dot -> month; names that mean two months in two languages are left out."""\n\n'
        f'_DAYS = "{" ".join(weekdays())}"\n\nWEEKDAYS: frozenset[str] = frozenset(_DAYS.split())\n'
        '"""Folded, without a final dot."""\n',
        encoding="utf-8",
    )
    answer = subprocess.run(["node", "-e", DAY_WORDS, *LANGUAGES], capture_output=True, text=True, check=True)  # noqa: S603, S607 - our own script and list
    version, words = json.loads(answer.stdout)
    past: dict[str, dict[str, list[str]]] = {}
    for (before, behind), unit in ago().items():
        past.setdefault(unit, {}).setdefault(before, []).append(behind)
    rows = "".join(
        f'    "{unit}": {{\n' + "".join(f'        "{b}": "{"|".join(ends)}",\n' for b, ends in past[unit].items()) + "    },\n"
        for unit in UNITS
    )
    days = {folded(word): number for word, number in {**words, **ALSO_DAYS}.items() if not any(c.isdigit() for c in word)}
    (DATES / "ago.py").write_text(
        f'"""Words of times that count from now, in {len(LANGUAGES)} languages: {made}, days by CLDR {version}."""\n\n'
        f"_PAST = {{\n{rows}}}\n\n"
        "AGO: dict[tuple[str, str], str] = {\n"
        "    (before, behind): unit for unit, frames in _PAST.items() for before, ends in frames.items() for behind in"
        ' ends.split("|")\n}\n'
        '"""What stands before and behind the number, folded, without dots -> unit."""\n\n'
        f"DAYS: dict[str, int] = {{\n{table(days)}}}\n"
        '"""Word -> days before today."""\n\n'
        f"HALVES: dict[str, int] = {{\n{table(halves())}}}\n"
        '"""Word before the hour -> hours to add where the hour is below twelve."""\n',
        encoding="utf-8",
    )
