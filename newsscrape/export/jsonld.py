"""JSON-LD 1.1: the articles as nodes of one graph, in the words of https://schema.org/NewsArticle."""

from collections.abc import Iterable, Iterator

from newsscrape.export import json, jsonl
from newsscrape.export.options import Options
from newsscrape.model import Article

_CONTEXT = "@context"


def articles(articles: Iterable[Article], options: Options) -> Iterator[str]:  # noqa: ARG001 - the same for every choice
    """Yield the document, a node per line; its context stands at the top, once."""
    nodes = (article.to_json_ld() for article in articles)
    lines = (jsonl.line({name: value for name, value in node.items() if name != _CONTEXT}) for node in nodes)
    return json.array(lines, '{"@context": "https://schema.org", "@graph": [\n', "\n]}\n")
