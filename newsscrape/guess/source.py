"""A site as the source text of its file, laid out as the formatter of this project would."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import NamedTuple

from newsscrape.extract.rules import Rules
from newsscrape.sites import Site, Source
from newsscrape.sites.engines import Known

_WIDTH = 128
_IMPORTED = ("Feed", "Listing", "Rules", "Site", "Sitemap")


class _Constant(NamedTuple):
    name: str


def write(site: Site, engine: Known | None, docstring: str) -> str:
    """Return the file of a site.

    Args:
        site: what is not at its default is written.
        engine: where its engine is imported from; ``None``: the generic one.
        docstring: one sentence in plain words, without quotes and backslashes.
    """
    given: list[tuple[str, object]] = [("name", site.name), ("title", site.title), ("home", site.home)]
    if engine:
        given.append(("engine", _Constant(engine.constant)))
    given += [(name, getattr(site, name)) for name in ("articles", "sources") if getattr(site, name)]
    if site.rules != Rules():
        given.append(("rules", site.rules))
    text = "".join(f"    {line}\n" for name, value in given for line in _laid_out(value, 4, f"{name}=", ","))
    used = ", ".join(name for name in _IMPORTED if f"{name}(" in text or name == "Site")
    imports = f"from newsscrape.sites import {used}\n"
    if engine:
        imports += f"from {engine.module} import {engine.constant}\n"
    return f'"""{docstring}"""\n\n{imports}\nSITE = Site(\n{text})\n'


def _laid_out(value: object, indent: int, before: str, after: str) -> Iterator[str]:
    """Yield the lines of a value: one where it fits, else one for each of its pieces."""
    flat = f"{before}{_flat(value)}{after}"
    opening, pieces, closing = _pieces(value)
    if indent + len(flat) <= _WIDTH or not pieces:
        yield flat
        return
    yield before + opening
    for name, piece in pieces:
        for line in _laid_out(piece, indent + 4, f"{name}=" if name else "", ","):
            yield f"    {line}"
    yield closing + after


def _flat(value: object) -> str:
    opening, pieces, closing = _pieces(value)
    if opening == "":
        return closing
    inner = ", ".join(f"{name}={_flat(piece)}" if name else _flat(piece) for name, piece in pieces)
    return f"{opening}{inner}{',' if opening == '(' and len(pieces) == 1 else ''}{closing}"


def _pieces(value: object) -> tuple[str, Sequence[tuple[str, object]], str]:
    """Return what opens a value, what stands inside, and what closes it; a plain one is all closing."""
    if isinstance(value, Rules):
        set_ = [(each.name, getattr(value, each.name)) for each in fields(value)]
        return f"{type(value).__name__}(", [(name, piece) for name, piece in set_ if piece not in ((), None)], ")"
    if isinstance(value, Source):
        return f"{type(value).__name__}(", [("", value.url)], ")"
    if isinstance(value, _Constant):
        return "", (), value.name
    if isinstance(value, tuple):
        return "(", [("", piece) for piece in value], ")"
    return "", (), _quoted(str(value))


def _quoted(text: str) -> str:
    """Return a text as a literal: raw where it is a pattern, in the quotes that need no escape."""
    if text.isprintable() and not text.endswith("\\"):
        for quote in '"', "'":
            if quote not in text:
                return ("r" if "\\" in text else "") + quote + text + quote
    return '"' + "".join(letter if letter.isprintable() and letter not in '"\\' else _escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    return f"\\{letter}" if letter in '"\\' else letter.encode("unicode_escape").decode("ascii")
