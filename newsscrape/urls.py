"""Addresses: made absolute, put into one form, and told apart. Nothing here raises on a bad address."""

import contextlib
import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from newsscrape.text import fold

_DEFAULT_PORT = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_\w+|ga_\w+|mc_[ce]id|_ga|_gl|fbclid|gclid|gclsrc|dclid|msclkid|twclid|yclid|igshid|icid|ito|cmpid|ncid"
    r"|smid|sr_share|sref|ftag|xtor|wt_mc|at_\w+|__twitter_impression|phpsessid|jsessionid|sid|sessionid|session_id",
    re.IGNORECASE,
)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#&]*", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")  # cannot be written as UTF-8
_UNSAFE = re.compile(r"[\x00-\x20\x7f]+")
_VARIANT_QUERY = frozenset({"amp", "print", "mobile", "outputtype"})
_VARIANT_PATH = re.compile(r"(?:/(?:amp|print|mobile)|/index\.(?:html?|php|aspx?)|\.amp)?/*$", re.IGNORECASE)
_HOST_VARIANT = re.compile(r"^(?:www|m|mobile|amp)\.")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return None
    return parts if parts.scheme in _DEFAULT_PORT and parts.hostname else None


def _netloc(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        with contextlib.suppress(UnicodeError):
            name = name.encode("idna").decode("ascii")
    if ":" in name:
        name = f"[{name}]"
    port = parts.port
    return name if port is None or port == _DEFAULT_PORT[parts.scheme] else f"{name}:{port}"


def absolute(base: str, href: str) -> str | None:
    """Return the http(s) address that `href` means on the page `base`, without fragment; ``None`` where it is none.

    >>> absolute("https://a.example/x/", "../y z#top")
    'https://a.example/y%20z'
    >>> absolute("https://a.example/", "javascript:alert(1)")
    """
    try:
        href = _SURROGATE.sub("\ufffd", href.strip().replace("\n", "").replace("\r", "").replace("\t", ""))
        joined = urljoin(_SURROGATE.sub("\ufffd", base), href)
        parts = _split(joined)
        if parts is None:
            return None
        rest = urlunsplit(("http", "host", parts.path or "/", parts.query, ""))  # a path alone may look like a host
        quoted = urlsplit(safe_url_string(_UNSAFE.sub("%20", rest)))
        return urlunsplit((parts.scheme, _netloc(parts), quoted.path, quoted.query, ""))
    except (ValueError, UnicodeError):
        return None


def host(url: str) -> str:
    """Return host and port, lower case, without a default port; ``""`` where the address has none.

    >>> host("HTTPS://WWW.Example.com:443/x")
    'www.example.com'
    """
    parts = _split(url)
    return _netloc(parts) if parts else ""


def normalise(url: str) -> str:
    """Return the form in which an address is kept: no fragment, default port, tracking or session parameters.

    >>> normalise("HTTPS://Example.com:443/a?utm_source=x&iPage=2#c")
    'https://example.com/a?iPage=2'
    """
    whole = absolute("", _SESSION_PATH.sub("", url))
    if whole is None:
        return fold(url)
    parts = urlsplit(whole)
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, parts.path, "&".join(kept), ""))


def site_name(url: str) -> str:
    """Return the host by which a page of no known site is filed: without ``www.``, ``m.`` and the like."""
    return _HOST_VARIANT.sub("", host(url))


def identity(url: str) -> str:
    """Return the key of an article of an unknown site: path and significant query, without amp and print forms.

    >>> identity("https://m.example.com/2024/01/big-news/amp/?utm_medium=x")
    '/2024/01/big-news'
    """
    whole = normalise(url)
    if (parts := _split(whole)) is None:
        return whole
    path = _VARIANT_PATH.sub("", parts.path) or "/"
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k.lower() not in _VARIANT_QUERY]
    return f"{path}?{urlencode(sorted(query))}" if query else path
