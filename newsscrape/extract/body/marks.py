"""What class names and ids say of an element: the text, its lead, author or captions, something beside it, comments, hidden.

Names are taken apart into words (``RelatedCoverage-box`` is related, coverage, box), because the words are few where the names
are countless; what stands behind ``--`` is a variant and says nothing. The words were collected from the markup of publishing
systems and news sites in English, German, French, Spanish, Italian, Dutch, Portuguese and Polish; most sites name in English.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from newsscrape.hinted import Hinted

Role = Literal["", "body", "lead", "beside", "caption", "comments", "hidden", "author"]


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_HIDDEN = _words(
    "hidden hide is-hidden d-none invisible hidecompletely h-hide visually-hidden visuallyhidden element-invisible",
    "sr-only screen-reader-text screen-reader screenreader skip-link offscreen show-for-sr u-visually-hidden u-hidden",
    "print-only",
)
_COMMENTS = _words(
    "comment comments commentlist disqus respond kommentar kommentare comentario comentarios commentaire commentaires",
    "commenti reacties komentarze usercomments",
)
_CAPTION = _words(
    "caption captions figcaption legend legends credit credits bildunterschrift legende didascalia copyright copyrights",
)
_PICTURE = _words("image img photo picture foto")  # what holds one says something of it, unless it holds text besides
_TEXT = _words("text body content article")
_BESIDE = _words(
    # share bars and what they lead to
    "share shares sharing shareable sharedaddy social socials sociable shariff addthis addtoany whatsapp telegram follow",
    "follows",
    # other articles
    "related relateds recirc recirculation recommended recommendation recommendations trending popular teaser teasers",
    "crumb crumbs",
    "topics hashtags breadcrumb breadcrumbs pagination pager navigation toc linklist verwandt verwandte relacionado",
    "relacionados relacionadas correlati correlate polecane zobacz crosslinks outbrain taboola",
    # promotion
    "promo promos promotion newsletter newsletters subscribe subscription subscriptions signup sponsor sponsored",
    "sponsors advert advertisement advertising advertorial ad ads adslot adbox affiliate affiliates donate donation",
    "werbung anzeige anzeigen publicidad publicite pubblicita reklama cta callout paywall poll quiz pricebox buybox",
    # who, when, in what rubric
    "byline bio authorbox autorenbox meta postmeta metadata metabox timestamp dateline pubdate artikeldatum tags taglist",
    "kicker eyebrow overline dachzeile spitzmarke roofline surtitre occhiello antetitulo cintillo volanta uppertitle",
    "pretitle",
    # what shows when pointed at
    "tooltip tooltips popover rollover hovercard flyout dropdown",
    # the page's own doings
    "disclaimer disclosure cookie cookies cookiebanner cookiebar cookienotice cookiehint cookieconsent gdpr consent",
    "texttospeech readspeaker popup modal dialog login loginpanel password lightbox toolbar",
    "sidebar footer rodape rail feedback button buttons btn editsection rating ratings",
)
_AUTHOR = _words("author authors autor autoren auteur auteurs autore")  # of a block; in a line a name may be one of its words
_OF_AUTHOR = _words("name names information text role job avatar details credit")
_ANYWHERE = _words(
    "related recirc recirculation newsletter newsletters outbrain taboola trending sharedaddy addtoany addthis",
    "relacionadas",
)
_EMBEDDED = _words("embed embedded tweet instagram")
_PAIRS = _words(
    "read-more read-next read-also also-read also-like see-also more-stories more-on more-from more-news more-posts",
    "most-read most-popular next-post next-prev prev-next next-article next-story prev-post previous-post",
    "previous-article post-nav nav-links nav-next nav-previous post-navigation author-box author-bio author-card",
    "author-info author-profile author-description author-position about-author about-the link-list link-box",
    "reading-time read-time post-date entry-date date-time product-card price-box buy-box sign-up print-button",
    "entry-tools letters-cta trust-badge story-timeline rec-posts rec-post tag-list tag-cloud post-tags post-ratings",
    "entry-info post-info to-speech audio-player article-publish publish-date publish-time publish-info date-published",
    "video-player player-title video-title video-info video-headline inline-video",
    "of-contents page-links lire-aussi leggi-anche lees-ook leia-mais leia-tambem lea-tambien article-tools article-info",
    "kg-bookmark kg-signup",
)
_BODY = _words("body copy richtext articlebody articletext copytext")
_BODY_PAIRS = _words(
    "article-content article-text article-copy post-content post-text entry-content entry-text story-content",
    "story-text page-content news-text main-content text-block content-body text-content field-body",
)
_LEAD = _words(
    "lead leadin leadtext lede intro introduction introtext dek deck summary standfirst excerpt abstract subtitle",
    "subheading subhead subheadline subline strapline einleitung vorspann anriss chapo chapeau sommario",
    "bajada entradilla sumario zajawka hook synopsis leader",
)
_LEAD_PAIRS = _words(
    "teaser-text article-teaser news-teaser teaser-intro intro-text lead-text page-intro article-intro",
)
_FRAME = _words(
    "container wrapper wrap box block section list item items inner outer content module area bar group text row col",
    "column panel links link widget component title holder zone slot unit icon icons field area header heading label",
    "line js",
)
_DATA = Hinted(  # what the article is about, in figures; "widget specs-table" is how it is made
    r"(?:^|[\s_-])(?:tech)?(?:specs?|specifications?|datasheet|datenblatt|technische[_-]daten|fiche[_-]technique)(?:$|[\s_-])",
    *("spec", "datasheet", "datenblatt", "daten", "technique"),
)
_ASIDES = _words("kg-callout kg-toggle")  # of the text, as Ghost calls them
_SAYS_NOTHING = _words("js type single format category tag status u l")
_TABLES: tuple[tuple[Role, frozenset[str]], ...] = (
    ("comments", _COMMENTS),
    ("lead", _LEAD),
    ("caption", _CAPTION),
    ("beside", _BESIDE),
)
RANKED: tuple[Role, ...] = ("comments", "body", "hidden", "lead", "caption", "beside", "author", "")
"""The roles by their rank, that which counts first: the text is not hidden because another screen does not show it."""
NOTHING, BESIDE = RANKED.index(""), RANKED.index("beside")
_RANK: dict[Role, int] = {role: rank for rank, role in enumerate(RANKED)}
_PAIRED = frozenset(pair.partition("-")[0] for pair in _PAIRS | _BODY_PAIRS | _LEAD_PAIRS)
_KNOWN = frozenset(
    [
        *_COMMENTS, *_AUTHOR, *_CAPTION, *_PICTURE, *_BESIDE, *_ANYWHERE, *_LEAD, *_BODY, "widget",
        *_PAIRED,
    ]
)  # a name with none of these words says nothing  # fmt: skip
_MOST = 8  # words of a name
_LONGEST = 200  # characters of a name that is looked at
_OF_ANOTHER = _words("has with without is no not")  # what follows is said of something in it
_WORD = re.compile(r"[A-Z][a-z]+|(?<![\da-z])[a-z]+|[A-Z]+|\d+")  # letters behind a digit are of a hash, such as 7d10ad


def without_hidden(marks: str) -> list[str]:
    """Return class names without those that hide their element.

    >>> without_hidden("slide hidden wide")
    ['slide', 'wide']
    """
    return [token for token in marks.split() if token.lower() not in _HIDDEN]


def role(marks: str) -> Role:
    """Tell what class names, or an id, say of their element.

    >>> role("entry-content widget_area"), role("field field-label-hidden"), role("post__share-bar"), role("TeaserText--big")
    ('body', '', 'beside', 'lead')
    """
    found = min(map(rank, marks.split()), default=NOTHING)
    return "" if found == BESIDE and is_of_data(marks) else RANKED[found]


def is_of_data(marks: str) -> bool:
    """Tell whether an element's names say that it holds what the article is about, in figures, whatever else they say."""
    return _DATA.search(marks) is not None


@lru_cache(maxsize=32_768)
def rank(name: str) -> int:
    """Return the rank of a name's role, `NOTHING` for one that says nothing: names are few where the lists of them are many."""
    return NOTHING if len(name) > _LONGEST else _RANK["hidden" if name.lower() in _HIDDEN else _of_name(name)]


def _of_name(name: str) -> Role:
    if "--" in name:
        name = name.removeprefix("field--name-").partition("--")[0]
    words = _WORD.findall(name)[:_MOST]
    if not name.islower():
        words = [word.lower() for word in words]
    if _KNOWN.isdisjoint(words):
        return ""
    if not _OF_ANOTHER.isdisjoint(words):
        words = words[: next(place for place, word in enumerate(words) if word in _OF_ANOTHER)] or [""]
    pairs = set() if _PAIRED.isdisjoint(words) else {f"{first}-{second}" for first, second in pairwise(words)}
    if pairs & _BODY_PAIRS or words[-1] in _BODY:
        return "comments" if words[0] in _COMMENTS else "body"
    if pairs & _ASIDES or (len(words) > 1 and words[0] in _SAYS_NOTHING) or not _EMBEDDED.isdisjoint(words):
        return ""
    if pairs & _LEAD_PAIRS:
        return "lead"
    if words[0] == "widget" or pairs & _PAIRS or not _ANYWHERE.isdisjoint(words):
        return "beside"
    return _of_ends(words)


def _of_ends(words: list[str]) -> Role:
    """Judge a name by its first word and by the last that is more than a frame's."""
    last = next((word for word in reversed(words[1:]) if word not in _FRAME), words[0])
    ends = {words[0], last}
    if ends & _PICTURE and _TEXT.isdisjoint(words):
        return "caption"
    for role_, table in _TABLES:
        if ends & table:
            return role_
    return "author" if last in _AUTHOR or (words[0] in _AUTHOR and last in _OF_AUTHOR) else ""
