import re

from hypothesis import given
from hypothesis import strategies as st

from newsscrape.alternation import any_of

PHRASES = st.lists(st.text("abé. |(\\", min_size=1, max_size=6), min_size=1, max_size=20)


@given(PHRASES, st.text("abé. |(\\", max_size=12))
def test_finds_what_an_alternation_of_all_the_longest_first_finds(phrases, text):
    plain = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    assert [match.span() for match in re.finditer(any_of(phrases), text)] == [
        match.span() for match in re.finditer(plain, text)
    ]
