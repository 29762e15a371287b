"""The headline: what the rules say, else the sole h1 where the page's other titles bear it out, else og:title."""

import re

from newsscrape.extract.evidence import Evidence, Finding, words_of

_SITE_PART = re.compile(r"\s+[|\u2013\u2014\u00b7\u00bb:-]+\s+")


def read(evidence: Evidence) -> list[Finding[str]]:
    """Return the candidates, best first."""
    selector, elements = evidence.ruled(evidence.rules.title)
    found = [Finding(words_of(elements[0]), f"rule:{selector}", words_of(elements[0]))] if elements else []
    headings = [text for element in evidence.page.root.iter("h1") if (text := words_of(element))]
    named = [
        *evidence.from_meta("og:title"),
        *evidence.from_ld("headline"),
        *evidence.from_meta("twitter:title", "dc.title", "parsely-title"),
    ]
    titles = [Finding(words_of(element), "title") for element in evidence.page.root.iter("title")][:1]
    borne_out = [
        h for h in dict.fromkeys(headings) if any(h.casefold() in other.value.casefold() for other in (*named, *titles))
    ]
    if borne_out or len(set(headings)) == 1:
        heading = max(borne_out, key=len) if borne_out else headings[0]
        found.append(Finding(heading, "h1", heading))
    found += [Finding(_without_site(f.value, evidence), f.source, f.raw) for f in named]
    found += [Finding(_without_site(f.value, evidence), f.source, f.value) for f in titles]
    return [finding for finding in found if finding.value]


def _without_site(title: str, evidence: Evidence) -> str:
    """Cut off the site's name where it stands at either end, as its metadata or host names it."""
    names = {name.casefold() for name in evidence.meta.get("og:site_name", ())}
    host = evidence.page.url.partition("//")[2].partition("/")[0].casefold()
    parts = _SITE_PART.split(title)
    while len(parts) > 1:
        first, last = parts[0].casefold(), parts[-1].casefold()
        if last in names or last.replace(" ", "") in host:
            title = title[: title.rindex(_SITE_PART.findall(title)[-1])]
        elif first in names or first.replace(" ", "") in host:
            title = title[len(parts[0]) :].lstrip(" |\u2013\u2014\u00b7\u00bb:-")
        else:
            break
        parts = _SITE_PART.split(title)
    return title.strip()
