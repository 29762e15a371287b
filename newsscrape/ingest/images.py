"""What an image's file is, by its bytes alone: never by its name or headers, and without decoding a pixel."""

from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO
from typing import NamedTuple

from newsscrape.archive.records import Failure
from newsscrape.errors import BadArgument

MAX_BYTES = 20 << 20
"""A longer one is cut off while it comes."""
MAX_PIXELS = 50_000_000
"""A larger one may be a bomb for whoever opens it; cameras of today stay below."""

_HEAD = 1024  # bytes in which a text shows what it is
_STEPS = 10_000  # segments of a file that are looked at


class Form(NamedTuple):
    """What a good image is."""

    media_type: str
    width: int
    """Pixels."""
    height: int


def require() -> None:
    """Check that images can be looked at.

    Raises:
        BadArgument: Pillow is not installed.
    """
    if find_spec("PIL") is None:
        raise BadArgument("NEWSSCRAPE_IMAGES=files needs Pillow, which is not installed: pip install newsscrape[images]")


def examine(body: bytes) -> Form | Failure:
    """Tell an image that may be kept from all that only says it is one.

    The failure's kind is one of ``too-large``, ``svg``, ``html``, ``unknown-type``, ``unreadable``, ``too-many-pixels``,
    ``cut-off``.
    """
    if len(body) > MAX_BYTES:
        return _failure("too-large", f"{len(body):,} bytes, more than {MAX_BYTES:,}")
    name = next((name for name, fits in _MAGIC.items() if fits(body)), None)
    if name is None:
        return _other(body)
    size = _size(body, name)
    if isinstance(size, Failure):
        return size
    width, height = size
    if width * height > MAX_PIXELS:
        return _failure("too-many-pixels", f"it claims {width:,} by {height:,} pixels, more than {MAX_PIXELS:,} in all")
    if not _WHOLE[name](body):
        return _failure("cut-off", f"the file ({name}) ends before the picture does")
    return Form(f"image/{name.lower()}", width, height)


def _failure(kind: str, message: str) -> Failure:
    return Failure("image", kind, message)


def _other(body: bytes) -> Failure:
    head = body[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return _failure("svg", "an SVG document, which may hold scripts")
    if head.startswith(b"<"):
        return _failure("html", "a page, not a picture")
    return _failure("unknown-type", f"no picture of a known kind: it begins with {body[:12].hex(' ')}")


def _size(body: bytes, name: str) -> tuple[int, int] | Failure:
    """Return width and height as the header states them."""
    from PIL import Image  # noqa: PLC0415 - an extra, and slow to import

    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and nothing is decoded here
    try:
        with Image.open(BytesIO(body), formats=[name]) as image:
            return image.size
    except (OSError, ValueError, EOFError, OverflowError, MemoryError, RuntimeError) as error:  # libavif raises the last
        return _failure("unreadable", f"a broken {name}: {str(error).partition(' <')[0]}")


def _jpeg_is_whole(body: bytes) -> bool:
    """Walk over the segments, in which a thumbnail with an end of its own may stand, and look for the end of the scans."""
    at = 2
    for _ in range(_STEPS):
        if body[at : at + 1] != b"\xff":
            return False
        if body[at + 1 : at + 2] == b"\xda":
            return body.find(b"\xff\xd9", at) >= 0
        at += 1 if body[at + 1 : at + 2] == b"\xff" else 2 + int.from_bytes(body[at + 2 : at + 4], "big")
    return False


def _png_is_whole(body: bytes) -> bool:
    return b"IEND" in body


def _gif_is_whole(body: bytes) -> bool:
    return b"\x00;" in body[-_HEAD:]


def _webp_is_whole(body: bytes) -> bool:
    return int.from_bytes(body[4:8], "little") + 8 <= len(body)


def _avif_is_whole(body: bytes) -> bool:
    """Walk over the boxes (ISO/IEC 14496-12, 4.2): none may reach beyond the end."""
    at = 0
    for _ in range(_STEPS):
        if at >= len(body):
            return at == len(body)
        size = int.from_bytes(body[at : at + 4], "big")
        if size == 0:
            return True  # the last one, to the end
        at += int.from_bytes(body[at + 8 : at + 16], "big") if size == 1 else max(size, 8)
    return False


_MAGIC: dict[str, Callable[[bytes], bool]] = {
    "JPEG": lambda body: body.startswith(b"\xff\xd8\xff"),
    "PNG": lambda body: body.startswith(b"\x89PNG\r\n\x1a\n"),
    "GIF": lambda body: body.startswith((b"GIF87a", b"GIF89a")),
    "WEBP": lambda body: body.startswith(b"RIFF") and body[8:12] == b"WEBP",
    "AVIF": lambda body: body[4:8] == b"ftyp" and b"avif" in body[8:64],
}
_WHOLE: dict[str, Callable[[bytes], bool]] = {
    "JPEG": _jpeg_is_whole,
    "PNG": _png_is_whole,
    "GIF": _gif_is_whole,
    "WEBP": _webp_is_whole,
    "AVIF": _avif_is_whole,
}
