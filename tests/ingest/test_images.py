"""What an image's file is: every kind that is kept, and all that only says it is one."""

import io
import struct
import sys
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from newsscrape.archive.records import Failure
from newsscrape.errors import BadArgument
from newsscrape.ingest import images


def file(kind, size=(40, 30), **options):
    out = io.BytesIO()
    picture = Image.effect_noise(size, 60).convert("RGB")
    picture.save(out, kind, **options)
    return out.getvalue()


def thumbnailed():
    """A JPEG whose first segment holds a whole JPEG of its own, as cameras write it."""
    small, large = file("JPEG", (8, 8)), file("JPEG")
    return large[:2] + b"\xff\xe5" + struct.pack(">H", len(small) + 2) + small + large[2:]


def bomb(width=50_000, height=50_000):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\x00")) + chunk(b"IEND", b"")


GOOD = {
    "image/jpeg": file("JPEG"),
    "image/png": file("PNG"),
    "image/gif": file("GIF"),
    "image/webp": file("WEBP"),
    "image/avif": file("AVIF"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_an_image_is_known_by_its_bytes(kind):
    assert images.examine(GOOD[kind]) == (kind, 40, 30)


@pytest.mark.parametrize("body", [file("JPEG", progressive=True), thumbnailed(), GOOD["image/jpeg"] + b"\x00" * 99])
def test_a_jpeg_of_many_scans_with_a_thumbnail_or_padding_is_whole(body):
    assert images.examine(body) == ("image/jpeg", 40, 30)


@pytest.mark.parametrize("body", [*GOOD.values(), thumbnailed()], ids=[*GOOD, "thumbnail"])
def test_a_file_that_ends_too_early_is_refused(body):
    for length in (len(body) - 20, len(body) // 2, 13):
        found = images.examine(body[:length])
        assert isinstance(found, Failure), (length, found)
        assert found.kind in {"cut-off", "unreadable"}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>x()</script></svg>', "svg"),
        (b" <!DOCTYPE html><p>Not here", "html"),
        (b"MZ\x90\x00", "unknown-type"),
        (b"\xff\xd8\xff", "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "unreadable"),
        (file("BMP"), "unknown-type"),
        (bomb(), "too-many-pixels"),
        (bytes(images.MAX_BYTES + 1), "too-large"),
    ],
)
def test_what_is_no_good_image_is_refused_with_its_reason(body, kind):
    found = images.examine(body)
    assert (found.stage, found.kind) == ("image", kind)


def test_a_large_photograph_stays_below_the_limit_of_pixels():
    assert images.examine(bomb(8000, 6000)) == ("image/png", 8000, 6000)


@given(st.sampled_from(sorted(GOOD)), st.integers(0, 10_000), st.binary(min_size=1, max_size=40))
def test_no_damage_makes_it_fail(kind, at, junk):
    whole = GOOD[kind]
    at %= len(whole)
    images.examine(whole[:at] + junk + whole[at + len(junk) :])


def test_a_walk_over_endless_segments_ends():
    assert images.examine(GOOD["image/jpeg"][:2] + b"\xff" * 100_000 + GOOD["image/jpeg"][2:]).kind == "cut-off"


def test_without_pillow_one_sentence_says_what_to_install(monkeypatch):
    images.require()
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(BadArgument, match=r"^NEWSSCRAPE_IMAGES=files needs Pillow.*pip install newsscrape\[images\]$"):
        images.require()
