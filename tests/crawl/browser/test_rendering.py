"""What a page can do in the browser: draw itself. Tried with a real Chromium."""

import asyncio
import select
import socket

import pytest

from newsscrape.crawl.browser.chromium import NotRendered
from newsscrape.crawl.browser.door import NOTHING, Reply
from newsscrape.crawl.browser.rendering import Browser, Limits

HTML = {"content-type": "text/html; charset=utf-8"}
LIMITS = Limits(settle=10, whole=30, length=100_000)


@pytest.fixture(scope="module")
def render(chromium):
    """Draws pages, one after another, in one browser."""
    browser = Browser(chromium)
    browser.join()
    with asyncio.Runner() as runner:

        def draw(body, limits=LIMITS, ask=None, headers=HTML):
            async def nothing(asked):
                return NOTHING if asked.kind == "document" else None

            page = Reply(200, headers, body.encode())
            return runner.run(browser.render("https://phones.example/1.html", page, ask or nothing, "tests/1", limits))

        yield draw
        runner.run(browser.leave())


@pytest.fixture
def canary():
    """A port of this machine, and what tells who has come to it."""
    with socket.create_server(("127.0.0.1", 0)) as stream, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
        port = stream.getsockname()[1]
        datagram.bind(("127.0.0.1", port))
        poll = select.poll()  # not select(), which knows no number of a handle beyond 1,023
        for each in (stream, datagram):
            poll.register(each, select.POLLIN)
        yield port, lambda: poll.poll(0)


WAYS_OUT = """<body><p id=way></p><script>
const hosts = ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "phones.localhost"].map(name => name + ":PORT");
const tries = [];
const attempt = way => { try { way(); tries.push(1); } catch (error) { tries.push(0); } };
for (const host of hosts) {
  attempt(() => fetch("http://" + host + "/fetch", {mode: "no-cors"}).catch(() => {}));
  attempt(() => new WebSocket("ws://" + host + "/socket"));
  attempt(() => new EventSource("http://" + host + "/events"));
  attempt(() => navigator.sendBeacon("http://" + host + "/beacon", "x"));
  attempt(() => { new Image().src = "http://" + host + "/image"; });
  attempt(() => window.open("http://" + host + "/popup"));
  attempt(() => new WebTransport("https://" + host + "/transport"));
  for (const tag of ["iframe src", "script src", "link rel=stylesheet href", "link rel=preconnect href",
                     "link rel=prefetch href", "link rel=dns-prefetch href", "video src", "object data", "embed src"]) {
    attempt(() => {
      const [name, ...rest] = tag.split(" ");
      document.body.append(document.createRange().createContextualFragment(`<${name} ${rest.join(" ")}="http://${host}/">`));
    });
  }
}
attempt(() => new Worker(URL.createObjectURL(new Blob([`
  fetch("http://127.0.0.1:PORT/worker").catch(() => {}); new WebSocket("ws://127.0.0.1:PORT/");`]))));
attempt(() => navigator.serviceWorker && navigator.serviceWorker.register("/worker.js").catch(() => {}));
attempt(() => {
  const peer = new RTCPeerConnection({iceServers: [{urls: "stun:127.0.0.1:PORT"},
    {urls: "turn:127.0.0.1:PORT?transport=tcp", username: "a", credential: "b"}]});
  peer.createDataChannel("x");
  peer.createOffer().then(offer => peer.setLocalDescription(offer));
});
attempt(() => fetch("file:///etc/passwd").then(answer => answer.text()).then(text => document.body.append(text)));
attempt(() => alert("stay"));
attempt(() => { location.href = "http://127.0.0.1:PORT/leave"; });
document.getElementById("way").textContent = tries.length + " ways tried";
</script></body>"""


def test_no_way_leads_out_but_what_is_handed_in(render, canary):
    port, came = canary
    asked = []

    async def ask(one):
        asked.append(one)
        return NOTHING if one.kind == "document" else None

    html = render(WAYS_OUT.replace("PORT", str(port)), ask=ask)

    assert came() == []
    assert '<p id="way">102 ways tried</p>' in html
    assert "root:" not in html.replace("file:///", "")
    assert {"fetch", "script", "stylesheet", "document"} <= {one.kind for one in asked}, "the page was not asked what it wants"


def test_a_redirect_inside_the_browser_leads_nowhere(render, canary):
    port, came = canary

    async def ask(one):
        return Reply(302, {"location": f"http://127.0.0.1:{port}/"}) if one.kind == "fetch" else None

    html = render("<body><script>fetch('/x').catch(() => document.body.append('failed'))</script></body>", ask=ask)

    assert "failed" in html
    assert came() == []


def test_a_page_never_at_rest_is_taken_as_it_stands(render):
    async def ask(_):
        await asyncio.sleep(0.02)
        return Reply(200, {}, b"")

    page = "<p>drawn</p><script>const poll = () => fetch('/poll').then(poll); poll()</script>"

    assert "<p>drawn</p>" in render(page, LIMITS._replace(settle=0.7), ask)


def test_a_script_without_end_costs_its_own_page_alone(render):
    with pytest.raises(NotRendered, match="did not come to rest in 2 s"):
        render("<p>drawn</p><script>while (true) {}</script>", LIMITS._replace(settle=1, whole=2))

    assert "next" in render("<p>next</p>")


def test_a_page_that_draws_too_much_is_given_up(render):
    with pytest.raises(NotRendered, match="more than 1,000 characters"):
        render("<body><script>document.body.append('x'.repeat(1e6))</script></body>", LIMITS._replace(length=1_000))


def test_nothing_is_left_for_the_next_page(render):
    keep = "document.cookie = 'seen=1; path=/'; localStorage.setItem('seen', '1')"
    show = "document.body.append('[' + document.cookie + localStorage.length + ']')"
    page = f"<body><script>{show}; {keep}; {show}</script></body>"

    assert all("</script>[0][seen=11]" in render(page) for _ in range(2))


def test_what_scripts_are_told_is_the_same_everywhere(render):
    told = "[navigator.userAgent, navigator.language, Intl.DateTimeFormat().resolvedOptions().timeZone].join()"

    assert "tests/1,en-US,UTC" in render(f"<body><script>document.body.append({told})</script></body>")


def test_letters_of_any_kind_come_through(render):
    html = render(r"<body><p>Grüße</p><script>document.body.append('\ud800x\0')</script></body>")

    assert "<p>Grüße</p>" in html
    assert "x" in html.encode("utf-8", "replace").decode()
