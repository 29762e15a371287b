"""The small facts of an article: description, section, tags, language, the claimed number of comments."""

import re

from newsscrape.extract.evidence import Evidence, Finding, words_of
from newsscrape.metadata import json_ld
from newsscrape.text import fold

_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([A-Za-z]{2}|[A-Z][a-z]{3}))?")
_NUMBER = re.compile(r"\d[\d.,\u00a0' ]*")
_MOST_TAGS = 50


def _texts(evidence: Evidence, selectors: tuple[str, ...]) -> list[Finding[str]]:
    selector, elements = evidence.ruled(selectors)
    return [Finding(text, f"rule:{selector}", text) for element in elements if (text := words_of(element))]


def description(evidence: Evidence) -> list[Finding[str]]:
    """Return what stands for the article in short, best first."""
    metas = evidence.from_meta("og:description", "description", "twitter:description")
    return [*_texts(evidence, evidence.rules.description), *evidence.from_ld("description"), *metas]


def section(evidence: Evidence) -> list[Finding[str]]:
    """Return the rubric under which the article stands."""
    ruled = _texts(evidence, evidence.rules.section)
    return [*ruled, *evidence.from_ld("articleSection"), *evidence.from_meta("article:section", "parsely-section")]


def tags(evidence: Evidence) -> list[Finding[tuple[str, ...]]]:
    """Return the keywords, in page order, each once."""
    if ruled := _texts(evidence, evidence.rules.tags):
        return [Finding(_unique([f.value for f in ruled]), ruled[0].source)]
    found = [Finding(_unique([f.value for f in evidence.from_meta("article:tag")]), "meta:article:tag")]
    for source, values in (
        ("json-ld:keywords", json_ld.texts(evidence.ld.get("keywords"))),
        ("meta:keywords", list(evidence.meta.get("keywords", ()))),
    ):
        split = values if len(values) > 1 else [part for value in values for part in value.split(",")]
        found.append(Finding(_unique(split), source))
    return [finding for finding in found if finding.value]


def language(evidence: Evidence) -> list[Finding[str]]:
    """Return the language as BCP 47."""
    given = [("html:lang", evidence.page.root.get("lang") or evidence.page.root.get("xml:lang") or "")]
    given += [
        (f.source, f.value) for f in (*evidence.from_ld("inLanguage"), *evidence.from_meta("og:locale", "content-language"))
    ]
    given.append(("rule:language", evidence.rules.language or ""))
    found = []
    for source, text in given:
        if match := _LANGUAGE.match(text.strip()):
            primary, region = match.groups()
            tag = primary.lower() + (f"-{region.upper() if len(region) == 2 else region}" if region else "")  # noqa: PLR2004
            found.append(Finding(tag, source, text))
    return found


def comment_count(evidence: Evidence) -> list[Finding[int]]:
    """Return how many comments the page says it has."""
    given = [*_texts(evidence, evidence.rules.comment_count)]
    if isinstance(number := evidence.ld.get("commentCount"), int | str):
        given.append(Finding(str(number), "json-ld:commentCount", str(number)))
    found = []
    for finding in given:
        if match := _NUMBER.search(finding.value):
            digits = re.sub(r"\D", "", match[0])
            found.append(Finding(int(digits[:9]), finding.source, finding.value))
    return found


def _unique(texts: list[str]) -> tuple[str, ...]:
    return tuple({text.casefold(): text for raw in reversed(texts) if (text := fold(raw))}.values())[::-1][:_MOST_TAGS]
