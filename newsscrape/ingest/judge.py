"""Is it an article at all? What a server sends with status 200 may be an apology, a wall, an empty shell or a list."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from newsscrape.discover import links, listings
from newsscrape.metadata import json_ld, meta_tags
from newsscrape.model import Article, Outcome
from newsscrape.page import Page
from newsscrape.sites import registry
from newsscrape.text import cut, fold, words
from newsscrape.tree import plain

FEWEST_WORDS = 30
"""A page that does not call itself an article needs as many."""
FEWEST_OF_ARTICLE = 8
"""A page whose metadata call it an article may be this short: breaking news is a sentence."""
_SHORT = 150  # words above which no apology or wall goes on
_MANY_LINKS, _FEW_LINKS = 12, 4  # to articles: on any page, on a home page
_SAID = 80  # characters of what the page says that stand in the reason

_GONE = re.compile(
    r"\b404\b|(?:page|article|story|site|url|content)\s+(?:was\s+|is\s+|could\s+not\s+be\s+|cannot\s+be\s+|can.?t\s+be\s+)?"
    r"(?:not\s+found|found\b.{0,20}missing|no\s+longer|does(?:n.t|\s+not)\s+exist|unavailable|gone)|not\s+found$|nicht\s+gefunden"
    r"|existiert\s+nicht|introuvable|no\s+encontrad[ao]|non\s+trovata|não\s+encontrada|could\s+not\s+be\s+found|can.t\s+find\s+th",
    re.IGNORECASE,
)
_WALL = re.compile(
    r"just\s+a\s+moment|attention\s+required|access\s+(?:to\s+this\s+page\s+has\s+been\s+)?denied|are\s+you\s+(?:a\s+(?:ro)?bot|human)"
    r"|captcha|verif(?:y|ying)\s+(?:that\s+)?you\s+are\s+(?:a\s+)?human|security\s+check|checking\s+your\s+browser|unusual\s+traffic"
    r"|enable\s+(?:javascript\s+and\s+)?cookies\s+to\s+continue|ddos\s+protection|too\s+many\s+requests|before\s+you\s+continue\s+to"
    r"|we\s+value\s+your\s+privacy|your\s+privacy\s+(?:choices|matters)|datenschutzeinstellungen|pardon\s+our\s+interruption",
    re.IGNORECASE,
)
_DATABASE = re.compile(
    r"error\s+establishing\s+a\s+database\s+connection|SQLSTATE\[|could\s+not\s+connect\s+to\s+(?:the\s+)?(?:database|mysql)"
    r"|mysqli?_\w+\(\)|you\s+have\s+an\s+error\s+in\s+your\s+sql|too\s+many\s+connections|fatal\s+error:\s+uncaught"
    r"|database\s+(?:server\s+)?(?:error|is\s+down|unavailable)|internal\s+server\s+error|service\s+unavailable|bad\s+gateway",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"^(?:please\s+)?(?:log|sign)[\s-]?in\b|^anmelden\b|^anmeldung\b|^connexion\b|^iniciar\s+sesi", re.IGNORECASE
)


def judge(outcome: Outcome, pages: Sequence[Page]) -> Outcome:
    """Refuse what was read as an article and is none.

    The reason's first word is one of ``soft-404``, ``challenge``, ``database-error``, ``login``, ``listing``,
    ``app-shell``, ``thin``. What the page leads to is kept; a list of articles gives these as targets.

    Args:
        outcome: as `reading.read_pages` gives it; without an article it is returned as it is.
        pages: the pages it was read from.
    """
    article = outcome.article
    if article is None:
        return outcome
    page, length = pages[0], words(article.body or "")
    for reason, test in _TESTS.items():
        if (said := test(page, article, length)) is not None:
            found = outcome.targets
            if reason == "listing" and not found and registry.for_url(page.url) is None:
                found = listings.read(page)
            detail = cut(fold(said), _SAID)
            return replace(outcome, article=None, targets=found, misses=(), refused=f"{reason}: {detail}")
    return outcome


def _calls_itself_article(page: Page) -> bool:
    if "article" in meta_tags.read(page).get("og:type", ()):
        return True
    return any(json_ld.types(node) & json_ld.ARTICLE_TYPES for node in json_ld.read(page))


def _headings(page: Page, article: Article) -> list[str]:
    titles = [fold("".join(element.itertext())) for element in page.tagged("title", "h1")]
    return [text for text in (*titles[:4], article.title or "") if text]


def _soft_404(page: Page, article: Article, length: int) -> str | None:
    dated = any(p.field == "published" and p.source != "url" for p in article.provenance)
    if length > _SHORT or dated:
        return None
    return next((text for text in _headings(page, article) if _GONE.search(text)), None)


def _challenge(page: Page, article: Article, length: int) -> str | None:
    if length > _SHORT or _calls_itself_article(page):
        return None
    return _said(_WALL, (*_headings(page, article), article.body or "", plain(page.root)[:2000]))


def _database_error(page: Page, article: Article, length: int) -> str | None:
    if length > _SHORT or _calls_itself_article(page):
        return None
    return _said(_DATABASE, (*_headings(page, article), article.body or "", plain(page.root)[:2000]))


def _login(page: Page, article: Article, length: int) -> str | None:
    if length > _SHORT or _calls_itself_article(page):
        return None
    asked = any((element.get("type") or "").lower() == "password" for element in page.tagged("input"))
    title = next((text for text in _headings(page, article) if _LOGIN.match(text)), None)
    return title or ("the page asks for a password" if asked and length < FEWEST_WORDS else None)


def _listing(page: Page, article: Article, length: int) -> str | None:
    parts = urlsplit(page.url)
    home = parts.path.rstrip("/") in ("", "/index.html", "/index.php") and not parts.query
    like_one = links.article_like(page.url, page.url) or article.published or _calls_itself_article(page)
    if not home and (length >= _SHORT or like_one):
        return None
    found = {page.absolute(element.get("href")) for element in page.tagged("a")}
    number = sum(1 for url in found if url and links.article_like(page.url, url))
    enough = _FEW_LINKS if home else _MANY_LINKS
    return f"it leads to {number} articles and is none" if number >= enough and number > length / 50 else None


def _app_shell(page: Page, _: Article, length: int) -> str | None:
    if length or words(plain(page.root)) >= FEWEST_WORDS:
        return None
    scripts = sum(1 for element in page.tagged("script", "frame", "iframe"))
    return "there is no text without its scripts" if scripts else None


def _thin(page: Page, _: Article, length: int) -> str | None:
    fewest = FEWEST_OF_ARTICLE if _calls_itself_article(page) else FEWEST_WORDS
    return f"{length} words of text" if length < fewest else None


def _said(pattern: re.Pattern[str], texts: Sequence[str]) -> str | None:
    match = next((match for text in texts if (match := pattern.search(text))), None)
    return match[0] if match else None


_TESTS: dict[str, Callable[[Page, Article, int], str | None]] = {
    "soft-404": _soft_404,
    "challenge": _challenge,
    "database-error": _database_error,
    "login": _login,
    "listing": _listing,
    "app-shell": _app_shell,
    "thin": _thin,
}
