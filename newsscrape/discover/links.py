"""What an address says about itself, where nobody knows the site: is it an article's, or a section's, or a shop's?"""

import re
from urllib.parse import unquote, urlsplit

from newsscrape import urls

_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|css|js|json|xml|rss|atom|pdf|zip|gz|mp[34]|m4a|webm|exe|apk)$", re.IGNORECASE
)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topics?|category|categories|kategorie|authors?|autor(?:en)?|users?|profiles?|people|search|suche|log-?in|sign-?(?:in|up)"
    r"|register|account|subscribe|newsletters?|about(?:-us)?|contact(?:-us)?|kontakt|impressum|imprint|privacy(?:-policy)?|datenschutz"
    r"|terms(?:-of-\w+)?|legal|cookies?(?:-policy)?|advertis\w+|feeds?|rss|shop|store|deals?|cart|forums?|comments?|galler(?:y|ies)"
    r"|wp-(?:login|admin|json|content)|cdn-cgi|share|print|page/\d+)(?:/|\.\w+$|$)",
    re.IGNORECASE,
)
_DAY = re.compile(r"/(?:19|20)\d\d(?:[/-][01]?\d){1,2}/")
_NUMBER = re.compile(r"\d{4,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_ENOUGH_WORDS = 4


def article_like(home: str, url: str) -> bool:
    """Tell whether an address looks like an article of the site that `home` is a page of.

    An article's address ends in a slug of several words, or in a few words with a number or below a date.

    >>> article_like("https://a.example/", "https://www.a.example/2024/06/12/fold-hinge/")
    True
    >>> article_like("https://a.example/", "https://a.example/tag/phones-with-a-good-hinge/")
    False
    """
    if urls.site_name(url) != urls.site_name(home):
        return False
    path = unquote(urlsplit(url).path)
    if _FILE.search(path) or _NO_ARTICLE.search(path):
        return False
    slug = path.rstrip("/").rpartition("/")[2]
    words = len(_WORD.findall(slug))
    return words >= _ENOUGH_WORDS or (words > 0 and bool(_DAY.search(path) or _NUMBER.search(path)))
