"""What the class names, ids and microdata of an element say about comments, whatever program wrote the page.

A comment's element is called by the word alone or with one for "one of them" (``comment``, ``kommentar-item``,
``c-comment-card``, ``id=comment-123``), by schema.org's ``Comment``, or has a number as its id in what is called comments.
"""

import re
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

_WORD = r"(?P<word>comments?|kommentare?|komment|commentaires?|comentarios?|commenti|commento|komentarz[ey]?|reacties?)"
_NEAR = 4  # elements around a comment that say where it stands
_SINGULAR = ("comment", "kommentar", "commentaire", "comentario", "commento", "komentarz", "reactie")
_ONE_OF_THEM = r"item|entry|card|box|block|single|container|wrap|wrapper|node|row|post|inner|thread|main-?level|con|element"
_NOT_ONE = (
    r"teaser|promo|headline|article|form|count|number|nummer|lists?|link|repl[yi]|respond|author|date|time|meta|text|content|head"
    r"|foot|avatar|title|button|btn|icon|toggle|more|load|area|section|nav|pager|review|rating|recent|latest|vote|like|info|user"
    r"|image|has|no|add|new|write|total|label|open|closed|action|edit|submit|category|tag|tab|view|show|all|hide|status"
)
_IN_ITEMS = ("comment", "komment", "comentar", "komentar", "reacti", "ingback", "rackback")
_NO_READER = re.compile(r"\b(?:ping|track)back\b")
_ITEM = re.compile(
    rf"(?:(?!(?:{_NOT_ONE})s?[_-])[a-z0-9]{{1,20}}[_-]{{1,2}}){{0,3}}(?:[A-Za-z]{{0,12}}?(?=[A-Z]))?(?i:{_WORD}(?:[_-]{{0,2}}(?:{_ONE_OF_THEM}))?)"
)
_ID = re.compile(rf"(?:[a-z]{{1,12}}[_-])?(?i:{'|'.join(_SINGULAR)})[_-]?(?:id)?[_-]?\d{{1,20}}")
_NUMBERED = re.compile(r"([A-Za-z][A-Za-z_-]{0,30}?)[_-]?\d{3,20}")
_ROOM = re.compile(rf"(?:[a-z]{{1,12}}[_-]{{1,2}}){{0,2}}(?i:{_WORD})[\w-]{{0,24}}")
_HEADING = re.compile(
    r"\W*(?:\d{1,5}\s+)?(?:comments|kommentare|commentaires|comentarios|comentários|commenti|reacties|komentarze|r(?:é|e)actions"
    r"|responses|replies|leserkommentare|leserbriefe|meinungen|antworten)\W*(?:\d{1,5}\W*)?",
    re.IGNORECASE,
)
_IN_HEADINGS = (
    *("comment", "kommentar", "comentari", "comentári", "reacti", "réacti", "komentarz", "response", "replies", "leserbrief"),
    *("meinung", "antwort"),
)
_BESIDE = re.compile(r"(?:^|[\s_-])(?:recent|latest|newest|letzte|neueste|derniers|sidebar)(?:$|[\s_-])", re.IGNORECASE)
_TYPE = re.compile(r"schema\.org/(?:User)?Comments?$", re.IGNORECASE)
TAGS = frozenset(["div", "li", "article", "section", "dd", "tr", "td", "table", "blockquote", "details"])
"""Elements that a comment can be."""

_ROLES = {
    "name": r"fn|nick(?:name)?|pseudo|(?:.*[_-])?(?:author|autor|auteur|user|username|benutzer|poster|commenter|verfasser"
    r"|writer)(?:[_-]*(?:name|link|title))?|(?:.*comment.*[_-])?(?:name|by|person|profile-?name|display-?name)",
    "text": r"(?:.*(?:[_-]|comment|kommentar|message|opinion|forum))?(?:text|txt|content|body|copy|description)s?"
    r"|comment|kommentar|message|richtext.*",
    "date": r"(?:.*[_-])?(?:date|datum|datetime|time|timestamp|ago|published|posted|created|meta|metadata|info"
    r"|header)(?:[_-].*)?",
    "frame": r"(?:.*[_-])?(?:avatar|vcard|repl(?:y|ies)|report|share|flag|permalink|actions?|toolbar|tools?|footer|buttons?|btn"
    r"|votes?|votings?|likes?|rating|badge|count|number|edit|links?|controls?|menu|says|thumbs?|nblike|ranks?|signature)(?:[_-].*)?",
    "up": r"(?:.*[_-])?(?:up-?votes?|vote-?up|(?:nb)?likes?|thumbs?-?up|positive|plus|score)(?:[_-]?(?:count|number|num))?",
    "down": r"(?:.*[_-])?(?:down-?votes?|vote-?down|dislikes?|thumbs?-?down|negative|minus)(?:[_-]?(?:count|number|num))?",
}
_ROLE_PATTERNS = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _ROLES.items()}
_PROFILE = re.compile(r"/(?:users?|u|profile?s?|profil|authors?|autor(?:en)?|members?|people)/[^?#]+$")
_TAG_ROLES = frozenset(["time", "a", "cite", "h2", "h3", "h4", "h5", "h6"])
LONGEST = 1_000
"""Characters of a class attribute that are looked at."""
_LONGEST_NAME = 60
_PROPERTIES = {
    "author": "name", "creator": "name", "text": "text", "commenttext": "text", "description": "text", "reviewbody": "text",
    "datecreated": "date", "datepublished": "date", "commenttime": "date", "upvotecount": "up", "downvotecount": "down",
}  # fmt: skip


@lru_cache(maxsize=4096)
def items(classes: str) -> tuple[str, ...]:
    """Return those of an element's class names that call it a comment."""
    return tuple(name for name in _names(classes) if _ITEM.fullmatch(name))


def in_items(names: str) -> list[str]:
    """Return which words stand in a page's names; every name of a comment, its room or a pingback has one of them."""
    lowered = names.lower()
    return [word for word in _IN_ITEMS if word in lowered]


def is_of_no_reader(classes: str) -> bool:
    """Tell whether class names are those of a pingback, which another page's program wrote."""
    return _NO_READER.search(classes) is not None


def is_item(identity: str) -> bool:
    """Tell whether an id is that of a comment."""
    return identity[-1:].isdecimal() and _ID.fullmatch(identity) is not None


def may_be_heading(text: str) -> bool:
    """Tell by a quick look whether `is_heading` may be true of what an element says: most headings have none of these words."""
    return any(map(text.lower().__contains__, _IN_HEADINGS))


def is_heading(line: str) -> bool:
    """Tell whether a heading is that of comments, such as ``27 Kommentare`` or ``Comments (3)``."""
    return _HEADING.fullmatch(line) is not None


def is_type(itemtype: str) -> bool:
    """Tell whether a microdata type is schema.org's of a comment."""
    return _TYPE.search(itemtype) is not None


def numbered(identity: str) -> str | None:
    """Return what stands before the number of an id, with a ``#``; ``None`` for other ids."""
    match = _NUMBERED.fullmatch(identity) if identity[-1:].isdecimal() else None
    return f"#{match[1]}" if match else None


def in_room(element: HtmlElement) -> bool:
    """Tell whether an element stands in what is called a place of comments, and not in a list of the newest of the site."""
    around = "".join(
        f" {e.get('id') or ''} {e.get('class') or ''}" for e in islice(element.iterancestors("div", "section", "ul"), _NEAR)
    )
    return not is_beside(element) and any(_ROOM.fullmatch(name) for name in _names(around[:LONGEST]))


def is_beside(element: HtmlElement) -> bool:
    """Tell whether an element stands in a box beside the article, such as one of the site's newest comments."""
    return any(_BESIDE.search(f"{e.get('id') or ''} {e.get('class') or ''}") for e in islice(element.iterancestors(), _NEAR))


def is_singular(kind: str) -> bool:
    """Tell whether a kind is the word for one comment."""
    match = _ITEM.fullmatch(kind)
    return kind in ("#", "@") or (match is not None and match["word"].casefold() in _SINGULAR)


def roles(element: HtmlElement) -> tuple[str, ...]:
    """Return what an element is to its comment: ``name``, ``text``, ``date``, ``frame``, ``up``, ``down``, and some tags."""
    if element.tag == "form" or element.get("hidden") is not None:
        return ("frame",)
    found = _roles((element.get("class") or "")[:LONGEST])
    if (prop := element.get("itemprop")) and (role := _PROPERTIES.get(prop.casefold())):
        found = (*found, role)
    if element.tag == "a" and (element.get("rel") == "author" or _PROFILE.search((element.get("href") or "")[:LONGEST])):
        found = (*found, "name")
    return (*found, element.tag) if element.tag in _TAG_ROLES else found


@lru_cache(maxsize=4096)
def _roles(classes: str) -> tuple[str, ...]:
    """Return the roles that the first class name with any has: the most telling comes first."""
    told = (tuple(role for role, pattern in _ROLE_PATTERNS.items() if pattern.fullmatch(name)) for name in _names(classes))
    return next(filter(None, told), ())


def _names(classes: str) -> list[str]:
    """Return the class names that can be anybody's: some pages hold data there."""
    return [name for name in classes.split() if len(name) <= _LONGEST_NAME]
