"""`scrapy crawl` with NEWSSCRAPE_IMAGES=files: good images lie beside the archive, others leave a reason, no article waits."""

import contextlib
import hashlib
import io
import itertools
import struct
import zlib
from urllib.parse import urlsplit

import pytest
from PIL import Image

pytestmark = pytest.mark.slow


def picture(number, kind="PNG", size=(32, 24)):
    out = io.BytesIO()
    Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 99)).save(out, kind)
    return out.getvalue()


def bomb():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")


def endless(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n" + picture(1))
    with contextlib.suppress(OSError):
        for _ in itertools.repeat(None, 1000):  # a gigabyte, so that the test ends where the crawler does not
            handler.wfile.write(bytes(1 << 20))
    handler.server.cut = True
    return 200, b"", {}, 0.0, b""


def with_images(server, number, *addresses):
    html = server.article(number)
    shown = "".join(f'<figure><img src="{url}" alt="Phone {number}" width="800" height="600"></figure>' for url in addresses)
    server.put(f"/{number}.html", html.replace("</h1>", f"</h1>{shown}", 1))


@pytest.fixture
def crawl(crawl):
    crawl.env["NEWSSCRAPE_IMAGES"] = "files"
    return crawl


def statuses(crawl):
    return by_path(crawl, "SELECT url, status FROM images ORDER BY id")


def by_path(crawl, query):
    return {urlsplit(url).path: value for url, value in crawl.rows(query)}


def kept(crawl):
    """Paths of the files on the disk, each of which is what its name says."""
    found = [path.relative_to(crawl.folder) for path in crawl.folder.glob("images/*/*")]
    for path in found:
        assert hashlib.sha256((crawl.folder / path).read_bytes()).hexdigest() == path.parts[1] + path.stem
    return sorted(map(str, found))


def test_good_images_become_files_and_bad_ones_leave_their_reason(web, other, crawl):
    png, jpeg = picture(1), picture(2, "JPEG")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    served = {
        "/good.png": png, "/same.png": png, "/named.png": jpeg,
        "/vector.svg": svg, "/vector.jpg": svg, "/page.jpg": b"<html>no",
        "/cut.jpg": jpeg[:-4], "/bomb.png": bomb(), "/empty.png": b"", "/text.gif": b"GIF8 is no picture",
    }  # fmt: skip
    for path, body in served.items():
        web.put(path, body, headers={"Content-Type": "image/jpeg"})
    web.put("/moved.png", status=302, headers={"Location": f"{other.base}cdn.webp"})
    web.put("/slow.png", picture(3), wait=0.5)
    web.put("/home.png", status=302, headers={"Location": "/"})
    web.put("/robots.txt", "User-agent: *\nDisallow: /private/\n")
    web.pages["/endless.png"] = endless
    web.cut = False
    other.put("/cdn.webp", picture(4, "WEBP"))
    other.put("/large.jpg", b"\xff\xd8\xff", headers={"Content-Length": 30 << 20})
    web.site(range(1, 5))
    paths = [*served, "/moved.png", "/slow.png", "/missing.png", "/home.png", "/private/1.png", "/2.html"]
    with_images(web, 1, *paths, f"{other.base}cdn.webp", f"{other.base}large.jpg", "/endless.png")
    with_images(web, 3, "/good.png", "/slow.png")
    crawl.add_site(web)

    ended = crawl("local")
    assert ended.returncode == 0, ended.err
    found = statuses(crawl)
    assert found == {
        **dict.fromkeys(["/good.png", "/same.png", "/named.png", "/moved.png", "/slow.png", "/cdn.webp"], "ok"),
        "/vector.svg": "svg", "/vector.jpg": "svg", "/page.jpg": "html", "/cut.jpg": "cut-off", "/bomb.png": "too-many-pixels",
        "/empty.png": "empty", "/text.gif": "unknown-type", "/missing.png": "http-404", "/home.png": "no-image",
        "/private/1.png": "disallowed", "/2.html": "no-image", "/large.jpg": "too-large", "/endless.png": "too-large",
    }  # fmt: skip
    assert web.cut, "the endless one was not read to its end"
    refused = {path for path, status in found.items() if status not in {"ok", "no-image", "disallowed"}}
    errors = by_path(crawl, "SELECT url, kind FROM errors WHERE stage = 'image'")
    assert errors == {path: found[path] for path in refused}
    assert crawl.rows("SELECT kind FROM errors WHERE stage <> 'image'") == [("disallowed",)]

    files = crawl.rows("SELECT path, sha256, media_type, length, width, height FROM files ORDER BY id")
    assert kept(crawl) == sorted(path for path, *_ in files)
    assert len(files) == 4
    hashes = by_path(crawl, "SELECT i.url, f.sha256 FROM images i JOIN files f ON f.id = i.file_id")
    assert hashes["/good.png"] == hashes["/same.png"] == hashlib.sha256(png).hexdigest()
    assert hashes["/moved.png"] == hashes["/cdn.webp"]
    (row,) = [row for row in files if row[1] == hashes["/named.png"]]
    assert row[0].endswith(".jpg")
    assert row[2:] == ("image/jpeg", len(jpeg), 32, 24)

    assert crawl.one("SELECT count(*) FROM articles WHERE body IS NOT NULL") == 4, "one of them was shown as an image, too"
    assert crawl.one("SELECT exit_code FROM runs") == 0
    asked = web.paths()
    pages = [asked.index(f"/{number}.html") for number in range(1, 5)]
    assert max(pages) < min(asked.index(path) for path in asked if path.endswith((".png", ".jpg", ".svg", ".gif")))
    assert next(one for one in web.log if one.path == "/good.png").headers["Accept"] == "image/*"
    assert "local: 5 image files kept, 11 images refused" in ended.err


def test_the_images_of_archived_articles_come_when_they_are_wanted_and_wait_when_not(web, crawl):
    web.site([1, 2])
    for number in (1, 2):
        web.put(f"/{number}.png", picture(number))
        with_images(web, number, f"/{number}.png")
    crawl.add_site(web)
    crawl.env["NEWSSCRAPE_IMAGES"] = "urls"
    assert crawl("local").returncode == 0
    assert statuses(crawl) == {"/1.png": None, "/2.png": None}
    assert kept(crawl) == []

    stopped = crawl("local", "-s", "NEWSSCRAPE_IMAGES=files", "-s", "CLOSESPIDER_PAGECOUNT=1")
    assert stopped.returncode == 0, stopped.err
    waiting = crawl.one("SELECT count(*) FROM urls WHERE kind = 'image' AND state = 'due'")
    assert waiting == 2 - len(kept(crawl)) > 0, "a budget holds for images, too"
    assert crawl.one("SELECT verdict FROM runs ORDER BY id DESC") == "stopped"

    ended = crawl("local", "-s", "NEWSSCRAPE_IMAGES=files", "-a", "refresh=all")
    assert ended.returncode == 0, ended.err
    assert statuses(crawl) == {"/1.png": "ok", "/2.png": "ok"}
    assert len(kept(crawl)) == 2
    assert (web.paths().count("/1.png"), web.paths().count("/2.png")) == (1, 1), "what is stored is done for good"


def test_a_folder_that_cannot_be_written_ends_the_run_and_the_image_is_asked_for_again(web, crawl):
    web.site([1])
    web.put("/1.png", picture(1))
    with_images(web, 1, "/1.png")
    crawl.add_site(web)
    (crawl.folder / "images").write_text("a file in the way")
    ended = crawl("local")
    assert ended.returncode == 1, ended.err
    assert "cannot be written" in ended.err
    assert crawl.rows("SELECT state FROM urls WHERE kind = 'image'") == [("due",)]
    assert crawl.one("SELECT count(*) FROM articles") == 1
