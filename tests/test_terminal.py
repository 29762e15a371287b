import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsscrape import terminal

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY)
def test_safe_leaves_nothing_that_steers_a_terminal(text):
    shown = terminal.safe(text)

    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c not in "\n\t" for c in shown)
    assert not any(
        unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI") for c in shown
    )
    assert shown.encode().decode() == shown


@given(st.lists(st.tuples(ANY, st.integers(0, 10**9), ANY), min_size=1))
def test_table_aligns_its_columns(rows):
    lines = list(terminal.table([("name", "count", "note"), *rows]))

    assert len(lines) == len(rows) + 1
    assert all("\n" not in line for line in lines)
    ends = {
        terminal.width(line[: line.index(f"{row[1]:,}") + len(f"{row[1]:,}")])
        for line, row in zip(lines[1:], rows, strict=True)
        if not any(c.isdigit() or c == "\\" for c in row[0])
    }
    assert len(ends) <= 1


def test_table_of_nothing():
    assert list(terminal.table([])) == []


def test_fractions_are_numbers_too():
    assert list(terminal.table([("host", "pause"), ("a", 1234.5), ("b", 0.0)])) == [
        "host      pause",
        "a     1,234.500",
        "b         0.000",
    ]


def test_wide_letters_take_two_columns():
    assert terminal.width("小米 e\u0301") == 6


def test_sizes():
    assert [terminal.size(n) for n in (0, 999, 1000, 12_345_678, 10**12, 10**15)] == [
        "0 B",
        "999 B",
        "1.0 kB",
        "12.3 MB",
        "1.0 TB",
        "1000.0 TB",
    ]
