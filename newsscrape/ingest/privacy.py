"""What of a page's readers may be kept: applied to what was read, before anything of it reaches the archive. Pure."""

from dataclasses import dataclass, field, replace

from newsscrape.archive.forgotten import Forgotten
from newsscrape.comments.cut import without_comments
from newsscrape.errors import Unreadable
from newsscrape.ingest import oblivion
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.mentions import Mentions
from newsscrape.model import Article, Outcome
from newsscrape.page import Page
from newsscrape.text import fold

_ARTICLES = frozenset({"article", "part"})
_STORED = _ARTICLES | {"comments"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy:
    """One run's choice, picklable."""

    comments: bool = True
    """Whether comments are kept at all."""
    pseudonyms: Pseudonyms | None = None
    forgotten: Forgotten = field(default_factory=Forgotten)

    def applied(self, outcome: Outcome, page: Page, site: str | None) -> Outcome:
        """Return what may be kept of an outcome; `Outcome.kept` holds what of the raw page may, where that is not all.

        Args:
            outcome: as it was read and judged.
            page: the one that was fetched for it.
            site: whose it is; ``None``: not known, an article then says it.
        """
        if outcome.kind not in _STORED or outcome.refused:
            return outcome
        commented = any(thread.comments for thread in outcome.threads) or bool(outcome.article and outcome.article.comments)
        gone = self._gone(outcome, page, site or (outcome.article.site if outcome.article else None))
        if not gone.names and not (commented and (self.pseudonyms or not self.comments)):
            return outcome
        kept = _cut(outcome, page, gone)
        if gone.names:
            outcome = oblivion.without(outcome, gone)
        if self.pseudonyms:
            outcome = self.pseudonyms.applied(outcome)
        return replace(outcome, kept=kept)

    def _gone(self, outcome: Outcome, page: Page, site: str | None) -> oblivion.Found:
        """Return the forgotten whom the page shows; a name that it shows because its article has it is another's."""
        if not self.forgotten:
            return oblivion.Found()
        gone = oblivion.found(outcome, page, lambda name: self._is_forgotten(name, site))
        if not gone.names or outcome.article is None:
            return gone
        own = Mentions(gone.names).which(fold(spoken(outcome.article)))
        wrote = {comment.author for thread in outcome.threads for comment in thread.comments}
        return replace(gone, names=gone.names - (own - wrote))

    def _is_forgotten(self, name: str, site: str | None) -> bool:
        """Tell whether a name is, or its pseudonym, which may be all that whoever forgot it knew."""
        pseudonym = self.pseudonyms.of(name) if self.pseudonyms else None
        return self.forgotten.holds(name, site) or bool(pseudonym and self.forgotten.holds(pseudonym, site))


def spoken(article: Article) -> str:
    """Return what an article itself says, and of whom: names in it need not be those of commenters."""
    people = (*(author.name for author in article.authors), *article.tags)
    texts = (article.title, article.description, article.section, article.body)
    captions = (text for image in article.images for text in (image.alt, image.caption, image.credit))
    return "\n".join(text for text in (*texts, *people, *captions) if text)


def _cut(outcome: Outcome, page: Page, gone: oblivion.Found) -> bytes:
    """Return what is kept of a page with comments: nothing of comment pages and answers of interfaces."""
    if outcome.kind not in _ARTICLES:
        return b""
    names = [comment.author for thread in outcome.threads for comment in thread.comments if comment.author]
    try:
        return without_comments(page, [*names, *gone.names], spoken(outcome.article) if outcome.article else "")
    except Unreadable:
        return b""
