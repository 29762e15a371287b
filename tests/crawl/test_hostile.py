"""A site of which almost half is out to harm: every good article is archived, and every bad address has its row.

`HOSTILE` is what docs/reliability.md calls the hostile site.
"""

import functools
import gzip
import os
import pathlib
import socket
import struct
import subprocess
import sys
import threading
import time
import zlib

import pytest

pytestmark = pytest.mark.slow

GOOD = range(1, 151)
MEMORY = 400 << 20
SECONDS = 100
TYPE = {"Content-Type": "text/html; charset=utf-8"}

STORY = "<p>" + "The hinge of this phone lasts for years and its screen is bright enough for the beach. " * 8 + "</p>"
PAGE = f'<html><head><title>A phone</title><meta property="og:type" content="article"></head><body><article><h1>A phone</h1>{STORY}</article></body></html>'.encode()


def answer(status=200, body="", **headers):
    body = body.encode() if isinstance(body, str) else body
    return (status, body, {name.replace("_", "-"): value for name, value in headers.items()}, 0.0, None)


def raw(*pieces):
    return (200, b"", {}, 0.0, b"".join(pieces))


def head(*lines, status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *lines, "", ""]).encode()


def page(text, title="", more=""):
    return answer(200, f"<html><head><title>{title}</title>{more}</head><body><h1>{title}</h1><p>{text}</p></body></html>")


def reset(handler):
    """Half a page, then a reset in place of an end."""
    handler.wfile.write(head("Content-Length: 100000") + PAGE[:200])
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return raw()


def endless(handler):
    """A body without end; whoever has enough goes away."""
    handler.wfile.write(head("Connection: close"))
    try:
        while True:
            handler.wfile.write(PAGE * 100)
    except OSError:
        return raw()


def dripping(handler):
    """A byte now and then: never idle, never done."""
    handler.wfile.write(head("Content-Length: 100000"))
    try:
        for _ in range(200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass
    return raw()


def silent(_handler):
    time.sleep(3)
    return raw()


@functools.cache
def bomb(wbits=31, size=200 << 20):
    """So many zeros, small."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)), packer.flush()])


ADDRESS = "http://127.0.0.2:9"

HOSTILE = {
    # The network.
    "reset": reset,
    "short": raw(head("Content-Length: 100000"), PAGE),
    "chunks without an end": raw(head("Transfer-Encoding: chunked"), b"%x\r\n" % len(PAGE), PAGE, b"\r\n"),
    "chunk of no size": raw(head("Transfer-Encoding: chunked"), b"zz\r\n", PAGE),
    "chunk of a minus": raw(head("Transfer-Encoding: chunked"), b"-5\r\n", PAGE),
    "dripping": dripping,
    "silent": silent,
    "endless": endless,
    "nine exabytes": raw(head("Content-Length: 9000000000000000000"), PAGE),
    "length of a minus": raw(head("Content-Length: -1"), PAGE),
    "length of a word": raw(head("Content-Length: many"), PAGE),
    "two lengths": raw(head("Content-Length: 10", "Content-Length: 20"), PAGE),
    "no answer": raw(),
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "rubbish": raw(bytes(range(256)) * 8),
    "a header of a megabyte": raw(head("X: " + "x" * (1 << 20)), PAGE),
    # Status codes.
    **{
        f"status {status}": answer(status, PAGE)
        for status in (400, 401, 402, 403, 404, 405, 406, 407, 409, 410, 411, 412, 413, 414, 415, 417, 418, 422, 423, 428, 431, 444, 451, 499, 999)
    },
    **{f"status {status}": answer(status, PAGE) for status in (500, 502, 504, 520)},
    "nothing": answer(200),
    "no content": answer(204),
    "blanks": answer(200, " \n" * 500),
    "not modified, unasked": answer(304),
    # Redirects.
    "to itself": lambda handler: answer(302, Location=handler.path),
    "without a place": answer(302),
    "to an empty place": answer(301, Location=""),
    "to a file": answer(302, Location="file:///etc/passwd"),
    "to data": answer(302, Location="data:text/html,<p>hello"),
    "to a script": answer(302, Location="javascript:alert(1)"),
    "to ftp": answer(302, Location="ftp://127.0.0.1/a"),
    "to a bad address": answer(302, Location="http://[bad/"),
    "to a bad port": answer(302, Location="http://127.0.0.1:99999/"),
    "to a private address": answer(302, Location=f"{ADDRESS}/"),
    "to a private address in decimal": answer(302, Location="http://2130706434:9/"),
    "to a private address in short": answer(307, Location="http://127.2:9/"),
    "to a header by a line break": answer(302, Location="/gone%0d%0aSet-Cookie:%20a=b"),
    "to a header by a line break, unquoted": raw(head("Location: /gone\rSet-Cookie: a=b", status="302 Found")),
    "to another private address": answer(302, Location="http://127.0.0.3:9/latest/meta-data/"),
    "to a mapped address": answer(308, Location="http://[::ffff:127.0.0.2]:9/"),
    "to a private address by a user": answer(302, Location="http://phones.example@127.0.0.2:9/"),
    "to a private address without a scheme": answer(302, Location="//127.0.0.2:9/"),
    "to a private address by refresh": answer(200, f'<html><head><meta http-equiv="refresh" content="0;url={ADDRESS}/x"></head></html>'),
    "refreshing itself": lambda handler: answer(200, f'<html><head><meta http-equiv="refresh" content="0;url={handler.path}"></head></html>'),
    # Encodings.
    "says gzip, is none": answer(200, PAGE, Content_Encoding="gzip"),
    "gzip cut off": answer(200, gzip.compress(PAGE)[:-40], Content_Encoding="gzip"),
    "gzip that is broken": answer(200, gzip.compress(PAGE)[:60] + b"x" * 90, Content_Encoding="gzip"),
    "gzip of nothing": answer(200, gzip.compress(b""), Content_Encoding="gzip"),
    "deflate cut off": answer(200, zlib.compress(PAGE)[:-30], Content_Encoding="deflate"),
    "says deflate, is none": answer(200, PAGE, Content_Encoding="deflate"),
    "says br, unasked": answer(200, PAGE, Content_Encoding="br"),
    "says zstd, unasked": answer(200, PAGE, Content_Encoding="zstd"),
    "an encoding of nobody": answer(200, PAGE, Content_Encoding="rot13"),
    "gzip bomb": lambda _: answer(200, bomb(), Content_Encoding="gzip"),
    "deflate bomb": lambda _: answer(200, bomb(15), Content_Encoding="deflate"),
    "double bomb": lambda _: answer(200, gzip.compress(bomb()), Content_Encoding="gzip, gzip"),
    # Types.
    "a PDF": answer(200, b"%PDF-1.7\n" + b"0" * 500, Content_Type="application/pdf"),
    "a PDF that says HTML": answer(200, b"%PDF-1.7\n" + b"0" * 500),
    "a PNG": answer(200, b"\x89PNG\r\n\x1a\n" + bytes(500)),
    "a JPEG": answer(200, b"\xff\xd8\xff\xe0" + bytes(500), Content_Type="image/jpeg"),
    "a ZIP": answer(200, b"PK\x03\x04" + bytes(500)),
    "a film": answer(200, b"\x00\x00\x00\x18ftypmp42" + bytes(500), Content_Type="video/mp4"),
    "a program": answer(200, b"\x7fELF" + bytes(500), Content_Type="application/octet-stream"),
    "noise": answer(200, bytes(range(128, 256)) * 40, Content_Type="application/octet-stream"),
    "NULs": answer(200, bytes(5000)),
    "JSON": answer(200, '{"title": "A phone"}', Content_Type="application/json"),
    "a style sheet": answer(200, "body { color: red }", Content_Type="text/css"),
    "a script": answer(200, "var phone = 1;", Content_Type="application/javascript"),
    # Pages that are no articles.
    "soft 404": page("Sorry.", "Page not found"),
    "soft 404 in German": page("Leider.", "Seite nicht gefunden"),
    "soft 404 in French": page("Désolé.", "Page introuvable"),
    "soft 404 in Spanish": page("Lo sentimos.", "Página no encontrada"),
    "404 in the title": page("It went away.", "404"),
    "challenge": page("Checking your browser before you go on.", "Just a moment..."),
    "captcha": page("Please solve the captcha.", "Are you a robot?"),
    "access denied": page("You do not have permission.", "Access denied"),
    "unusual traffic": page("We see unusual traffic from your network.", "Sorry"),
    "consent": page("We and our partners store cookies.", "We value your privacy"),
    "login": page('<form><input type="password"></form>', "Log in"),
    "login in German": page('<form><input type="password"></form>', "Anmelden"),
    "database": page("Error establishing a database connection", "Error"),
    "SQL": page("SQLSTATE[HY000] [2002] Connection refused", "Error"),
    "fatal error": page("Fatal error: Uncaught Error: Call to undefined function", ""),
    "internal error": page("Internal Server Error", "500"),
    "thin": page("Soon.", "A phone"),
    "empty HTML": answer(200, "<html></html>"),
    "no text": answer(200, "<html><head><title>A phone</title></head><body><div></div></body></html>"),
    "app shell": answer(200, '<html><head><title>Phones</title></head><body><div id="root"></div><script src="/a.js"></script></body></html>'),
    "frames": answer(200, '<html><frameset><frame src="/a.html"></frameset></html>'),
    # Pages out to hurt their reader.
    "thirty megabytes": answer(200, b"<html><body>" + b"<p>a phone and " * 2_100_000),
    "three hundred thousand links": answer(200, "<html><body>" + '<a href="/x">x</a>' * 300_000),
    "a hundred thousand levels": answer(200, "<html><body>" + "<div>" * 100_000),
    "a million blanks in a tag": answer(200, "<html><body><p " + " " * 1_000_000 + ">x"),
    "a hundred thousand attributes": answer(200, "<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x"),
    "an open comment": answer(200, "<html><body><!-- " + "x" * 500_000),
    "an open script": answer(200, "<html><body><script>" + "x" * 500_000),
    "billion laughs": answer(200, '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)) + "]><html><body><p>&m;</p></body></html>"),
    "a file by entity": answer(200, '<?xml version="1.0"?><!DOCTYPE h [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p></body></html>'),
    "metadata nested without end": answer(200, '<html><head><script type="application/ld+json">' + "[" * 100_000 + "</script></head><body></body></html>"),
    "a title of a megabyte": answer(200, f"<html><head><title>{'x' * (1 << 20)}</title></head><body></body></html>"),
}  # fmt: skip


def number_of(index):
    return 1000 + index


@pytest.fixture
def hostile(web):
    """The site: good and bad in turns, all named on its front page."""
    web.site(GOOD, words=120)
    numbers = {number_of(index): name for index, name in enumerate(HOSTILE)}
    for number, name in numbers.items():
        web.put(f"/{number}.html")
        web.pages[f"/{number}.html"] = HOSTILE[name]
    mixed = sorted([*GOOD, *numbers], key=lambda number: number % 137)
    links = "".join(f'<p><a href="/{number}.html">Phone {number} is here at last</a></p>' for number in mixed)
    web.put("/", f"<html><body>{links}</body></html>")
    return web, {f"{web.base}{number}.html": name for number, name in numbers.items()}


def resident(session):
    """Return the bytes of memory that a session's processes have, pages that they share counted for each."""
    total = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total


def listening(process):
    """Return the local addresses of the sockets at which a process waits for others to come."""
    try:
        names = [str(entry.readlink()) for entry in pathlib.Path(f"/proc/{process}/fd").iterdir()]
        lines = pathlib.Path(f"/proc/{process}/net/tcp").read_text().splitlines()
    except OSError:
        return set()
    own = {name[8:-1] for name in names if name.startswith("socket:[")}
    return {fields[1] for line in lines if (fields := line.split())[3] == "0A" and fields[9] in own}


def watched(process, most, doors):
    while process.poll() is None:
        most.append(resident(process.pid))
        doors |= listening(process.pid)
        time.sleep(0.05)


def test_hundreds_of_bad_addresses_cost_no_good_article(hostile, crawl):
    web, bad = hostile
    assert len(bad) >= 120
    crawl.add_site(web)
    crawl.env["no_proxy"] = "*"
    command = [sys.executable, "-m", "scrapy", "crawl", "local", "-s", "DOWNLOAD_TIMEOUT=1"]
    most, doors = [], set()
    with subprocess.Popen(
        command, cwd=crawl.folder, env=crawl.env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    ) as process:  # fmt: skip
        watcher = threading.Thread(target=watched, args=(process, most, doors))
        watcher.start()
        said = process.communicate(timeout=SECONDS)[1]
        watcher.join()

    keys = {int(key) for (key,) in crawl.rows("SELECT key FROM articles")}
    assert keys == set(GOOD)
    traced = {url for (url,) in crawl.rows(TRACED)}
    assert {name for url, name in bad.items() if url not in traced} == set()
    if max(most):  # where /proc tells it
        assert max(most) < MEMORY
    assert doors == set()
    assert "Traceback" not in said


# An address, or one that it leads to, has a row.
TRACED = """
WITH RECURSIVE leads(url, id) AS (
  SELECT url, id FROM urls
  UNION SELECT l.url, u.redirect_id FROM leads l JOIN urls u ON u.id = l.id WHERE u.redirect_id IS NOT NULL
)
SELECT l.url FROM leads l JOIN errors e ON e.url_id = l.id
"""
