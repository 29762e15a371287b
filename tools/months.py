"""Writes newsscrape/dates/months.py from the Unicode CLDR with Babel: `python tools/months.py` where Babel is installed."""

import pathlib
import unicodedata

import babel

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "ru", "uk", "cs", "tr", "pt")
TARGET = pathlib.Path(__file__).resolve().parent.parent / "newsscrape" / "dates" / "months.py"


def names() -> dict[str, int]:
    """Return every month name, folded, that means one month in all of the languages."""
    found: dict[str, set[int]] = {"sept": {9}, "märz": {3}}
    for language in LANGUAGES:
        months = babel.Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    folded = unicodedata.normalize("NFC", name.casefold().rstrip("."))
                    if len(folded) > 1 and not folded.isdigit() and " " not in folded:
                        found.setdefault(folded, set()).add(number)
    return {name: numbers.pop() for name, numbers in sorted(found.items()) if len(numbers) == 1}


if __name__ == "__main__":
    found = names()
    rows = "".join(f'    "{" ".join(n for n in found if found[n] == month)}",\n' for month in range(1, 13))
    TARGET.write_text(
        f'"""Month names of {", ".join(LANGUAGES)}: made by tools/months.py from CLDR (Babel {babel.__version__})."""\n\n'
        f"_NAMES = (\n{rows})\n\n"
        "MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}\n"
        '"""Folded name, without a final dot -> month; names that mean two months in two languages are left out."""\n',
        encoding="utf-8",
    )
