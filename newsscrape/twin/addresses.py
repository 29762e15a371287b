"""Addresses of a twin: shaped as the page's own, so that they mean the same to the readers, without its words.

Hosts stay where they are the site's own, deliver the page's scripts and pictures, or are known to the readers; all others
may be somebody's. Numbers stay, but for those of people. A site's pattern knows an article's address as before.
"""

import re
from collections.abc import Collection
from urllib.parse import quote, unquote

from newsscrape import urls
from newsscrape.sites import Site
from newsscrape.twin.wordbook import Wordbook

_REST = r"(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<fragment>#.*)?"
_URL = re.compile(rf"(?P<scheme>(?:https?:)?//)(?P<host>[^/?#\\]*){_REST}", re.IGNORECASE | re.DOTALL)
_RELATIVE = re.compile(rf"(?P<scheme>)(?P<host>){_REST}", re.DOTALL)
_OTHER_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]{1,30}):(?!//)(.*)", re.DOTALL)
_WHOLE = re.compile(r"\s*(?:https?:)?//[^\s/<>\"'][^\s<>\"']*\s*", re.IGNORECASE)
_INNER = re.compile(r"(?<=/)https?:/{1,2}(?=[\w.-]+\.\w)")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}", re.IGNORECASE)
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")
PEOPLE = re.compile(
    r"(?:user|author|autor|auteur|member|profile?|people|person|visitor|account|session|token|nonce|e-?mail|avatar|redakteur|writer|phone|tel(?:efon)?)",
    re.IGNORECASE,
)
_RESOURCES = re.compile(r"<(?:img|script|iframe|link|source|video|audio|amp-[a-z]+|embed|object|input)\b[^>]*>", re.IGNORECASE)
_HOSTS = re.compile(r"//([\w.-]+\.[a-z]{2,12})(?![\w.@])", re.IGNORECASE)
STRUCTURE = frozenset([
    "http", "https", "www", "com", "amp", "mobile", "html", "htm", "php", "asp", "aspx", "jsp", "cgi", "index", "jpg",
    "jpeg", "png", "gif", "webp", "avif", "svg", "css", "js", "json", "xml", "rss", "atom", "news", "feed", "feeds",
    "blog", "blogs", "post", "posts", "article", "articles", "story", "stories", "review", "reviews", "tag", "tags",
    "category", "author", "page",
])  # fmt: skip
"""What folders and files are called everywhere."""
_VOCABULARY = re.compile(r"https?://(?:www\.)?schema\.org/[A-Za-z#]*$|https?://(?:ogp\.me|www\.w3\.org|purl\.org)/[\w./#-]*$")
_PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
_LONGEST_KEY = 30


def is_whole(text: str) -> bool:
    """Tell whether a text is an address and nothing else."""
    return bool(_WHOLE.fullmatch(text))


def resources(text: str) -> frozenset[str]:
    """Return the hosts that a document's scripts, frames and pictures come from."""
    return frozenset(host.lower() for tag in _RESOURCES.findall(text) for host in _HOSTS.findall(tag))


class Addresses:
    """Rewrites the addresses of one page.

    Args:
        book: what stands for what.
        page: the page's own address.
        site: the site it belongs to, if it is known.
        hosts: that stay, besides the site's own.
    """

    def __init__(self, book: Wordbook, page: str, site: Site | None, hosts: Collection[str] = ()) -> None:
        self._book = book
        self._own = urls.site_name(page)
        self._page = page
        self._site = site
        self._hosts = hosts

    def rewrite(self, url: str) -> str:
        """Return an address, absolute or relative, without the words of the page."""
        if _VOCABULARY.match(url):
            return url
        if match := _OTHER_SCHEME.match(url):
            return self._other(match[1].lower(), match[2])
        made = self._rewritten(url, sections=False)
        if self._same(url, made):
            return made
        made = self._rewritten(url, sections=True)  # a pattern that names its sections
        return made if self._same(url, made) else self._rewritten(url, sections=True, path=True)

    def _other(self, scheme: str, rest: str) -> str:
        if scheme == "data":
            return _PIXEL if rest.startswith("image/") else "data:,"
        if scheme == "javascript":
            return "javascript:;"
        return f"{scheme}:{self._book.opaque(rest)}"

    def _same(self, url: str, made: str) -> bool:
        """Tell whether the site knows an address for what it was."""
        if self._site is None:
            return True
        before, after = (self._site.identify(urls.absolute(self._page, each) or "") for each in (url, made))
        return (before and before.part) == (after and after.part)

    def _rewritten(self, url: str, *, sections: bool, path: bool = False) -> str:
        match = _URL.fullmatch(url.strip()) or _RELATIVE.fullmatch(url.strip())
        if match is None:
            return self._book.text(url)
        return "".join(
            [
                match["scheme"],
                self._host(match["host"]),
                match["path"] if path else self._path(match["path"], sections=sections),
                self._query(match["query"] or ""),
                self._words(match["fragment"] or ""),
            ]
        )

    def _host(self, given: str) -> str:
        host, colon, port = given.rpartition("@")[2].partition(":")
        labels = host.split(".")
        own = host and urls.site_name(f"https://{host}/") == self._own
        known = host.lower() in self._hosts or any(len(label) > 2 and self._book.keeps(label) for label in labels[:-1])  # noqa: PLR2004
        if own or known or host == "localhost" or host.replace(".", "").isdigit():
            return f"{host}{colon}{port}"
        *names, last = labels
        return ".".join([*(name if name == "www" else self._book.address(name) for name in names), last]) + colon + port

    def _path(self, path: str, *, sections: bool) -> str:
        if inner := _INNER.search(path):
            return f"{self._path(path[: inner.start()], sections=sections)}{self.rewrite(path[inner.start() :])}"
        made, person = [], False
        for segment in path.split("/"):
            if person:
                made.append(self._book.opaque(segment))
            elif (sections and segment.isalpha()) or (_HOST.fullmatch(segment) and segment.lower() in self._hosts):
                made.append(segment)
            else:
                made.append(self._words(segment))
            person = person or bool(PEOPLE.fullmatch(segment.rstrip("s")))
        return "/".join(made)

    def _query(self, query: str) -> str:
        return "&".join(self._pair(pair) for pair in query.split("&"))

    def _pair(self, pair: str) -> str:
        key, equals, value = pair.partition("=")
        if not equals:
            return self._words(pair)
        name = key if len(key) <= _LONGEST_KEY else self._words(key)
        plain = unquote(value)
        if is_whole(plain) or plain.startswith("/"):
            return f"{name}={quote(self.rewrite(plain), safe='')}"
        return f"{name}={self._book.opaque(value) if PEOPLE.search(key) else self._words(value)}"

    def _words(self, text: str) -> str:
        """Replace the words of a part that may be quoted (RFC 3986, 2.1); the ending of a file's name stays."""
        plain = unquote(text) if "%" in text else text
        ending = _EXTENSION.search(plain)
        stem, end = (plain[: ending.start()], ending[0]) if ending else (plain, "")
        made = self._book.address(stem) + end
        return quote(made, safe="/:@!$&'()*+,;=?#~[]|") if plain != text else made
