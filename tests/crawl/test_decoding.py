import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy import Request
from scrapy.http import Response

from newsscrape.crawl.middlewares.decoding import Damaged, Decoding, decoded


@given(st.binary(max_size=5000))
def test_what_was_encoded_is_decoded(body):
    bare = zlib.compressobj(wbits=-15)
    assert decoded(gzip.compress(body), "gzip", 0) == body
    assert decoded(zlib.compress(body), "deflate", 0) == body
    assert decoded(bare.compress(body) + bare.flush(), "deflate", 0) == body


@given(st.binary(min_size=200, max_size=2000), st.floats(0.05, 0.99))
def test_half_a_stream_is_no_answer(body, share):
    whole = gzip.compress(body)
    with pytest.raises(Damaged):
        decoded(whole[: int(len(whole) * share)], "gzip", 0)


def test_members_one_after_the_other_are_one_body_and_padding_is_none():
    assert decoded(gzip.compress(b"a") + gzip.compress(b"b"), "x-gzip", 0) == b"ab"
    assert decoded(gzip.compress(b"a") + b"\0\0\0", "gzip", 0) == b"a"


def test_a_bomb_stops_at_the_limit():
    with pytest.raises(Damaged, match="larger"):
        decoded(gzip.compress(bytes(64 << 20)), "gzip", 1 << 20)


def test_what_is_not_encoded_so_or_was_not_asked_for():
    with pytest.raises(Damaged, match="broken"):
        decoded(b"<html>plain</html>", "gzip", 0)
    with pytest.raises(Damaged, match="br"):
        decoded(b"x", "br", 0)


def test_a_request_has_a_limit_of_its_own():
    body = gzip.compress(bytes(3 << 20))
    answer = Response("http://a.example/", headers={"Content-Encoding": "gzip"}, body=body)
    middleware = Decoding(max_size=2 << 20)
    larger = Request(answer.url, meta={"download_maxsize": 4 << 20})
    assert len(middleware.process_response(larger, answer).body) == 3 << 20
    with pytest.raises(Damaged, match="larger"):
        middleware.process_response(Request(answer.url), answer)
