"""What the page states of its entries: schema.org's LiveBlogPosting.liveBlogUpdate in JSON-LD."""

from collections.abc import Iterator
from typing import Any

from newsscrape.extract import prose
from newsscrape.extract.evidence import Evidence
from newsscrape.extract.live.clock import Clock
from newsscrape.metadata import json_ld
from newsscrape.model import LiveUpdate
from newsscrape.text import fold


def nodes(evidence: Evidence) -> list[json_ld.Node]:
    """Return the nodes of this page's live blog; those of other live blogs that the page only names are left out."""
    if not any("LiveBlogPosting" in text for text in json_ld.scripts(evidence.page)):
        return []
    found = [(node, _addresses(evidence, node)) for node in evidence.nodes if "LiveBlogPosting" in json_ld.types(node)]
    named = (*evidence.meta.get("link:canonical", ()), *evidence.meta.get("og:url", ()))
    here = {_bare(evidence.page.url), *(_bare(evidence.page.absolute(url) or "") for url in named)}
    return [node for node, there in found if there & here or (node is evidence.ld and not there)]


def read(evidence: Evidence, clock: Clock) -> list[LiveUpdate]:
    """Return the entries in the order in which they are stated; ``key`` is empty where the page gives none."""
    found = [_update(evidence, item, clock) for node in nodes(evidence) for item in _objects(node.get("liveBlogUpdate"))]
    return [update for update in found if update.title or update.body]


def _objects(value: Any) -> Iterator[json_ld.Node]:
    yield from (item for item in (value if isinstance(value, list) else [value]) if isinstance(item, dict))


def _update(evidence: Evidence, node: json_ld.Node, clock: Clock) -> LiveUpdate:
    title = next((fold(prose.read(text)) for name in ("headline", "name") for text in json_ld.texts(node.get(name))), "")
    body = next((prose.read(text) for name in ("articleBody", "text") for text in json_ld.texts(node.get(name))), "")
    said = (text for name in ("datePublished", "dateCreated", "dateModified") for text in json_ld.texts(node.get(name)))
    return LiveUpdate(_key(evidence, node), title or None, clock.read(said, None), body or None)


def _key(evidence: Evidence, node: json_ld.Node) -> str:
    """Return the entry's own id: its identifier, else what its address adds to the page's."""
    if isinstance(identifier := node.get("identifier"), str | int) and str(identifier).strip():
        return fold(str(identifier))
    for name in ("@id", "url"):
        for text in json_ld.texts(node.get(name)):
            address, _, fragment = text.partition("#")
            if fragment:
                return fold(fragment)
            if evidence.page.absolute(address) not in (None, evidence.page.url):
                return fold(address)
    return ""


def _addresses(evidence: Evidence, node: json_ld.Node) -> set[str]:
    main = node.get("mainEntityOfPage")
    given = (node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main)
    return {_bare(url) for value in given for text in json_ld.texts(value) if (url := evidence.page.absolute(text))}


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].partition("://")[2].rstrip("/")
