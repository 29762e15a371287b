"""WordPress: a feed below the home page, and an address that is a date and a slug, or the slug alone.

WordPress keeps a post's slug unlike that of every other post of the site, so a slug alone is an identity, too, where a
site has changed what stands before it. An address goes on with ``/2/`` for a part of a long post and with ``/amp/`` for
its other form; what else may follow (``feed``, ``comment-page-2``, the page of a picture) is no article's.
"""

from newsscrape.sites.site import Address, Engine, Feed, Listing

SLUG = r"(?!(?:amp|author|category|comments|feed|page|tag|wp-[a-z-]+)(?:/|$))(?=[^/?]*[^\d/?])[^/?.]+"
"""A post's name: not one of WordPress's own words, and no number, which is a day, a month, a page or a post's id."""
END = r"(?:/amp|/(?P<part>\d{1,3}))?/?(?:\?|$)"
"""What may stand behind the name."""

DATED = Address(rf"^/(?P<key>\d{{4}}/\d\d(?:/\d\d)?/{SLUG}){END}", show=r"/\g<key>/")
"""``/2023/11/04/fold-hinge/``, or without the day."""

_PAGES = (
    r"(?:about|contact|advertise|support)(?:-(?:us|with-us|me))?|(?:privacy|cookies?|comments?|ethics|editorial|affiliate|corrections)"
    r"-(?:policy|notice|disclosure|guidelines)|terms-(?:of|and)-[a-z-]+"
)
NAMED = Address(rf"^/(?P<key>(?!(?:{_PAGES})(?:/|$))(?=[^/?]*-){SLUG}){END}", show=r"/\g<key>/")
"""``/fold-hinge/`` right below the home page, where only what says of the site itself stands beside it."""

WORDPRESS = Engine(
    name="WordPress",
    articles=(DATED,),
    sources=(Feed("feed/"), Listing("")),
    aliases=("amp.", "m."),
    signs=("body.single-post", 'link[rel="https://api.w.org/"]', "meta[name=generator][content^=WordPress]"),
)
