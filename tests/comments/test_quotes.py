from newsscrape.comments.quotes import Quote, answered, headed
from newsscrape.model import Comment, Instant


def comment(key, author, body, date=""):
    return Comment(key=key, author=author, body=body, published=Instant(None, date) if date else None)


def parents(page, quotes):
    return {c.key: c.parent for c in answered(page, quotes) if c.parent}


def test_a_header_is_a_name_with_commas_and_a_date_without():
    assert headed("Smith, John, 12 Jun 2017", "x") == Quote("Smith, John", "x", "12 Jun 2017")
    assert headed("Ada", "x") == Quote("Ada", "x", "")


def test_the_beginning_of_a_long_comment_names_it():
    page = [comment("2", "Bo", "Indeed"), comment("1", "Ada", "The hinge is the weakest part of all of these phones.")]
    assert parents(page, {"2": Quote("Ada", "The hinge is the weakest part ...", "")}) == {"2": "1"}


def test_a_short_comment_is_named_by_all_of_it():
    page = [comment("2", "Bo", "Why?"), comment("1", "Ada", "Too big."), comment("3", "Ada", "Too big and heavy")]
    assert parents(page, {"2": Quote("Ada", "Too big.", "")}) == {"2": "1"}


def test_of_several_the_date_decides_and_else_nobody():
    page = [comment("3", "Bo", "-1"), comment("2", "Ada", "+1", "2 May 2024"), comment("1", "Ada", "+1", "1 May 2024")]
    assert parents(page, {"3": Quote("Ada", "+1", "1 May 2024")}) == {"3": "1"}
    assert parents(page, {"3": Quote("Ada", "+1", "3 May 2024")}) == {}


def test_no_comment_answers_itself_another_name_or_nothing():
    page = [comment("2", "Ada", "+1"), comment("1", "Bo", "Words")]
    assert parents(page, {"2": Quote("Ada", "+1", "")}) == {}
    assert parents(page, {"2": Quote("Cy", "Words", "")}) == {}
    assert parents(page, {"2": Quote("Bo", " ... ", "")}) == {}
