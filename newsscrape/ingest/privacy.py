"""What of a page's readers may be kept: applied to what was read, before anything of it reaches the archive. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from newsscrape.archive.forgotten import Forgotten
from newsscrape.comments.cut import without_comments
from newsscrape.errors import Unreadable
from newsscrape.ingest.pseudonyms import Pseudonyms
from newsscrape.model import Article, Comment, Outcome
from newsscrape.page import Page

_PAGES = frozenset({"article", "part"})


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
        comments = [*(outcome.article.comments if outcome.article else ()), *(c for t in outcome.threads for c in t.comments)]
        site = site or (outcome.article.site if outcome.article else None)
        names = {name: self._is_forgotten(name, site) for comment in comments if (name := comment.author)}
        if not comments or (self.comments and not self.pseudonyms and not any(names.values())):
            return outcome
        kept = _cut(outcome, page)
        if any(names.values()):
            outcome = _with_comments(outcome, lambda known: _without(known, names))
        if self.pseudonyms:
            outcome = self.pseudonyms.applied(outcome)
        return replace(outcome, kept=kept)

    def _is_forgotten(self, name: str, site: str | None) -> bool:
        """Tell whether a name is, or its pseudonym, which may be all that whoever forgot it knew."""
        if not self.forgotten:
            return False
        pseudonym = self.pseudonyms.of(name) if self.pseudonyms else None
        return self.forgotten.holds(name, site) or bool(pseudonym and self.forgotten.holds(pseudonym, site))


def spoken(article: Article) -> str:
    """Return what an article itself says, and of whom: names in it need not be those of commenters."""
    people = (*(author.name for author in article.authors), *article.tags)
    texts = (article.title, article.description, article.section, article.body)
    captions = (text for image in article.images for text in (image.alt, image.caption, image.credit))
    return "\n".join(text for text in (*texts, *people, *captions) if text)


def _cut(outcome: Outcome, page: Page) -> bytes:
    """Return what is kept of a page with comments: nothing of comment pages and answers of interfaces."""
    if outcome.kind not in _PAGES:
        return b""
    names = [c.author for thread in outcome.threads for c in thread.comments if c.author]
    try:
        return without_comments(page, names, spoken(outcome.article) if outcome.article else "")
    except Unreadable:
        return b""


def _with_comments(outcome: Outcome, change: Callable[[Sequence[Comment]], tuple[Comment, ...]]) -> Outcome:
    threads = tuple(replace(thread, comments=change(thread.comments)) for thread in outcome.threads)
    article = replace(outcome.article, comments=change(outcome.article.comments)) if outcome.article else None
    return replace(outcome, article=article, threads=threads)


def _without(comments: Sequence[Comment], names: dict[str, bool]) -> tuple[Comment, ...]:
    """Leave out the comments of the forgotten, and what others quote of them."""
    gone = {comment.key for comment in comments if comment.author and names[comment.author]}
    said = [comment.body for comment in comments if comment.key in gone]
    return tuple(
        replace(comment, quoted=None) if comment.quoted and _quotes(comment, gone, said) else comment
        for comment in comments
        if comment.key not in gone
    )


def _quotes(comment: Comment, gone: set[str], said: Sequence[str]) -> bool:
    text = (comment.quoted or "").rstrip(" .\u2026")
    return comment.parent in gone or any(text in body for body in said)
