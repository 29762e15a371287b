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


def _pairs(*lines: str) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, _, second in (pair.partition("-") for pair in _words(*lines)))


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
_PAIRS = _pairs(
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
_BODY_PAIRS = _pairs(
    "article-content article-text article-copy post-content post-text entry-content entry-text story-content",
    "story-text page-content news-text main-content text-block content-body text-content field-body",
)
_LEAD = _words(
    "lead leadin leadtext lede intro introduction introtext dek deck summary standfirst excerpt abstract subtitle",
    "subheading subhead subheadline subline strapline einleitung vorspann anriss chapo chapeau sommario",
    "bajada entradilla sumario zajawka hook synopsis leader",
)
_LEAD_PAIRS = _pairs(
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
_ASIDES = _pairs("kg-callout kg-toggle")  # of the text, as Ghost calls them
_SAYS_NOTHING = _words("js type single format category tag status u l")
RANKED: tuple[Role, ...] = ("comments", "body", "hidden", "lead", "caption", "beside", "author", "")
"""The roles by their rank, that which counts first: the text is not hidden because another screen does not show it."""
NOTHING, BESIDE = RANKED.index(""), RANKED.index("beside")
_RANK: dict[Role, int] = {role: rank for rank, role in enumerate(RANKED)}
_ENDS = {
    **dict.fromkeys(_BESIDE, BESIDE),
    **dict.fromkeys(_CAPTION, _RANK["caption"]),
    **dict.fromkeys(_LEAD, _RANK["lead"]),
    **dict.fromkeys(_COMMENTS, _RANK["comments"]),
}
"""What a name's first or last word tells."""
_ALL_PAIRS = _PAIRS | _BODY_PAIRS | _LEAD_PAIRS | _ASIDES
_PAIRED = frozenset(first for first, _ in _ALL_PAIRS)
_TELLING = frozenset([*_ENDS, *_AUTHOR, *_PICTURE, *_ANYWHERE, *_BODY, "widget"])
_KNOWN = _TELLING | _PAIRED  # a name with none of these words says nothing
_MOST = 8  # words of a name
_LONGEST = 200  # characters of a name that is looked at
_DIGITS = "0123456789"
_OF_ANOTHER = _words("has with without is no not")  # what follows is said of something in it
_WORD = re.compile(r"[A-Z][a-z]+|(?<![\da-z])[a-z]+|[A-Z]+|\d+")  # letters behind a digit are of a hash, such as 7d10ad


def without_hidden(marks: str) -> list[str]:
    """Return class names without those that hide their element.

    >>> without_hidden("slide hidden wide")
    ['slide', 'wide']
    """
    return [token for token in marks.split() if token.lower() not in _HIDDEN]


def rank(marks: str) -> int:
    """Return the rank of what class names say of their element; `NOTHING` where they say nothing.

    >>> [RANKED[rank(names)] for names in ("entry-content widget_area", "field field-label-hidden", "TeaserText--big")]
    ['body', '', 'lead']
    """
    found = NOTHING
    for name in marks.split():
        if (told := rank_of_one(name)) < found:
            found = told
    return found


def is_of_data(marks: str) -> bool:
    """Tell whether names say that something holds what the article is about, in figures, though it be called a widget, too."""
    return _DATA.search(marks) is not None


@lru_cache(maxsize=32_768)
def rank_of_one(name: str) -> int:
    """Return the rank of one name, such as an id.

    Names are few where the lists of them are many, and the fewer if all numbers are one.

    >>> [RANKED[rank_of_one(name)] for name in ("comments-7", "article without comments", "")]
    ['comments', '', '']
    """
    if not name or len(name) > _LONGEST:
        return NOTHING
    if name[-1] in _DIGITS and (numbered := name.rstrip(_DIGITS) + "0") != name:
        return rank_of_one(numbered)
    lowered = name.lower()
    if lowered in _HIDDEN:
        return _RANK["hidden"]
    if "--" in name:
        name = name.removeprefix("field--name-").partition("--")[0]
        lowered = name.lower()
    words = _WORD.findall(name)
    if name != lowered:
        words = [word.lower() for word in words]
    return NOTHING if _KNOWN.isdisjoint(words) else _of_words(words[:_MOST])


def _of_words(words: list[str]) -> int:
    if not _OF_ANOTHER.isdisjoint(words):
        words = words[: next(place for place, word in enumerate(words) if word in _OF_ANOTHER)] or [""]
    pairs = frozenset() if _PAIRED.isdisjoint(words) else _ALL_PAIRS.intersection(pairwise(words))
    if not pairs and _TELLING.isdisjoint(words):
        return NOTHING
    first = words[0]
    if words[-1] in _BODY or pairs & _BODY_PAIRS:
        return _RANK["comments" if first in _COMMENTS else "body"]
    if pairs & _ASIDES or (len(words) > 1 and first in _SAYS_NOTHING) or not _EMBEDDED.isdisjoint(words):
        return NOTHING
    if pairs:
        return _RANK["lead" if pairs & _LEAD_PAIRS else "beside"]
    if first == "widget" or not _ANYWHERE.isdisjoint(words):
        return _RANK["beside"]
    return _of_ends(words)


def _of_ends(words: list[str]) -> int:
    """Judge a name by its first word and by the last that is more than a frame's."""
    place = len(words) - 1
    while place and words[place] in _FRAME:
        place -= 1
    first, last = words[0], words[place]
    if (first in _PICTURE or last in _PICTURE) and _TEXT.isdisjoint(words):
        return _RANK["caption"]
    found = min(_ENDS.get(first, NOTHING), _ENDS.get(last, NOTHING))
    if found == NOTHING and (last in _AUTHOR or (first in _AUTHOR and last in _OF_AUTHOR)):
        return _RANK["author"]
    return found
