"""Where the long fields came from, and what else the page says of them: body, pictures, links."""

from collections.abc import Iterator, Sequence

from newsscrape.extract import images, prose, shingles
from newsscrape.extract.evidence import Evidence, Finding, provenance
from newsscrape.extract.image_urls import variant_key
from newsscrape.metadata import json_ld
from newsscrape.model import Image, Provenance, Witness
from newsscrape.text import cut, fold
from newsscrape.tree import plain

_STATED = 0.8  # of a witness's runs of words that stand in the body: it says the same, though it may say less
_SAID = 100  # characters


def body(evidence: Evidence, source: str, text: str) -> Provenance:
    """Return where the body was found; what else is stated as it agrees where its words stand there, if only some of them.

    Publishers state a teaser or the whole article as ``articleBody``; either way it tells a wrong container.
    """
    told = dict(_told(evidence, source))
    known = shingles.of(text) if told else frozenset()
    witnesses = tuple(
        Witness(name, cut(fold(said), _SAID), shingles.share(said, known) >= _STATED) for name, said in told.items()
    )
    return Provenance("body", source, agreement=1 + sum(witness.agrees for witness in witnesses), witnesses=witnesses)


def _told(evidence: Evidence, source: str) -> Iterator[tuple[str, str]]:
    stated = next((text for text in map(prose.read, json_ld.texts(evidence.ld.get("articleBody"))) if text), "")
    if stated:
        yield "json-ld:articleBody", stated
    marked = () if source.startswith("microdata:") else evidence.page.select("[itemprop~=articleBody]")
    if text := next((text for element in marked if (text := plain(element))), ""):
        yield "microdata:articleBody", text


def pictures(evidence: Evidence, kept: Sequence[Image], shown: Sequence[Image]) -> Provenance | None:
    """Return where the lead picture came from, without one the first; sources that name or show the same agree.

    Args:
        evidence: the page.
        kept: the article's pictures.
        shown: those of its body.
    """
    if not kept:
        return None
    lead = next((image for image in kept if image.role == "lead"), kept[0])
    key = variant_key(lead.url)
    in_body = [Finding(key, "body", image.url) for image in shown if variant_key(image.url) == key]
    found = [*(Finding(variant_key(url), finding.source, url) for finding, url in images.stated(evidence)), *in_body]
    chosen = next((finding for finding in found if finding.value == key), Finding(key, "body", lead.url))
    return provenance("images", chosen, found)
