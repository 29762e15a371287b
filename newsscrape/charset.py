"""The charset of a document, in the order of the WHATWG: byte order mark, header, declaration, detection.

https://encoding.spec.whatwg.org/ (labels and what they stand for),
https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
"""

import codecs
import re

_LABELS = {
    "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
    "utf-16-be": "unicodefffe utf-16be",
    "utf-16-le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
    "cp866": "866 cp866 csibm866 ibm866",
    "iso8859-2": "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2",
    "iso8859-3": "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3",
    "iso8859-4": "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4",
    "iso8859-5": "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
    "iso8859-6": "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i"
    " iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
    "iso8859-7": "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7"
    " iso_8859-7:1987 sun_eu_greek",
    "iso8859-8": "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8"
    " iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical",
    "iso8859-10": "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13 iso885913",
    "iso8859-14": "iso-8859-14 iso8859-14 iso885914",
    "iso8859-15": "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9",
    "iso8859-16": "iso-8859-16",
    "koi8-r": "cskoi8r koi koi8 koi8-r koi8_r",
    "koi8-u": "koi8-ru koi8-u",
    "mac-roman": "csmacintosh mac macintosh x-mac-roman",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874",
    "cp1250": "cp1250 windows-1250 x-cp1250",
    "cp1251": "cp1251 windows-1251 x-cp1251",
    "cp1252": "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1"
    " iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
    "cp1253": "cp1253 windows-1253 x-cp1253",
    "cp1254": "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5"
    " windows-1254 x-cp1254",
    "cp1255": "cp1255 windows-1255 x-cp1255",
    "cp1256": "cp1256 windows-1256 x-cp1256",
    "cp1257": "cp1257 windows-1257 x-cp1257",
    "cp1258": "cp1258 windows-1258 x-cp1258",
    "gb18030": "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk gb18030",
    "big5hkscs": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
    "euc-jp": "cseucpkdfmtjapanese euc-jp x-euc-jp",
    "iso2022-jp": "csiso2022jp iso-2022-jp",
    "cp932": "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis",
    "cp949": "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}
"""Python's codec by label. Python knows more by these names than the web does (base64, idna), and some raise on pages."""

_BY_LANGUAGE = {
    **dict.fromkeys(["cs", "hu", "pl", "sk", "sl", "hr"], ("cp1250",)),
    **dict.fromkeys(["ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "tg", "tt"], ("cp1251",)),
    **dict.fromkeys(["tr", "az", "ku"], ("cp1254",)),
    **dict.fromkeys(["et", "lt", "lv"], ("cp1257",)),
    **dict.fromkeys(["ar", "fa"], ("cp1256",)),
    "el": ("cp1253",),
    "he": ("cp1255",),
    "vi": ("cp1258",),
    "th": ("cp874",),
    "ja": ("euc-jp", "cp932"),
    "ko": ("cp949",),
    "zh": ("gb18030", "big5hkscs"),
}
"""What a page of a language is likely to be in where it declares nothing, as browsers do by the reader's own."""

_BY_SCRIPT = {
    "cp1251": (r"[\u0430-\u044f\u0451]", 0.7),
    "koi8-r": (r"[\u0430-\u044f\u0451]", 0.7),
    "euc-jp": (r"[ぁ-んァ-ヶ]", 0.3),
    "cp932": (r"[ぁ-んァ-ヶ]", 0.3),
    "cp949": (r"[가-힣]", 0.9),
    "gb18030": (r"[的一是不了在人有我他这个们中来上大为和国到以说时要就出会可也你对能年用家新机]", 0.1),
    "big5hkscs": (r"[的一是不了在人有我他這個們中來上大為和國到以說時要就出會可也你對能年用家新機]", 0.1),
}
"""What is frequent in a text of the charset, and which share of its characters beside ASCII that is at least."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)
_PRESCAN = 4096  # bytes; the standard asks for 1024 at least
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_DECLARED = re.compile(
    rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml\s[^>]*?encoding\s*=\s*[\"']\s*([\w:.-]+)", re.IGNORECASE
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html\s[^>]*?\blang\s*=\s*[\"']?\s*([a-z]{2})", re.IGNORECASE)
_RUN = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 1 << 14  # bytes that are looked at for their script
_LONE = 0.5  # of the bytes beside ASCII that stand alone: such are the accents of Latin scripts
_STRAY = 0.02  # of the bytes beside ASCII
_SAMPLE = 65_536  # bytes, in which a page that is not in ASCII shows what it is in
_NULS = 20  # of the first 200 bytes: that is UTF-16 and nothing else


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the document as text; what fits its charset in no way is U+FFFD.

    Args:
        body: the document, without transfer and content encoding.
        content_type: the header of that name.
    """
    mark, charset = of(body, content_type)
    return body[len(mark) :].decode(charset, "replace")


def of(body: bytes, content_type: str | None = None) -> tuple[bytes, str]:
    """Return the byte order mark of a document, which may be empty, and Python's name of its charset."""
    mark, charset = declared(body, content_type)
    return mark, charset or detected(body)


def declared(body: bytes, content_type: str | None = None) -> tuple[bytes, str | None]:
    """Return the byte order mark of a document, and Python's name of the charset that it or its header declares, if any."""
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return mark, charset
    return b"", _of_header(content_type) or _of_document(body)


def codec(label: str) -> str | None:
    """Return Python's name of the charset that the web calls by this label, or ``None`` where it knows none.

    >>> codec("ISO-8859-1"), codec("gb2312"), codec("base64")
    ('cp1252', 'gb18030', None)
    """
    return _CODECS.get(label.strip().lower())


def _of_header(content_type: str | None) -> str | None:
    match = _IN_HEADER.search(content_type or "")
    return codec(match[1]) if match else None


def _of_document(body: bytes) -> str | None:
    """Return what the document declares: a declaration that can be read as ASCII is not in UTF-16, whatever it says.

    Nor is it in another charset where its bytes are UTF-8, and not ASCII alone: it was saved again, and the declaration left.
    """
    start = body[:_PRESCAN]
    for match in _DECLARED.finditer(_COMMENT.sub(b"", start) if b"<!--" in start else start):
        if found := codec((match[1] or match[2]).decode("ascii", "replace")):
            return "utf-8" if found.startswith(("utf-8", "utf-16")) or _is_utf_8(body) else found
    return None


def detected(body: bytes) -> str:
    """Return the charset of bytes that declare none."""
    if body[:200].count(b"\x00") > _NULS:
        return "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
    language = _LANGUAGE.search(body[:_PRESCAN])
    likely = _BY_LANGUAGE.get(language[1].decode("ascii").lower(), ()) if language else ()
    return next((found for found in ("utf-8", *(likely or _of_script(body))) if _fits(body, found)), _fallback(body))


def _fallback(body: bytes) -> str:
    """Return what is left: UTF-8 with a few bytes that are none, such as half a character, else what most of the web was in."""
    broken = body.decode("utf-8", "replace").count("\ufffd")
    return "utf-8" if broken < _STRAY * sum(map(len, _RUN.findall(body))) else "cp1252"


def _of_script(body: bytes) -> list[str]:
    """Return the charsets in which bytes make a text of their script, the likeliest first; none for Latin scripts."""
    runs = _RUN.findall(body, 0, _SAMPLE)
    if sum(len(run) == 1 for run in runs) >= _LONE * sum(map(len, runs)):
        return []
    shares: dict[str, float] = {}
    for charset, (frequent, least) in _BY_SCRIPT.items():
        text = codecs.getincrementaldecoder(charset)("replace").decode(body[:_SAMPLE])
        beside = sum(not char.isascii() for char in text)
        shares[charset] = len(re.findall(frequent, text)) / max(beside, 1) / least
    return sorted((charset for charset, share in shares.items() if share >= 1), key=lambda charset: -shares[charset])


def _is_utf_8(body: bytes) -> bool:
    """Tell whether a document has characters of UTF-8 beside ASCII, and nothing that is none, as far as it is looked at."""
    start = body[:_SAMPLE]
    try:  # half a character at the end is none
        return not codecs.getincrementaldecoder("utf-8")().decode(body if start.isascii() else start).isascii()
    except UnicodeDecodeError:
        return False


def _fits(body: bytes, charset: str) -> bool:
    """Tell whether all bytes are of the charset; a document that is cut off may end in the middle of a character."""
    try:
        codecs.getincrementaldecoder(charset)().decode(body)
    except UnicodeDecodeError:
        return False
    return True
