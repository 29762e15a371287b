"""Which language a text is in, where its page does not say: by its script, and among Latin scripts by its commonest words."""

import re
from collections import Counter

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("uk", re.compile("[\u0456\u0457\u0454\u0491]")),
    ("ru", re.compile("[\u0430-\u044f]")),
    ("el", re.compile("[\u03b1-\u03c9]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("fa", re.compile("[\u067e\u0686\u0698\u06af]")),
    ("ar", re.compile("[\u0621-\u064a]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("bn", re.compile("[\u0985-\u09b9]")),
    ("th", re.compile("[\u0e01-\u0e2e]")),
)
"""The first that holds a share of the letters: a script that another also uses stands behind what tells the two apart."""
_COMMON = {
    "en": "the of and to is that for with was are this from have it",
    "de": "der die und das ist nicht mit den auf eine ein von für sich auch",
    "fr": "le les des est une dans pour que qui sur pas avec du et au",
    "es": "el los las una del que por con para es su en al como más",
    "it": "il di che è per una del della con non sono gli nel alla anche",
    "nl": "het een van en dat niet voor met zijn op aan ook maar er bij",
    "pl": "nie się na jest do że w z jak po oraz przez który dla od",
    "cs": "se na je že v s do ale jako pro jsou byl podle která také",
    "tr": "ve bir bu için ile de da çok daha olarak gibi ne kadar olan en",
    "pt": "não uma para com os do da em que mais ao pelo são foi como",
    "sv": "och att det som en är av för på med den till inte ett har",
    "da": "og at det en er af til på med den for ikke der et har",
}
_NOT_LATIN = re.compile("[\u0370-\u1fff\u3040-\ud7af]")
_WORDS = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]")
_SHARE, _ENOUGH = 0.05, 8
READ = 4_000
"""Characters of a text that count."""


def guess(text: str) -> str | None:
    """Return the language of a text as a BCP 47 primary subtag, ``None`` where it is too short or too mixed to tell.

    Args:
        text: some sentences; the first `READ` characters count.
    """
    text = text[:READ].casefold()
    if _NOT_LATIN.search(text) and (language := _by_script(text)):
        return language
    counts = Counter(_WORDS.findall(text))
    hits = {language: sum(counts[word] for word in words.split()) for language, words in _COMMON.items()}
    best, second = Counter(hits).most_common(2)
    return best[0] if best[1] >= _ENOUGH and best[1] > 1.2 * second[1] else None


def _by_script(text: str) -> str | None:
    """Return the language of the first script that holds a share of the letters."""
    letters = len(_LETTERS.findall(text))
    for language, script in _SCRIPTS:
        found = len(script.findall(text))
        if found >= _ENOUGH and found > _SHARE * letters * (1 if language in ("ja", "uk", "fa") else 10):
            return language
    return None
