"""Blocks as HTML again: the small safe subset that is kept as ``body_html``."""

from collections.abc import Callable

from lxml.html import HtmlElement

from newsscrape.extract.body.blocks import Block

_GROUP = {"li": "ul", "ol": "ol", "tr": "table"}


def to_html(blocks: list[Block], picture: Callable[[HtmlElement], str]) -> str:
    """Return the blocks as a small safe subset of HTML."""
    out: list[str] = []
    group = ""
    for block in blocks:
        wanted = _GROUP.get(block.kind, "")
        if group != wanted:
            out += [f"</{group}>"] * bool(group) + [f"<{wanted}>"] * bool(wanted)
            group = wanted
        if block.kind == "img":
            out.append(picture(block.element) if block.element is not None else "")
        elif block.kind == "iframe":
            out.append(f"<figure>{block.inner}</figure>")
        elif block.kind == "tr":
            inner = block.inner.replace(" </td>", "</td>").replace("<td> ", "<td>")
            out.append(f"<tr><td>{inner}</td></tr>")
        else:
            tag = "li" if wanted == "ol" else block.kind
            out.append(f"<{tag}>{block.inner}</{tag}>")
    return "\n".join(filter(None, [*out, f"</{group}>" if group else ""]))
