"""Markup of a single comment, as answers in JSON and feeds hold it, and what it quotes apart from what it says."""

from collections.abc import Collection, Iterable, Iterator
from urllib.parse import quote

from lxml import etree
from lxml.html import HtmlElement

from newsscrape.tree import plain
from newsscrape.urls import absolute

_IN_FRAGMENT = "!$&'()*+,;=:@/?%"  # RFC 3986, 3.5
_CLASSES = etree.ElementDefaultClassLookup(element=HtmlElement)
_PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
_PARSER.set_element_class_lookup(_CLASSES)


def parse(markup: str) -> HtmlElement:
    """Return the element around a piece of markup, which need not be well-formed."""
    whole = f"<html><body>{markup.replace(chr(0), '')}</body></html>".encode("utf-8", "replace")
    root = etree.fromstring(whole, _PARSER)
    assert isinstance(root, HtmlElement)  # noqa: S101 - a document of its own tags always has a root
    return root


def address(base: str, href: str) -> str | None:
    """Return the http(s) address that a link means, with the fragment by which comments are told apart."""
    whole, _, fragment = href.partition("#")
    url = absolute(base, whole) if whole else base
    return f"{url}#{quoted(fragment)}" if url and fragment else url


def quoted(fragment: str) -> str:
    """Return what stands behind the ``#`` of an address as it may stand there."""
    return quote(fragment, safe=_IN_FRAGMENT, errors="replace")


def apart(top: HtmlElement, quotes: Collection[HtmlElement], frame: Collection[HtmlElement] = ()) -> tuple[str, str | None]:
    """Return what a comment says itself and what it quotes, without the quotations in a quotation.

    Args:
        top: the element of the comment's text.
        quotes: the quotations below it, in document order.
        frame: what belongs to neither, such as a line "Ada said:".
    """
    if not quotes and not frame:
        return plain(top), None
    inside = {*quotes, *frame}
    return plain(top, inside), "\n\n".join(filter(None, (plain(quote, inside) for quote in outermost(quotes)))) or None


def outermost(elements: Iterable[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield those of the elements, given in document order, that stand in none of the others."""
    within: set[HtmlElement] = set()
    for element in elements:
        if element not in within:
            yield element
            within.update(element.iter("*"))
