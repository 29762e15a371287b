"""How a site addresses the further pages of a long article, by the links to a second page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from newsscrape.guess import forms
from newsscrape.page import Page

_NEXT = "link[rel~=next i], a[rel~=next i]"
_LINKS = "a[href], option[value]"
_PARAMETER = re.compile(r"page|paged|pg|p|part|seite|pagina|sida|strona|str", re.IGNORECASE)
_INFIX = re.compile(r"/|[/,_-]?[A-Za-z]{1,8}[/,_-]?|,")
_NUMBER = r"(?P<part>\d{1,2})"
_DOUBTFUL = re.compile(r"[-_]")  # a second article of the same words ends so, too


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands between an article's address and the number of its part."""

    infix: str = ""
    """``/``, ``-page-``, ``?page=``; nothing: its articles stand on one page."""

    def tail(self, suffix: str) -> str:
        """Return the pattern of what follows the article's name."""
        end = re.escape(suffix) if suffix else "/?"
        if not self.infix:
            return rf"{end}(?:\?|$)"
        if self.infix.startswith("?"):
            return f"{end}(?:\\?(?:.*&)?{self.infix[1:]}{_NUMBER}|\\?|$)"
        return f"(?:{self.infix}{_NUMBER})?{end}(?:\\?|$)"


NO_PARTS = Parts()


def find(pages: Sequence[Page]) -> Parts:
    """Return how the second page of one of these articles, each given by its first, is addressed."""
    for page in pages:
        for selector, doubtful in ((_NEXT, True), (_LINKS, False)):
            for infix in _infixes(page, selector):
                if doubtful or not _DOUBTFUL.fullmatch(infix):
                    return Parts(infix)
    return NO_PARTS


def _infixes(page: Page, selector: str) -> Iterator[str]:
    """Yield what stands before the number 2 in an address that is the page's own but for that."""
    own, own_query = _parted(forms.address(page.url))
    suffix = forms.read(own).suffix
    stem = own.removesuffix(suffix)
    for element in page.select(selector):
        url = page.absolute(element.get("href") or element.get("value"))
        if url is None or not url.startswith(page.base.partition("://")[0]):
            continue
        path, query = _parted(forms.address(url))
        if path == own:
            more = [name for name, value in query if (name, value) not in own_query and value == "2"]
            yield from (f"?{name}=" for name in more if _PARAMETER.fullmatch(name))
        elif path.startswith(stem) and path.endswith(f"2{suffix}"):
            infix = path[len(stem) : len(path) - len(suffix) - 1]
            if _INFIX.fullmatch(infix) or _DOUBTFUL.fullmatch(infix):
                yield infix


def _parted(address: str) -> tuple[str, list[tuple[str, str]]]:
    path, _, query = address.partition("?")
    return path.rstrip("/"), parse_qsl(query)
