"""The services of comment systems, made up: each answers as its API would, out of one thread that the test knows whole."""

import datetime as dt
import json
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

SITE = "00000000-0000-4000-8000-0000000000aa"
CONTAINER = "00000000-0000-4000-8000-0000000000cc"
_START = 1_700_000_000
_SAID = (
    ("Nice screen.", "<p>Nice screen.</p>"),
    ("First line\nsecond & last", "<p>First line<br>second &amp; last</p>"),
    ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
    ("שלום עולם", "<p>שלום עולם</p>"),
    ("👍🏽 👩‍🚀 5G", "👍🏽 👩‍🚀 5G"),
    ("ab", "<p>a\x00b</p>"),
    ("=1+1 see this", '<p>=1+1 <a href="javascript:alert(1)">see this</a></p>'),
    ("no script", "<p>no <script>alert('x')</script>script<img src=x onerror=alert(1)></p>"),
    ("Z̸͝a̷lgo", "<p>Z̸͝a̷lgo</p>"),
    ("", ""),
)


@dataclass(frozen=True)
class Asked:
    """A request, taken apart."""

    method: str
    host: str
    path: str
    query: dict
    body: str

    @classmethod
    def of(cls, method, url, body):
        parts = urlsplit(url)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return cls(method, parts.hostname, unquote(parts.path), query, body)


@dataclass(frozen=True)
class Said:
    number: int
    parent: int | None
    text: str
    markup: str
    deleted: bool

    @property
    def author(self):
        return f"Reader {self.number % 17} 🙂"

    @property
    def seconds(self):
        return _START + 60 * self.number

    @property
    def utc(self):
        return dt.datetime.fromtimestamp(self.seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def votes(self):
        return self.number % 7, self.number % 3


def _parent(n):
    if 40 < n < 52:
        return n - 1  # eleven levels down
    if 108 < n < 260:
        return 108  # more answers to one than any page holds
    if n >= 260:
        return n - 1 if n % 2 else None  # more of them than any page holds
    return {0: None, 1: n - 1, 2: n - 1, 3: n - 3}[n % 4]


class Service:
    """One thread of one system; `answer` gives what its server would."""

    system = name = ""
    hosts = ()

    def __init__(self, count, edited=()):
        self.said = [Said(n, _parent(n), *self._words(n, n in edited), deleted=n % 50 == 7) for n in range(count)]
        self.children = {}
        for one in self.said:
            self.children.setdefault(one.parent, []).append(one)

    def _words(self, n, edited):
        text, markup = _SAID[n % len(_SAID)]
        return (f"{text}\n\nEdited.".strip(), f"{markup}<p>Edited.</p>") if edited else (text, markup)

    def key(self, number):
        return str(number + 1)

    @property
    def expected(self):
        """Key -> parent's key, author, text, time, votes, of all that is to be had."""
        return {
            self.key(one.number): (
                self.key(one.parent) if one.parent is not None else None, self.author(one), one.text, one.utc, *self.votes(one),
            )
            for one in self.said
            if not one.deleted
        }  # fmt: skip

    def author(self, one):
        return one.author

    def votes(self, one):
        return one.votes

    def below(self, number):
        """All answers to a comment, those to answers included, in reading order."""
        for one in self.children.get(number, ()):
            yield one
            yield from self.below(one.number)


class Disqus(Service):
    system = "disqus"
    api_key = "TheUsersOwnPublicKeyOf40Characters000001"
    hosts = ("disqus.com",)
    html = """<div id="disqus_thread"></div><script>
    var disqus_config = function () {
      this.page.url = 'https:\\/\\/gadgets.example/1.html'; this.page.identifier = "story é 1"; };
    (function () { var s = document.createElement('script'); s.src = '//gadget-site.disqus.com/embed.js'; })();</script>"""
    thread = "gadget-site:story é 1"

    def answer(self, asked):
        if asked.path.startswith("/api/"):
            return self.api(asked.query)
        query = asked.query
        assert (asked.method, asked.path, query["f"], query["t_i"]) == ("GET", "/embed/comments/", "gadget-site", "story é 1")
        start = 50 * int(query.get("cursor", "0:0:0").partition(":")[0])
        posts = [self.post(one) for one in list(self.below(None))[start : start + 50]]
        rest = start + 50 < len(self.said)
        cursor = {"total": len(self.said), "hasNext": rest, "next": f"{start // 50 + 1}:0:0" if rest else None}
        data = {"code": 0, "cursor": cursor, "response": {"posts": posts, "thread": {"id": "77"}}}
        script = json.dumps(data).replace("</", "<\\/")
        frame = f'<!DOCTYPE html><html><body><script type="text/json" id="disqus-threadData">{script}</script></body></html>'
        return 200, "text/html; charset=utf-8", frame

    def api(self, query):
        if query.get("api_key") != self.api_key:
            return 400, "application/json", json.dumps({"code": 5, "response": f"Invalid API key: {query.get('api_key')}"})
        assert (query["forum"], query["thread:ident"], query["limit"], query["order"]) == (
            "gadget-site", "story é 1", "100", "asc",
        )  # fmt: skip
        start = 100 * int(query.get("cursor", "0:0:0").partition(":")[0])
        rest = start + 100 < len(self.said)
        posts = [self.post(one) for one in self.said[start : start + 100]]
        cursor = {"prev": None, "hasNext": rest, "hasPrev": start > 0, "next": f"{start // 100 + 1}:0:0", "total": None}
        return 200, "application/json", json.dumps({"code": 0, "cursor": cursor, "response": posts})

    def post(self, one):
        up, down = one.votes
        return {
            "id": self.key(one.number), "parent": one.parent + 1 if one.parent is not None else None, "isDeleted": one.deleted,
            "author": {"name": one.author, "username": f"u{one.number % 17}", "profileUrl": "https://disqus.com/by/u/",
                       "isAnonymous": one.number % 5 == 0},
            "createdAt": one.utc.removesuffix("Z"), "message": one.markup, "raw_message": one.text,
            "likes": up, "dislikes": down, "isApproved": True, "isSpam": False,
        }  # fmt: skip


class OpenWeb(Service):
    system = "openweb"
    hosts = ("api-2-0.spot.im",)
    html = """<div id="disqus_thread"></div><div id="openweb-comments"><div data-post-id="4711"></div></div>
    <script async src="https://launcher.spot.im/spot/sp_Ab12Cd34" data-spotim-module="spotim-launcher"></script>"""
    thread = "sp_Ab12Cd34_4711"

    def key(self, number):
        return f"sp_Ab12Cd34_4711_c_{number}"

    def answer(self, asked):
        sent = json.loads(asked.body)
        assert (asked.method, asked.path, sent["conversation_id"]) == ("POST", "/v1.0.0/conversation/read", self.thread)
        above = int(sent["parent_id"].rpartition("_")[2]) if "parent_id" in sent else None
        page, rest = self.page(above, sent["offset"], sent["count"], sent["child_count"], sent["depth"])
        users = {f"u{n}": {"id": f"u{n}", "display_name": f"Reader {n} 🙂", "user_name": f"reader{n}"} for n in range(17)}
        data = {"comments": page, "users": users, **rest, "messages_count": len(self.said)}
        return 200, "application/json", json.dumps({"conversation": data})

    def page(self, parent, offset, count, children, depth):
        everything = self.children.get(parent, [])
        page = [self.comment(one, children, depth - 1) for one in everything[offset : offset + count]]
        return page, {"has_next": offset + count < len(everything), "offset": offset + len(page)}

    def comment(self, one, children, depth):
        replies, rest = self.page(one.number, 0, children, children, depth) if depth else ([], {})
        up, down = one.votes
        return {
            "id": self.key(one.number), "user_id": f"u{one.number % 17}", "written_at": float(one.seconds),
            "content": [{"type": "text", "text": one.markup}] if one.markup else [], "deleted": one.deleted,
            "replies": replies, **rest, "rank": {"ranks_up": up, "ranks_down": down},
        }  # fmt: skip


class Coral(Service):
    system = "coral"
    hosts = ("talk.gadgets.example",)
    html = """<div id="coral_thread"></div><script>
    Coral.createStreamEmbed({ id: "coral_thread", autoRender: true, rootURL: "https://talk.gadgets.example/",
      storyID: "story-1", storyURL: "https://gadgets.example/1.html" });</script>"""
    thread = "story-1"

    def key(self, number):
        return f"0c{number:04}"

    def votes(self, one):
        return one.votes[0], None

    def answer(self, asked):
        sent = json.loads(asked.body)
        variables, levels = sent["variables"], sent["query"].count("replies(") - ("comment(" in sent["query"])
        assert (asked.method, asked.path, variables["id"]) == ("POST", "/api/graphql", "story-1")
        above = int(variables["comment"][2:]) if "comment" in variables else None
        page = self.page(above, int(variables.get("after", 0)), levels)
        if above is not None:
            return 200, "application/json", json.dumps({"data": {"comment": {"replies": page}}})
        story = {"url": "x", "commentCounts": {"totalPublished": len(self.said)}, "comments": page}
        return 200, "application/json", json.dumps({"data": {"story": story}})

    def page(self, parent, start, levels):
        everything = self.children.get(parent, [])
        edges = [{"node": self.node(one, levels)} for one in everything[start : start + 50]]
        return {"edges": edges, "pageInfo": {"hasNextPage": start + 50 < len(everything), "endCursor": str(start + 50)}}

    def node(self, one, levels):
        replies = {"replies": self.page(one.number, 0, levels - 1)} if levels else {}
        return {
            "id": self.key(one.number), "body": None if one.deleted else one.markup, "deleted": one.deleted,
            "createdAt": one.utc.replace("Z", ".123Z"), "author": {"id": f"u{one.number % 17}", "username": one.author},
            "actionCounts": {"reaction": {"total": one.votes[0]}}, "replyCount": len(self.children.get(one.number, ())),
            **replies,
        }  # fmt: skip


class Viafoura(Service):
    system = "viafoura"
    hosts = ("api.viafoura.co", "livecomments.viafoura.co")
    html = """<meta name="vf:container_id" content="story:1/é"><meta name="vf:domain" content="www.gadgets.example">
    <div id="viafoura-comments"></div><script src="//cdn.viafoura.net/entry/index.js"></script>"""
    thread = "story:1/é"

    def key(self, number):
        return f"00000000-0000-4000-8000-{number:012x}"

    def author(self, _):
        return None

    def answer(self, asked):
        assert (asked.method, asked.query["container_id"]) == ("GET", self.thread)
        if asked.host == "api.viafoura.co":
            assert asked.path == "/v2/www.gadgets.example/bootstrap/v2"
            return 200, "application/json", json.dumps({"settings": {"site_uuid": SITE}})
        above = asked.path.split("/")[6:]
        everything = list(self.below(int(above[0][-12:], 16))) if above else self.children.get(None, [])
        after = asked.query.get("starting_from")
        start = [self.key(one.number) for one in everything].index(after) + 1 if after else 0
        page = everything[start : start + 100]
        contents = [content for one in page for content in self.contents(one, replies=not above)]
        data = {"contents": contents, "more_available": start + 100 < len(everything), "total_visible_contents": len(self.said)}
        return 200, "application/json", json.dumps(data)

    def contents(self, one, *, replies):
        below = list(self.below(one.number))
        return [self.content(each, len(below)) for each in (one, *(below[:100] if replies else ()))]

    def content(self, one, total):
        top = one
        while top.parent is not None:
            top = self.said[top.parent]
        up, down = one.votes
        return {
            "content_uuid": self.key(one.number), "content_container_uuid": CONTAINER, "thread_uuid": self.key(top.number),
            "parent_uuid": self.key(one.parent) if one.parent is not None else CONTAINER, "content": one.markup,
            "actor_uuid": f"00000000-0000-4000-9000-{one.number % 17:012x}", "date_created": one.seconds * 1000,
            "total_likes": up, "total_dislikes": down, "total_replies": total if one is top else 0,
            "state": "disabled" if one.deleted else "visible",
        }  # fmt: skip


SERVICES = {service.system: service for service in (Coral, Disqus, OpenWeb, Viafoura)}


def asked(service, target):
    """What the service answers to a target: status, content type and text."""
    one = Asked.of(target.method, target.url, target.payload)
    assert one.host in service.hosts
    return service.answer(one)
