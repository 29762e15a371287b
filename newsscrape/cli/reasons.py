"""The fixed words of ``urls.last_error`` and ``errors.kind``, in words for people."""

import re

REASONS = {
    # left out before it was asked for
    "range": "its date lies outside the dates that the crawl takes (`-a since=` and `-a until=` change them)",
    "limit": "the pages before this one gave as many articles as the run took (`-a limit=` changes that)",
    "barren": "the pages before this one named nothing new, again and again",
    "long": "its address is too long to have been made for people",
    "deep": "its path has too many steps: sites that make up paths do so without end",
    "repeated": "its path repeats itself, as links do that lead into a circle",
    "parameters": "its query has too many parameters: one more combination of a form",
    "calendar": "it is a calendar's page of a time in which there can be no news",
    "disallowed": "robots.txt asks not to fetch it",
    # asked for, and no answer that could be read
    "timeout": "no answer came in time",
    "refused": "its server takes no connections",
    "dns": "its host's name is not known",
    "cut-off": "the answer ended before its end",
    "too-large": "the answer is larger than a page, or an image, may be",
    "scheme": "it is no web address",
    "ignored": "the crawl may not go there: settings rule it out",
    "private": "its host has a private address, which only NEWSSCRAPE_ALLOW_HOSTS opens",
    "connection": "the connection failed",
    "browser": "the browser that draws its site's pages failed on it, or its scripts never came to rest",
    "damaged": "the answer's compression is damaged",
    "redirects": "it redirects too often",
    "redirect-loop": "its redirects lead in a circle",
    "empty": "the answer was empty",
    # read, and not what it should be
    "soft-404": "the page says that there is nothing here, though its status says that there is",
    "challenge": "the page is a wall (captcha, consent, access denied), not an article",
    "database-error": "the page is an error message of its server",
    "login": "the page asks to log in",
    "listing": "the page is a list of articles and none itself",
    "app-shell": "the page is empty without its scripts (a site with `browser=True` has them run)",
    "thin": "the page has too little text for an article",
    "no-source": "it is neither feed nor sitemap, and names no articles",
    "no-thread": "the comment system has no thread of this article",
    "members-only": "the comment system gives the thread to members only, and cannot be read anonymously",
    "bad-key": "the comment system does not take the key that NEWSSCRAPE_DISQUS_KEY gives",
    "quota": "the comment system has given the user's key as much as it gives in an hour",
    "unreadable": "it is no document, or no picture, that can be read",
    "svg": "the image is an SVG document, which may hold scripts",
    "html": "there is a page where an image was expected",
    "unknown-type": "it is no image of a kind that is kept (JPEG, PNG, GIF, WebP, AVIF)",
    "too-many-pixels": "the image claims more pixels than one may have",
    "page-budget": "reading it took more time or memory than a page may take",
    "reader-error": "the reader failed on it; its raw page helps to find out why",
    "killed": "the crawl died while it had only this page in hand",
    "lost": "the crawl ended with no result of this page",
}

_STATUS = re.compile(r"http-(\d+)")


def words(error: str) -> str:
    """Return what a reason, or ``stage: kind``, means; one without an entry is given as it stands.

    >>> words("check: thin"), words("fetch: http-403"), words("crawl: KeyError")
    ('the page has too little text for an article', 'its server answered with status 403', 'crawl: KeyError')
    """
    kind = error.rpartition(": ")[2]
    if status := _STATUS.fullmatch(kind):
        return f"its server answered with status {status[1]}"
    return REASONS.get(kind, error)
