import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsscrape import text

ANY = st.text(alphabet=st.characters(), max_size=200) | st.text(alphabet="a b\n\r\t\x00\u2028\ud800é", max_size=60)


@given(ANY)
def test_fold_gives_one_clean_line_and_is_idempotent(raw):
    folded = text.fold(raw)

    assert folded == text.fold(folded) == folded.strip()
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in folded)
    assert folded.encode("utf-8").decode() == folded


@given(ANY)
def test_clean_keeps_lines_and_is_idempotent(raw):
    cleaned = text.clean(raw)

    assert cleaned == text.clean(cleaned) == cleaned.strip()
    assert "\n\n\n" not in cleaned
    assert text.fold(cleaned) == text.fold(raw)


@given(ANY, st.integers(1, 50))
def test_cut_never_gives_more_than_was_asked(raw, limit):
    assert len(text.cut(raw, limit)) <= limit
    assert text.cut(raw, len(raw)) == raw


def test_words_count_cjk_characters_one_by_one():
    assert text.words("") == 0
    assert text.words("It's a 5G-phone, really.") == 4
    assert text.words("小米汽车 SU7") == 5


def test_bigrams_make_cjk_findable():
    assert text.bigrams("plain English") == ""
    assert text.bigrams("车") == "车"
    assert text.bigrams("小米汽车, スマホ") == "小米 米汽 汽车 スマ マホ"


def test_emoji_sequences_stay_whole():
    family = "👨\u200d👩\u200d👧"

    assert text.fold(f" {family} ") == family
    assert text.clean(family) == family


def test_digest_is_the_sha256_of_the_utf8():
    assert text.digest("é") == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"
