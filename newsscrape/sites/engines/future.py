"""The engine of Future's magazines: metadata is rich, the address is ``/section/…/slug``, and the slug alone is the article.

An article may move from section to section and keeps its slug. Sections stand at such addresses, too: what has three
words, or a digit, is taken for an article, below ``reviews`` also what has two. Comments stood in the page as a list of
forum posts, whose thread has them all; Viafoura took their place.
"""

from newsscrape.extract.rules import Rules
from newsscrape.sites.site import Address, Engine, Feed, Listing, Sitemap

_EDITION = r"^(?:/(?:uk|us|au|in|sg|nz|za))?(?:/amp)?"
_NO_SECTION = (
    r"(?!/(?:author|tag|categor|archive|page|about|contact|privacy|terms|search|forum|feed|topic|sitemap|newsletter|video|wp-)[^/?]*"
    r"(?:[/?]|$))(?!.*/\w+-and-\w+/?$)"
)
_PART = r"(?:/(?P<part>\d{1,2}))?/?(?:\?|$)"

FUTURE = Engine(
    name="Future",
    articles=(
        Address(
            _EDITION + r"(?P<path>" + _NO_SECTION + r"(?:/(?!page/)[a-z][a-z0-9-]*){0,3}"
            r"/(?P<key>(?:[a-z0-9]+-){2,}[a-z0-9]+|best-(?!picks)[a-z]+|(?!\d+(?:$|/))(?=[a-z-]*\d)[a-z0-9]+(?:-[a-z0-9]+)*))"
            + _PART,
            show=r"\g<path>",
        ),
        Address(_EDITION + r"(?P<path>/reviews?/(?P<key>[a-z]+-[a-z]+))" + _PART, show=r"\g<path>"),
    ),
    sources=(Feed("feeds.xml"), Sitemap("sitemap-news.xml"), Listing("news")),
    aliases=("m.", "amp."),
    comments=("viafoura", "xenforo"),
    items=(".listingResult",),
    item_date="time",
    signs=("[class*=slice-container-]", ".hawk-placeholder, .hawk-nest"),
    rules=Rules(
        body=("#article-body",),
        drop=(
            ".slice-container-newsletterForm, .slice-container-authorBio, .slice-container-moreAbout",
            ".hawk-placeholder, .hawk-nest, .product-container, .table__instruction, .van_vid_carousel",
            'p:contains("When you purchase through links")',
        ),
        language="en",
    ),
)
