"""Addresses of pictures: taken out of the services that resize them, and told by what all sizes of one picture share."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from newsscrape.urls import absolute

_EXTENSIONS = r"(?:jpe?g|png|webp|avif|gif|jfif|bmp|svg)"
_EXTENSION = re.compile(rf"\.{_EXTENSIONS}$", re.IGNORECASE)
_TWICE = re.compile(rf"(\.{_EXTENSIONS})\.(?:webp|avif)$", re.IGNORECASE)
_CONVERTED = (".webp", ".avif")
_INNER = re.compile(r"(?<=/)https?:/{1,2}(?=[\w.-]+\.\w)")
_HOLDS = ("http", "?", "%3", ".wp.com", "/cdn-cgi/")  # one of these has whatever holds another
_SNAPSHOT = re.compile(r"/web/\d{4,14}[a-z_]*/$")  # a web archive: the page inside may be long gone
_RESIZERS = re.compile(
    r"/_next/image|/_vercel/image|/_image|/\.netlify/images|/cdn-cgi/image|/_ipx|/img(?:proxy)?|/images?|/resize|/"
)
_ON_SAME_SITE = re.compile(r"/cdn-cgi/image/[^/]*=[^/]*(?=/)")
_HOST_IN_PATH = re.compile(r"i\d\.wp\.com")
_HOST_IN_QUERY = re.compile(r"images\.weserv\.nl|wsrv\.nl")
_ADDRESS_KEYS = ("url", "src", "image", "u", "uri", "imgurl")
_SIZE_KEYS = frozenset(
    [
        *(
            "w",
            "h",
            "width",
            "height",
            "wid",
            "hei",
            "size",
            "sz",
            "s",
            "dpr",
            "scale",
            "resize",
            "fit",
            "crop",
            "rect",
            "ixlib",
        ),
        *("quality", "q", "strip", "ssl", "auto", "format", "fm", "fmt", "op_usm"),
    ]
)
_WIDTH_KEYS = ("w", "width", "wid", "resize", "fit")
_SEGMENT = re.compile(
    # a whole segment of the path that only says how large: GSMArena, Cloudinary, imgproxy, thumbor, Drupal, Ghost
    r"/(?:-?\d+x\d+(?:w\d+)?|-\d+|-\d*x?\d*w\d+|(?:[a-z]{1,2}_[\w.:!-]+,)*[wh]_\d+(?:,[a-z]{1,3}_[\w.:!-]+)*|[wh][:=]\d+(?:,[\w=.]+)*"
    r"|[\w-]{27}=|\d+x\d+:\d+x\d+|\d+x(?=/)|(?:\d{1,3}:\d{1,3}|master)(?=/w_\d)|(?:width|height|w|h|q|quality)/\d+|(?:resize|fit|fit-in|fill)(?:[:/-](?:fill[:/])?\d+(?:[x:/]\d+)*)|rs:\w+(?::\d+)+|inline(?=/-)"
    r"|styles/\w+/(?:public|private)|(?<=/content/images/)size/w\d+(?:h\d+)?(?:/format/\w+)?)(?=/)"
)
_SUFFIX = re.compile(
    rf"(?:[-_.]\d{{2,4}}x\d{{2,4}}(?:x\d)?|-\d{{2,4}}w-\d{{2,4}}h|-\d{{3,4}}-80|-scaled|@[23]x)(?=\.{_EXTENSIONS}$)",
    re.IGNORECASE,
)
_END = 20  # characters of a path, in which such a suffix and the extension stand
_LARGE = re.compile(r"(?<=/)l-(?=[\w-]*\d{10}\.)")  # SlashGear and its sisters put it before the name of the large copy
_WIDTH = re.compile(r"(?:^|[/_.-])(\d{2,4})x\d{2,4}(?=[/_.]|$|w\d)|/-(\d{2,4})(?=[x/w])|(?:^|[/,])w[_:=](\d{2,4})(?=[,/])")
_DESCRIPTOR = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)([wx])(?:,|$)")
_DEPTH = 3  # services one in the other
_LONGEST = 2_000  # characters of an address that is looked into


def unwrapped(url: str) -> str:
    """Return the address of the picture itself, where the given one is that of a service which fetches and resizes it.

    >>> unwrapped("https://a.example/_next/image?url=%2Fu%2Fa.jpg&w=640&q=75")
    'https://a.example/u/a.jpg'
    >>> unwrapped("https://i0.wp.com/a.example/u/a.jpg?resize=640%2C480")
    'https://a.example/u/a.jpg'
    """
    for _ in range(_DEPTH):
        may_hold = len(url) <= _LONGEST and any(map(url[len("https://") :].__contains__, _HOLDS))
        inner = _inner(url) if may_hold else None
        if inner is None or (inner := absolute(url, inner)) is None:
            break
        url = inner
    return url


def _inner(url: str) -> str | None:
    """Return the address inside an address, without the query of the service."""
    try:
        parts = urlsplit(url)
        whole = unquote(parts.path) if "%3A" in parts.path or "%3a" in parts.path else parts.path
        if (match := _INNER.search(whole)) and not _SNAPSHOT.search(whole[: match.start()]):
            return re.sub(r"^(https?):/+", r"\1://", whole[match.start() :])
        if _HOST_IN_PATH.fullmatch(parts.netloc) and "." in parts.path.partition("/")[2].partition("/")[0]:
            return f"https:/{parts.path}"
        if match := _ON_SAME_SITE.match(parts.path):
            return f"{parts.scheme}://{parts.netloc}{parts.path[match.end() :]}"
        for key, value in parse_qsl(parts.query) if parts.query else ():
            if key in _ADDRESS_KEYS and (inner := _in_query(parts.netloc, parts.path, url, value)):
                return inner
    except ValueError:
        return None
    return None


def _in_query(host: str, path: str, url: str, value: str) -> str | None:
    if value.startswith(("http://", "https://", "//")):
        return urljoin(url, value)
    if _HOST_IN_QUERY.fullmatch(host):
        return f"https://{value.removeprefix('ssl:')}"
    return urljoin(url, value) if value.startswith("/") and _RESIZERS.fullmatch(path) else None


@lru_cache(maxsize=2048)
def variant_key(url: str) -> str:
    """Return what all size variants of one picture have in common: host, path and query without what says how large.

    >>> variant_key("https://st.a.example/news/23/11/x/inline/-1200/a_001.jpg?w=3")
    'st.a.example/news/23/11/x/a_001.jpg'
    >>> variant_key("https://a.example/image/upload/w_1200,h_675,c_fill/v1/a.jpg")
    'a.example/image/upload/v1/a.jpg'
    """
    _, _, rest = unwrapped(url).partition("://")
    path, _, query = rest.partition("?")
    if len(rest) > _LONGEST:
        return path
    path = _SEGMENT.sub("", path)
    if path[-5:].lower() in _CONVERTED:
        path = _TWICE.sub(r"\1", path)
    if match := _SUFFIX.search(path, len(path) - _END):
        path = path[: match.start()] + path[match.end() :]
    path = _LARGE.sub("", path) if "/l-" in path else path
    if not query or _EXTENSION.search(path):
        return path
    kept = [(name, value) for name, value in parse_qsl(query) if name.casefold() not in _SIZE_KEYS]
    return f"{path}?{urlencode(kept)}" if kept else path


def stated_width(url: str) -> int | None:
    """Return how wide in pixels an address says that its picture is.

    >>> stated_width("https://a.example/u/a-1200x675.jpg")
    1200
    """
    path, _, query = url[:_LONGEST].partition("?")
    for key, value in parse_qsl(query) if query else ():
        digits = value.partition(",")[0]
        if key in _WIDTH_KEYS and digits.isdecimal() and len(digits) < 5:  # noqa: PLR2004 - no picture is so wide
            return int(digits)
    match = _WIDTH.search(path)
    return int(next(filter(None, match.groups()))) if match else None


def candidates(srcset: str) -> Iterator[tuple[str, int]]:
    """Yield the addresses of a ``srcset`` with their widths; a density counts as so many thousand pixels.

    https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute, of which one thing is left out: an address
    without a descriptor.

    >>> list(candidates("a.jpg 640w,b.jpg 1280w"))
    [('a.jpg', 640), ('b.jpg', 1280)]
    """
    url = ""
    for token in srcset.split():
        match = _DESCRIPTOR.match(token)
        if match is None:
            url = token.lstrip(",")
        elif url:
            yield url.rstrip(","), int(float(match[1]) * (1 if match[2] == "w" else 1000))
            url = token[match.end() :]


def is_large(url: str) -> bool:
    """Tell whether an address says that it is that of the large copy, but not how large this is."""
    return _LARGE.search(url) is not None


def is_file(url: str) -> bool:
    """Tell whether an address ends like that of a picture."""
    return _EXTENSION.search(url.partition("?")[0]) is not None
