"""Addresses: made absolute, put into one form, and told apart. Nothing here raises on a bad address."""

import contextlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from newsscrape.text import fold

_DEFAULT_PORT = {"http": 80, "https": 443}
_TRACKING = re.compile(
    # who sent the reader: analytics, advertisers, social networks, newsletters, affiliates
    r"utm_\w+|ga_\w+|_ga|_gl|gclid|gclsrc|dclid|[gw]braid|gad_(?:source|campaignid)|srsltid|fbclid|fb_(?:action_ids|action_types"
    r"|comment_id|ref|source)|msclkid|twclid|ttclid|yclid|_openstat|ysclid|li_fat_id|rdt_cid|epik|igshi?d?|tblci|dicbo|s_kwcid|ef_id"
    r"|mc_[ce]id|mkt_tok|_hsenc|_hsmi|__hs\w+|hsctatracking|oly_(?:anon|enc)_id|vero_(?:id|conv)|wickedid|ml_subscriber(?:_hash)?"
    r"|ck_subscriber_id|_bta_[ct]id|cndid|bxid|ref_(?:src|url)|guccounter|guce_referrer(?:_sig)?|soc_(?:src|trk)|icid|ito|cmpid|ncid"
    r"|ocid|smid|sr_share|sref|ftag|taid|tpcc|xtor|wt_mc|wt_zmc|wt\.mc_(?:id|ev)|at_\w+|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+"
    r"|ns_(?:campaign|mchannel|source|linkname|fee)|spm|irclickid|irgwc|awc|__twitter_impression|_branch_match_id|amp_(?:js_v|gsa)"
    r"|usqp"
    # which visit it is
    r"|phpsessid|jsessionid|aspsessionid\w+|cfid|cftoken|zenid|oscsid|sid|sess(?:ion)?_?id",
    re.IGNORECASE,
)
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/]*|/\([ASFX]\([\w-]+\)\)(?=[/;]|$)", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")  # cannot be written as UTF-8
_PLAIN = re.compile(
    # origin, path and query of most links: nothing in them needs a second look, be it an encoding, a port or a name's case
    r"(https?://[a-z0-9-]++(?:\.[a-z0-9-]++)*+(?=[/#]|$)|)"
    r"(/[A-Za-z0-9_~%:@!$&()*+,;=./-]*+|)"
    r"(\?[A-Za-z0-9_~%:@!$&()*+,;=./?-]++|)(?:#[A-Za-z0-9_~.=&/-]*+)?"
)
_NO_HOST = re.compile(r"""[\s\x00-\x20\x7f"#%/<>?@\\^`{|}]""")
"""What stands in no host: the URL standard's forbidden domain code points, blanks, and what would end an attribute."""
_UNSAFE = re.compile(r"[\x00-\x20\x7f]+")
_LONGEST = 8_000
"""Characters of an address; RFC 9110, 4.1, asks nobody to take longer ones, and they would fill the caches."""
_VARIANT_QUERY = frozenset({"amp", "print", "mobile", "outputtype"})
_VARIANT_PATH = re.compile(r"(?:/(?:amp|print|mobile)|/index\.(?:html?|php|aspx?)|\.amp)?/*$", re.IGNORECASE)
_MEANT = re.compile(r"\w*id|id\w*|p|pg|page|paged|seite|part|start|offset|story|article|news", re.IGNORECASE)
"""Parameters that say which article, or which page of it."""
_PROGRAMS = ("php", "asp", "jsp", "cgi", "pl", "do")
_WWW = re.compile(r"^www\d*\.")
_HOST_VARIANT = re.compile(r"^(?:www|m|mobile|amp)\.")


@lru_cache(maxsize=1024)  # a page's own address is asked for some ten times
def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return None
    usable = parts.scheme in _DEFAULT_PORT and parts.hostname and not _NO_HOST.search(_name(parts))
    return parts if usable else None


def _name(parts: SplitResult) -> str:
    """Return the host in ASCII (RFC 3490), which may turn a character into one that stands in no host."""
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        with contextlib.suppress(UnicodeError):
            return name.encode("idna").decode("ascii")
    return name


def _netloc(parts: SplitResult) -> str:
    name = _name(parts)
    if ":" in name:
        name = f"[{name}]"
    port = parts.port
    return name if port is None or port == _DEFAULT_PORT[parts.scheme] else f"{name}:{port}"


def absolute(base: str, href: str) -> str | None:
    """Return the http(s) address that `href` means on the page `base`, without fragment; ``None`` where it is none.

    What is longer than 8,000 characters is none.

    >>> absolute("https://a.example/x/", "../y z#top")
    'https://a.example/y%20z'
    >>> absolute("https://a.example/", "javascript:alert(1)")
    """
    if len(href) > _LONGEST:
        return None
    if plain := _plain(base, href):
        return plain
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


def _plain(base: str, href: str) -> str | None:
    """Return the address of a plain link, such as a whole one or one that begins at the site's root."""
    match = _PLAIN.fullmatch(href)
    if match is None:
        return None
    whole, path, query = match.groups()
    if not (whole or path) or path.startswith("//") or "/." in path:
        return None
    origin = whole or _origin(base)
    return f"{origin}{path or '/'}{query}" if origin else None


@lru_cache(maxsize=256)
def _origin(base: str) -> str | None:
    """Return scheme, host and port of a page's address in the form in which addresses are kept."""
    try:
        parts = _split(_SURROGATE.sub("\ufffd", base))
        return f"{parts.scheme}://{_netloc(parts)}" if parts else None
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def host(url: str) -> str:
    """Return host and port, lower case, without a default port; ``""`` where the address has none.

    >>> host("HTTPS://WWW.Example.com:443/x")
    'www.example.com'
    """
    parts = _split(url)
    return _netloc(parts) if parts else ""


@lru_cache(maxsize=8192)  # a crawl asks for each address some four times in a row
def normalise(url: str) -> str:
    """Return the form in which an address is kept: no fragment, default port, tracking or session parameters.

    >>> normalise("HTTPS://Example.com:443/a?utm_source=x&iPage=2#c")
    'https://example.com/a?iPage=2'
    """
    whole = absolute("", url)
    if whole is None:
        return fold(url)
    parts = urlsplit(whole)
    kept = [pair for pair in parts.query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0])]
    return urlunsplit((parts.scheme, parts.netloc, _SESSION_PATH.sub("", parts.path) or "/", "&".join(kept), ""))


def surt(url: str) -> str:
    """Return the sort-friendly form of an address (SURT), by which indexes of web archives are ordered.

    >>> surt("https://www.Example.com:8080/News/1/?b=2&a=1")
    'com,example:8080)/news/1?a=1&b=2'
    """
    parts = urlsplit(normalise(url).lower())
    name, colon, port = _WWW.sub("", parts.netloc).partition(":")
    path, query = parts.path.rstrip("/") or "/", "&".join(sorted(parts.query.split("&")))
    return f"{','.join(reversed(name.split('.')))}{colon}{port}){path}" + (f"?{query}" if query else "")


def site_name(url: str) -> str:
    """Return the host by which a page of no known site is filed: without ``www.``, ``m.`` and the like."""
    return _HOST_VARIANT.sub("", host(url))


def identity(url: str) -> str:
    """Return the key of an article of an unknown site: path and significant query, without amp and print forms.

    >>> identity("https://m.example.com/2024/01/big-news/amp/?utm_medium=x")
    '/2024/01/big-news'
    """
    if (parts := _split(normalise(url))) is None:
        return normalise(url)
    path, query = _significant(parts)
    return f"{path}?{urlencode(sorted(query))}" if query else path


def canonical(url: str, declared: str | None) -> str:
    """Return the address by which a page of an unknown site goes: the declared one, where it is the same, simpler address.

    That is: the same site (``www.`` and the like apart), the same path, and no parameter but the page's own; what it
    leaves out, the page itself disowns. Another article, the home page or another site is a mistake of the page's maker.
    Neither is believed that a page's number, or an id beside a path that names nothing (``/story?id=7``), does not matter.

    >>> canonical("https://m.a.example/2024/big-news/amp/?ref=x", "https://www.a.example/2024/big-news/")
    'https://www.a.example/2024/big-news/'
    >>> canonical("https://a.example/story?id=7", "https://a.example/story")
    'https://a.example/story?id=7'
    """
    own, other = _split(normalise(url)), _split(normalise(declared)) if declared else None
    if own is None or other is None or site_name(url) != site_name(declared or ""):
        return normalise(url)
    (path, query), (other_path, other_query) = _significant(own), _significant(other)
    left_out = set(query) - set(other_query)
    same = path == other_path and set(other_query) <= set(query)
    if not same or (left_out and not _names_article(path)) or any(_MEANT.fullmatch(name) for name, _ in left_out):
        return normalise(url)
    return urlunsplit(other._replace(scheme=max(own.scheme, other.scheme)))  # many still declare http, and answer to https


def _significant(parts: SplitResult) -> tuple[str, list[tuple[str, str]]]:
    """Return path and query without what only tells the forms of one page apart."""
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k.lower() not in _VARIANT_QUERY]
    return _VARIANT_PATH.sub("", parts.path) or "/", query


def _names_article(path: str) -> bool:
    """Tell whether a path ends in a slug or number, and not in the name of a program that wants to be told which article."""
    name, _, suffix = path.rpartition("/")[2].partition(".")
    if any(character.isdigit() for character in name):
        return True
    return ("-" in name or "_" in name) and not suffix.startswith(_PROGRAMS)
