"""The headline: the rules', else the heading that the page's other titles bear out, else what the metadata says.

Each title stands in several places, and each place spoils it in its own way: a logo or a kicker in the h1, the site's
name in ``<title>``, another wording for search engines in og:title. What two places say alike is the headline.
"""

import re
from collections.abc import Collection, Iterator

from newsscrape.extract.evidence import Evidence, Finding, words_of
from newsscrape.extract.headings import headings
from newsscrape.extract.sitename import SiteName, letters, separators
from newsscrape.text import cut

_OTHERS = ("twitter:title", "dc.title", "parsely-title")
_MOST, _LONGEST = 10, 1_000
_WORDS = 3  # of a heading that nothing bears out: shorter ones are rubrics
_ALIKE = 0.5  # of the shorter one's words; below this, two titles are not about the same thing
_LETTERS = re.compile(r"\W+")
_SHORTEST, _STEM = 4, 6  # letters of a telling word, and those of it that its forms share
_UNSPACED = "\u2e80"  # from here on: Chinese, Japanese, Korean


def read(evidence: Evidence) -> list[Finding[str]]:
    """Return the candidates, best first."""
    selector, elements = evidence.ruled(evidence.rules.title)
    found = [Finding(words_of(elements[0]), f"rule:{selector}", words_of(elements[0]))] if elements else []
    site = SiteName.of(evidence)
    metas = (*evidence.from_meta("og:title"), *evidence.from_ld("headline"), *evidence.from_meta(*_OTHERS))[:_MOST]
    whole = next((words_of(element) for element in evidence.page.tagged("title")), "")
    shortened = {text: site.cut_from(cut(text, _LONGEST)) for text in {whole, *(f.value for f in metas)}}
    named = [Finding(shortened[f.value], f.source, f.raw) for f in metas]
    heading = _heading(evidence, site, [f.value for f in named], shortened[whole])
    if heading:
        found.append(Finding(heading, "h1", heading))
    found += [*named, Finding(shortened[whole], "title", cut(whole, _LONGEST))]
    return [finding for finding in found if finding.value]


def _heading(evidence: Evidence, site: SiteName, named: list[str], title: str) -> str | None:
    """Return the heading that the other titles bear out, the surest agreement first."""
    found = [text for text in headings(evidence.page, "h1") if not site.is_name(text)]
    leading = {letters(text) for text in named}
    if agreed := _longest(found, leading) or _longest(found, {letters(title)}):
        return agreed
    beside = {end for start, end in _cuts(title) if start in leading}
    agreed = _longest(found, {part for text in (*named, title) for part in _parts(text)} - beside)
    if agreed := agreed or (None if named else _lower(evidence, title)):
        return agreed
    others = [text for text in (*named, title) if text]
    for heading in found:
        if tail := next((text for text in others if _ends_with(heading, text)), None):
            return tail
    found = [heading for heading in found if letters(heading) not in beside]
    alike = [heading for heading in found if any(_alike(heading, text) for text in others)]
    if alike:
        return alike[0]
    if len(set(found)) == 1 and _stands_alone(evidence, site, found[0], named, title):
        return found[0]
    return None


def _longest(found: list[str], accepted: Collection[str]) -> str | None:
    """Return the longest heading whose letters are among the accepted ones."""
    return max((heading for heading in found if letters(heading) in accepted), key=len, default=None)


def _stands_alone(evidence: Evidence, site: SiteName, heading: str, named: list[str], title: str) -> bool:
    """Tell whether the only heading is the headline though nothing bears it out: it is about the same, in other words."""
    if not named:
        return True
    if len(heading.split()) < _WORDS or site.is_in(heading):
        return False
    about = " ".join([*named, title, *(f.value for f in evidence.from_meta("og:description", "description"))])
    return bool(_telling(heading) & _telling(about))


def _telling(text: str) -> set[str]:
    """Return what tells what a text is about: its longer words; of what is written without blanks, each two letters."""
    words = _LETTERS.sub(" ", text.casefold()).split()
    pairs = {word[n : n + 2] for word in words if word[-1] >= _UNSPACED for n in range(len(word) - 1)}
    return pairs | {word[:_STEM] for word in words if len(word) >= _SHORTEST}


def _lower(evidence: Evidence, title: str) -> str | None:
    """Return the lower heading that ``<title>`` starts or ends with: where the h1 is the site's, the article's is an h2."""
    lower = {letters(text): text for text in headings(evidence.page, "h2", "h3")}
    if letters(title) in lower:
        return lower[letters(title)]
    found = (part for pair in _cuts(title) for part in pair if part in lower and len(part) * 3 > len(letters(title)))
    return max((lower[part] for part in found), key=len, default=None)


def _cuts(title: str) -> Iterator[tuple[str, str]]:
    """Yield the letters before and behind each separator."""
    for match in separators(title):
        yield letters(title[: match.start()]), letters(title[match.end() :])


def _parts(title: str) -> set[str]:
    """Return the letters of what may be the headline inside a title: its single parts, and all to either side of one."""
    found = separators(title)
    starts, ends = [0, *(match.end() for match in found)], [*(match.start() for match in found), len(title)]
    single = {letters(title[start:end]) for start, end in zip(starts, ends, strict=True)}
    return single | {end for pair in _cuts(title) for end in pair}


def _ends_with(heading: str, text: str) -> bool:
    """Tell whether a heading is this title behind a kicker."""
    rest = heading.casefold().removesuffix(text.casefold())
    return len(rest) < len(heading) and bool(rest) and not rest[-1].isalnum() and len(text) * 3 > len(heading)


def _alike(first: str, second: str) -> bool:
    one, other = (set(_LETTERS.sub(" ", text.casefold()).split()) for text in (first, second))
    return len(one & other) >= _ALIKE * min(len(one), len(other)) and len(one & other) > 1
