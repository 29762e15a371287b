"""Made-up words for a page's own: the same word for the same one, of its length, case and script; digits for digits.

What is kept are the words that the readers know, single letters, and numbers, which date and count; but no number by which
a person can be reached or told.
"""

import hashlib
import re
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import count

from newsscrape.twin import kept

_CJK = "\u2e80-\u2fff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0002fa1f"
_PARTS = re.compile(rf"[{_CJK}]+|\d+|[^\W\d_{_CJK}]+")
_IS_CJK = re.compile(f"[{_CJK}]")
_MEASURE = re.compile(
    r"\d{1,8}(?:am|pm|a|p|st|nd|rd|th|er|h|m|s|d|w|x|px|k|g|min|sec|hrs?|days?|z|u|uhr|"  # of a clock, a date, a size
    r"h\d\d|x\d{1,5}(?:[wx]\d{0,5})?|t\d\d(?:\d{2,4}z?)?|p\d{1,3})",
    re.IGNORECASE,
)
_CALENDAR = "年月日号號時时分秒前년월일시초전"  # behind a number; alone they are parts of other words
_BYLINES = "文글"  # before a colon or stroke
_REACHED = (
    r"(?<![\w.:/-])(?:\+|\(?0)[\d\s()/.-]{6,20}\d(?!\w)"  # telephone numbers as people write them
    r"|(?<![\w.-])\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}(?![\w-])"
    r"|(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])"  # IPv4
    r"|(?<![\w.:/+-])\d{9,}(?![\w.:/-])"
)
_ID = r"(?<![^\W_])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,64})(?![^\W_])"  # UUID (RFC 9562), digests
_MAIL = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_TEXT = re.compile(rf"(?P<id>{_ID})|(?P<mail>{_MAIL})|(?P<reached>{_REACHED})|(?P<run>[^\W_]+)", re.IGNORECASE)
_CODE = re.compile(rf"(?P<id>{_ID})|(?P<run>[^\W_]+)", re.IGNORECASE)
_DATE = re.compile(r"\d{4}[-/.][01]?\d[-/.][0-3]?\d(?!\d)|(?<!\d)[0-3]?\d[./ -][0-3]?\d[./ -](?:19|20)\d\d(?!\d)")
_DIGITS = re.compile(r"\d+")
_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
_LATIN = "\u024f"  # up to here words are spelt with the letters above
_TRIES = 60
_LONG = 4  # letters from which on two words never get the same
_WIDE, _NARROW = 0x400, 0x20  # code points among which a letter of the same script is looked for


class Wordbook:
    """What stands for what on one page, or on all pages of one article.

    Args:
        seed: of the page; who does not have it cannot tell which word stood for which.
        keep: words kept besides the readers', lower case.
        taken: words that stand on the page, lower case, none of which is made up for another.
        codec: that the made-up words can be written in.
    """

    def __init__(self, seed: bytes, keep: Collection[str] = (), taken: Collection[str] = (), codec: str = "utf-8") -> None:
        self._codec = codec
        self._key = hashlib.sha256(seed).digest()
        self._keep = kept.known() | frozenset(keep)
        self._taken = set(taken)
        self._made: dict[str, str] = {}
        self._cues = _cues(self._keep)

    def text(self, text: str) -> str:
        """Return a text with its words replaced, and the numbers by which people are reached."""
        return _TEXT.sub(lambda match: self._told(match, text), text)

    def address(self, text: str) -> str:
        """Return a part of an address with its words replaced; sizes, numbers of pages and of articles stay."""
        return _CODE.sub(
            lambda match: match[0] if _is_number(match[0], self._keep) else self._told(match, text, spaced=False), text
        )

    def opaque(self, text: str) -> str:
        """Return what tells a person or a visit: all its letters and digits replaced."""
        return _CODE.sub(lambda match: self._id(match[0]) if match["id"] else self.digits(self._mixed(match[0])), text)

    def digits(self, text: str) -> str:
        """Return a text with every run of digits replaced by another as long."""
        return _DIGITS.sub(lambda match: self._number(match[0]), text)

    def keeps(self, word: str) -> bool:
        """Tell whether a word stays as it is."""
        lowered = word.lower()
        return len(word) == 1 or lowered in self._keep or kept.is_cue(lowered)

    def _told(self, match: re.Match[str], text: str, *, spaced: bool = True) -> str:
        if match["id"] and not match["id"].isdigit():
            return self._id(match["id"])
        if match.lastgroup == "mail":
            return self.opaque(match[0])
        if match.lastgroup == "reached":
            date = _DATE.search(match[0]) and not match[0].startswith("+")
            return match[0] if date else self.digits(match[0])
        return self._run(match[0], text, match.start()) if spaced else self._run(match[0], "", 0)

    def _run(self, run: str, around: str, start: int) -> str:
        if run.isdigit() or (self.keeps(run) and not _IS_CJK.match(run)):
            return run
        if _IS_CJK.search(run):
            return self._unspaced(around, start, run)
        if run.isalpha():
            return self._word(run)
        return run if _MEASURE.fullmatch(run) else self.digits(self._mixed(run))

    def _mixed(self, run: str) -> str:
        return _PARTS.sub(lambda match: match[0] if match[0].isdigit() else self._word(match[0], whole=False), run)

    def _unspaced(self, around: str, start: int, run: str) -> str:
        """Replace what is written without blanks between the words that are known in it."""
        text, offset = (around, start) if around else (run, 0)
        made, place = [], offset
        for cue in self._cues.finditer(text, offset, offset + len(run)):
            made += [self._mixed(text[place : cue.start()]), cue[0]]
            place = cue.end()
        return "".join([*made, self._mixed(text[place : offset + len(run)])])

    def _word(self, word: str, *, whole: bool = True) -> str:
        """Return the word that stands for another, in its case."""
        lowered = word.lower()
        if whole and self.keeps(word):
            return word
        if lowered not in self._made:
            self._made[lowered] = made = self._make(lowered)
            self._taken.add(made)
        return "".join(
            _cased(letter, like) for letter, like in zip(self._made[lowered], word.ljust(len(lowered)), strict=False)
        )

    def _make(self, word: str) -> str:
        for attempt in count():
            made = self._spell(word, attempt)
            fresh = made not in self._taken or (attempt > _TRIES and len(word) < _LONG and made != word)
            if (fresh and made not in self._keep and not kept.is_cue(made)) or attempt > _TRIES * _TRIES:
                return made
        raise AssertionError  # the count has no end

    def _spell(self, word: str, attempt: int) -> str:
        size = 4 * len(word)
        stream = hashlib.shake_256(self._key + f"{attempt}:{word}".encode("utf-8", "surrogatepass")).digest(size + 1)
        numbers = [int.from_bytes(stream[place : place + 4]) for place in range(0, size, 4)]
        return "".join(_letter(letter, place + stream[-1], numbers[place], self._codec) for place, letter in enumerate(word))

    def _id(self, text: str) -> str:
        """Return another id of the same form, in hexadecimal digits."""
        stream = hashlib.shake_256(self._key + f"&{text.lower()}".encode()).hexdigest(len(text))
        return "".join(_cased(digit, like) if like != "-" else "-" for digit, like in zip(stream, text, strict=False))

    def _number(self, digits: str) -> str:
        stream = hashlib.shake_256(self._key + f"#{digits}".encode()).digest(len(digits))
        return "".join(str(1 + byte % 9 if not place else byte % 10) for place, byte in enumerate(stream))


@lru_cache(maxsize=16)
def _cues(keep: frozenset[str]) -> re.Pattern[str]:
    """Return what is known in text without blanks: words of two signs and more, and units and labels where they are such."""
    several = sorted((word for word in keep if len(word) > 1 and _IS_CJK.match(word)), key=len, reverse=True)
    return re.compile(
        f"{'|'.join(map(re.escape, several))}|(?<=\\d)[{_CALENDAR}]+|(?<![{_CJK}])[{_BYLINES}](?=[\\s:/\uff1a\uff0f])"
    )


def _is_number(run: str, keep: Collection[str]) -> bool:
    """Tell whether letters beside digits in an address only say what these count: ``p2``, ``1200x675``, ``page3``."""
    letters = [part for part in _PARTS.findall(run) if not part.isdigit()]
    return len(letters) == 1 and letters[0] != run and (len(letters[0]) <= 2 or letters[0].lower() in keep)  # noqa: PLR2004


def _letter(letter: str, place: int, number: int, codec: str) -> str:
    """Return a letter of the same script."""
    if letter <= _LATIN:
        letters = _VOWELS if place % 2 else _CONSONANTS
        return letters[number % len(letters)]
    cjk = bool(_IS_CJK.match(letter))
    width = _WIDE if cjk else _NARROW
    alike = _alike(ord(letter) - ord(letter) % width, width, codec, cjk=cjk)
    return alike[number % len(alike)] if alike else "x"


@cache
def _alike(first: int, width: int, codec: str, *, cjk: bool) -> str:
    """Return the lower case letters of a window of code points that a codec can write."""
    letters = "".join(c for c in map(chr, range(first, first + width)) if c.isalpha() and c.lower() == c)
    written = letters.encode(codec, "ignore").decode(codec, "ignore")
    return "".join(letter for letter in written if bool(_IS_CJK.match(letter)) == cjk)


def _cased(letter: str, like: str) -> str:
    upper = letter.upper()
    return upper if like.isupper() and len(upper) == 1 else letter
