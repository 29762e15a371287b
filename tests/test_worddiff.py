import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import worddiff
from newsscrape.worddiff import Piece, compare, marked

TEXTS = st.lists(
    st.sampled_from(["a", "b", "c.", "-d", "e-f", " ", "  ", "\n", "\n\n", "米", "車", "[-", "+}", "\U0001f525"]), max_size=40
)


def diff(old, new):
    return marked(compare(old, new))


@given(TEXTS.map("".join), TEXTS.map("".join))
def test_both_texts_are_there_whole(old, new):
    pieces = compare(old, new)

    assert "".join(piece.text for piece in pieces if piece.kind != "old") == new
    assert "".join("".join(piece.text for piece in pieces if piece.kind != "new").split()) == "".join(old.split())
    assert all(piece.text for piece in pieces)


@given(TEXTS.map("".join))
def test_a_text_does_not_differ_from_itself(text):
    assert compare(text, text) == ([Piece("same", text)] if text else [])
    assert diff(text, text) == text


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The quick car", "The slow car", "The [-quick-]{+slow+} car"),
        ("It costs $899 now.", "It costs $799 now.", "It costs $[-899-]{+799+} now."),
        ("the end", "the very end", "the {+very+} end"),
        ("the very end", "the end", "the [-very-] end"),
        ("", "New words", "{+New words+}"),
        ("Old words", "", "[-Old words-]"),
        ("小米汽车发布", "小米手机发布", "小米[-汽车-]{+手机+}发布"),
        ("A.\n\nB.", "A.\n\nMore.\n\nB.", "A.\n\n{+More.+}\n\nB."),
        ("A.\n\nB.\n\nC.\n\nD.", "A.\n\nD.", "A.\n\n[-B.-]\n\n[-C.-]\n\nD."),
        ("One a.\n\nTwo b.", "One c.\n\nTwo d.", "One [-a-]{+c+}.\n\nTwo [-b-]{+d+}."),
        ("A  word", "A word", "A word"),
    ],
)
def test_words_are_marked(old, new, told):
    assert diff(old, new) == told


def mixed(letter, length, common):
    """A text of words of its own between some that return, too seldom for difflib to pass over them."""
    return " ".join(f"{letter}{number} {number % common}" for number in range(length // 2))


@pytest.mark.parametrize("paragraph", [90, 360])
def test_the_work_grows_with_the_length_of_the_texts(steps, monkeypatch, paragraph):
    monkeypatch.setattr(worddiff, "_PAIRS", 10_000)  # so that texts are long which are quickly made

    def work(length):
        size = min(paragraph, length)
        texts = ("\n\n".join(mixed(f"{letter}{n}", size, 60) for n in range(length // size)) for letter in "ab")
        old, new = texts
        return steps(lambda: compare(old, new))

    assert work(360) < 5 * work(90)


def test_what_is_too_long_to_compare_is_told_as_replaced():
    pieces = compare(f"The same. {mixed('a', 2200, 150)}", f"The same. {mixed('b', 2200, 150)}")

    assert [piece.kind for piece in pieces[:3]] == ["same", "old", "new"]
    assert len(pieces) <= 4
