"""The engine of Valnet's sites: an article stands at the root, ``/slug/``, as do sections and the pages about the site.

Those are told by what is known of their names; of the rest, what has three words or a digit is taken for an article. To
2022 there was a date before the slug. The threads are the publisher's own, drawn by scripts, and are not read.
"""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Engine, Feed, Listing

_ABOUT = (
    r"(?!(?:about|contact|privacy|terms|cookies?|corrections?|ethics|ownership|editorial|fact-checking|review|advertising|write-for"
    r"|do-not-sell|how-we|meet-the|join|jobs|tags?|categor(?:y|ies)|authors?|page|feed|single-board|wp)(?:-(?:[a-z]+-?){1,3})?/?$)"
)

VALNET = Engine(
    name="Valnet",
    articles=(
        r"^/(?:\d{4}/\d\d/\d\d/)?(?P<key>"
        + _ABOUT
        + r"(?:[\w+]+-[\w+]+-[\w+-]+|(?=[a-z-]*\d)(?!\d+/)[\w-]+))(?:/amp)?/?(?:\?|$)",
    ),
    sources=(Feed("feed/"), Listing("")),
    aliases=("m.",),
    items=(".display-card.article",),
    item_date=".display-card-date",
    signs=(".adsninja-ad-zone", ".content-block-regular"),
    next_page=("a.next-button", ".pagination a.next"),
    rules=Rules(
        body=("#article-body",),
        drop=(
            ".adsninja-ad-zone, [class*=ad-zone], .sensa-summary, .article-card, .display-card, .related-single",
            ".affiliate-single, .emaki-custom-key-points, .w-newsletter, .newsletter-form, .reply-cta, .social-follow",
        ),
        language="en",
    ),
)
