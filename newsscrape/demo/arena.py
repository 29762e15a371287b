"""Prints the world in the markup of the GSMArena engine: no metadata, dates in words, a flat thread that quotes."""

import datetime as dt
from collections.abc import Iterator
from html import escape
from urllib.parse import quote as quoted

from newsscrape.demo.grammar import WRITERS
from newsscrape.demo.world import Piece, Remark, Story, latest

TITLE = "Volt Post"
PER_PAGE = 20
_SHORT = 3
_MIXED = 4
"""From so many stories on the first list promotes one and is out of order."""
_EXCERPT = 40

STYLE = (
    "body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1rem;color:#223}"
    "img{max-width:100%}h1{line-height:1.2}.news-item,.user-thread{border-top:1px solid #ccd;padding:.6rem 0}"
    "ul.uinfo2,ul.uinfo{list-style:none;padding:0;display:flex;gap:1rem;color:#667}.uinreply-msg{display:block;color:#667}"
)


def pages(stories: tuple[Story, ...]) -> Iterator[tuple[str, str, dt.datetime]]:
    """Yield path and HTML of every page that lists stories, and when something that it shows last appeared or changed."""
    lists = [stories[i : i + PER_PAGE] for i in range(0, len(stories), PER_PAGE)] or [()]
    for number, listed in enumerate(lists, 1):
        path = "/news.php3" if number == 1 else f"/news.php3?iPage={number}"
        yield path, _listing(listed, number, len(lists)), max(_changed(listed), latest(story.when for story in stories[:1]))
    home = f"<h1>{TITLE}</h1>{''.join(map(_teaser, stories[:5]))}<p><a href='news.php3'>All news</a></p>"
    yield "/", _frame("Home", home), _changed(stories[:5])
    for name in WRITERS:
        written = tuple(story for story in stories if name in story.writers)
        yield author(name), _collection(f"By {name}", written), _changed(written)
    for tag in sorted({tag for story in stories for tag in story.tags}):
        tagged = tuple(story for story in stories if tag in story.tags)
        yield _tag(tag), _collection(tag, tagged), _changed(tagged)


def story_pages(story: Story) -> Iterator[tuple[str, str]]:
    """Yield path and HTML of the pages of one story: its parts, then its thread with the newest remarks first."""
    for number in range(1, len(story.parts) + 1):
        yield _path(story, number), _article(story, number)
    remarks = story.remarks[::-1]
    for number, start in enumerate(range(0, len(remarks), PER_PAGE), 1):
        yield _thread_path(story, number), _thread(story, remarks[start : start + PER_PAGE], number)


def path(story: Story) -> str:
    """Return the address of a story's first page."""
    return _path(story, 1)


def picture(story: Story, index: int) -> str:
    """Return the path of a story's picture, counted from 1."""
    return f"/news/{story.when:%y/%m}/{story.slug.strip('_').replace('_', '-')}/inline/-1200/{story.site}_{index:03}.png"


def small(story: Story, index: int) -> str:
    """Return the path of the same picture at half the size."""
    return picture(story, index).replace("inline/-1200", "-344x215")


def author(name: str) -> str:
    """Return the path of a writer's page."""
    return f"/author.php3?idAuthor={WRITERS.index(name) + 1}"


def absent() -> str:
    """Return the page for an address where nothing stands."""
    return _frame("Not found", '<h1>Not found</h1><p>Nothing stands here. Try the <a href="/news.php3">news</a>.</p>')


def day(when: dt.datetime) -> str:
    """Return a date as this layout writes it."""
    return f"{when:%d %B %Y}"


def _changed(listed: tuple[Story, ...]) -> dt.datetime:
    """A teaser says how many remarks there are."""
    return latest(story.modified for story in listed)


def _kind(story: Story) -> str:
    return "review" if story.review else "news"


def _path(story: Story, number: int) -> str:
    return f"/{story.slug}-{_kind(story)}-{story.id}{f'p{number}' if number > 1 else ''}.php"


def _thread_path(story: Story, number: int) -> str:
    return f"/{_kind(story)}comm-{story.id}{f'p{number}' if number > 1 else ''}.php"


def _frame(title: str, body: str) -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{escape(title)} - {TITLE}</title><style>{STYLE}</style></head>'
        f'<body><div id="header"><a href="/">{TITLE}</a> <a href="/news.php3">News</a></div>'
        f'<div id="body"><div class="main">{body}</div></div><div id="footer">All makers and gadgets here are made up.</div></body></html>'
    )


def _listing(listed: tuple[Story, ...], number: int, last: int) -> str:
    items = [_teaser(story) for story in listed]
    if number == 1 and len(listed) >= _MIXED:
        promoted = listed[-1]
        items.insert(0, f'<div class="post"><article class="feat-item"><a class="feat-item-link" href="{_path(promoted, 1)[1:]}">'
                        f'<h3 class="feat-item-title">{escape(promoted.title)}</h3></a></article></div>')  # fmt: skip
        items[2], items[3] = items[3], items[2]
    pager = f'<a class="pages-next" href="news.php3?iPage={number + 1}">►</a>' if number < last else ""
    return _frame(
        "News", f'<div id="news"><div class="floating-title">{"".join(items)}</div></div><div class="nav-pages">{pager}</div>'
    )


def _collection(title: str, listed: tuple[Story, ...]) -> str:
    return _frame(title, f'<h1>{escape(title)}</h1><div id="news">{"".join(map(_teaser, listed))}</div>')


def _tag(tag: str) -> str:
    return f"/news.php3?sTag={quoted(tag.lower())}"


def _teaser(story: Story) -> str:
    first = story.parts[0][0].text
    comments = (
        f'<a class="meta-item-comments" href="{_thread_path(story, 1)[1:]}">{len(story.remarks)}</a>' if story.remarks else ""
    )
    return (
        f'<div class="news-item"><a href="{_path(story, 1)[1:]}"><div class="news-item-media-wrap left">'
        f'<img src="{small(story, 1)}" alt=""></div><h3>{escape(story.title)}</h3>'
        f"<p>{escape(first[:80])}...</p></a>"
        f'<div class="meta-line"><span class="meta-item-time"><i class="head-icon icon-clock2"></i>{day(story.when)}</span>{comments}</div></div>'
    )


def _article(story: Story, number: int) -> str:
    before = sum(piece.kind == "img" for part in story.parts[: number - 1] for piece in part)
    byline = "".join(f'<a href="{author(name)[1:]}">{escape(name)}</a>, ' for name in story.writers)
    related = "".join(f'<li><a href="newsdetail.php3?idNews={id_}">{escape(dek)}</a></li>' for id_, dek in story.earlier)
    tags = "".join(f'<a href="{_tag(tag)[1:]}">{escape(tag)}</a>' for tag in story.tags)
    links = "".join(f'<a href="{_path(story, n)[1:]}">{n}</a> ' for n in range(1, len(story.parts) + 1)) if story.review else ""
    return _frame(
        story.title,
        f'<div class="article-info"><h1 class="article-info-name">{escape(story.title)}</h1>'
        f'<div class="article-info-meta">{byline}{day(story.when)}</div></div>'
        f'<div id="review-body" class="review-body clearfix">{"".join(_pieces(story, number, before))}'
        f'<p class="article-source"><a href="https://source.example/">Source</a></p></div><div class="review-pages">{links}</div>'
        f'<div class="article-tags"><div class="float-right">{tags}</div></div>'
        f'<div class="related"><h2>Related articles</h2><ul>{related}</ul></div>{_short(story)}',
    )


def _pieces(story: Story, number: int, pictures: int) -> Iterator[str]:
    listed = False
    for piece in story.parts[number - 1]:
        if listed != (piece.kind == "li"):
            listed = not listed
            yield "<ul>" if listed else "</ul>"
        if piece.kind == "img":
            pictures += 1
            yield f'<img class="inline-image" src="{picture(story, pictures)}" alt="{escape(piece.text)}" width="320" height="200">'
        else:
            tag = "h3" if piece.kind == "h2" else piece.kind
            yield f"<{tag}>{_words(piece)}</{tag}>"


def _words(piece: Piece) -> str:
    return escape(piece.text, quote=False) + (f' <a href="{piece.link}">see the list</a>' if piece.link else "")


def _short(story: Story) -> str:
    """The newest three, with the way to the rest."""
    posts = "".join(_post(story, remark, full=False) for remark in story.remarks[::-1][:_SHORT])
    button = f'<a class="button" href="{_thread_path(story, 1)[1:]}">Read all comments</a>' if story.remarks else ""
    return (
        f'<div id="user-comments" class="box s3 nobg"><h2>Reader comments</h2>{posts}<div class="sub-footer">'
        f'<div class="button-links">{button}</div><div id="opinions-total">Total reader comments: <b>{len(story.remarks)}</b></div></div></div>'
    )


def _thread(story: Story, remarks: tuple[Remark, ...], number: int) -> str:
    last = -(-len(story.remarks) // PER_PAGE)
    following = f'<a href="{_thread_path(story, number + 1)[1:]}" title="Next page">►</a>' if number < last else ""
    posts = "".join(_post(story, remark, full=True) for remark in remarks)
    return _frame(
        f"{story.title} - comments",
        f'<h1 class="article-info-name">{escape(story.title)}</h1><div id="user-comments"><div id="all-opinions">{posts}</div>'
        f'<div id="user-pages" class="nav-pages">{following}</div><div id="opinions-total">Total: <b>{len(story.remarks)}</b></div></div>',
    )


def _post(story: Story, remark: Remark, *, full: bool) -> str:
    quote = ""
    if answered := next((other for other in story.remarks if other.id == remark.answers), None):
        said = " ".join(answered.body.split("\n"))
        cut = f'{escape(said[:_EXCERPT], quote=False)}... <a href="#{answered.id}">more</a>'
        quote = (
            f'<span class="uinreply">{escape(answered.author)}, {answered.when:%d %b %Y}</span>'
            f'<span class="uinreply-msg">{cut}</span>'
        )
    name = (
        f'<li class="uname"><b>{escape(remark.author)}</b></li>'
        if remark.member
        else f'<li class="uname2">{escape(remark.author)}</li>'
    )
    identity = f' id="{remark.id}"' if full else ""
    return (
        f'<div class="user-thread"{identity}><ul class="uinfo2">{name}<li class="ulocation"><i class="icon"></i>'
        f'<span title="Encoded anonymized location">{remark.code}</span></li><li class="upost"><time>{remark.when:%d %b %Y}</time></li></ul>'
        f'<p class="uopin">{quote}{"<br>".join(escape(part, quote=False) for part in remark.body.split(chr(10)))}</p>'
        f'<ul class="uinfo"><li class="ureply"><span title="Reply to this post">'
        f'<a href="postcomment.php3?idNews={story.id}&amp;idComment={remark.id}">Reply</a></span></li></ul></div>'
    )
