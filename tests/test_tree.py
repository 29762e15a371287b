from newsscrape.page import Page
from newsscrape.tree import line, nearest, plain, select, tokens


def body(source):
    return Page("https://x.example/", f"<html><body>{source}</body></html>".encode()).root.find("body")


def test_plain_breaks_lines_where_the_markup_does_and_nowhere_else():
    assert plain(body("one\ntwo <b>bold</b>ly<br>three<p>four</p>five")) == "one two boldly\nthree\n\nfour\n\nfive"


def test_plain_keeps_list_items_on_lines_of_their_own():
    assert plain(body("<p>a</p><ul><li>b<li>c</ul>d")) == "a\n\nb\nc\n\nd"


def test_plain_is_silent_about_what_nobody_reads():
    assert plain(body("a<script>x()</script>b<!-- no --><style>p{}</style>c<noscript>no</noscript>")) == "abc"


def test_plain_leaves_out_elements_but_not_the_text_behind_them():
    top = body("a <i id=out>no <b>no</b></i> c")
    assert plain(top, set(select(top, "#out"))) == "a c"


def test_plain_of_an_element_leaves_out_its_tail():
    assert plain(select(body("<i>a</i> b"), "i")[0]) == "a"


def test_line_joins_inline_pieces_and_parts_blocks():
    assert line(body("<b>Adel</b>J<br>12 Jun<p>x</p>")) == "AdelJ 12 Jun x"


def test_tokens_of_an_element_without_a_class():
    assert tokens(body("")) == []


def test_nearest_names_the_innermost_owner():
    top = body("<div id=a><i></i><div id=b><u></u></div><s></s></div><em></em>")
    owners = set(select(top, "div"))
    found = {(e.get("id") or e.tag): (None if owner is None else owner.get("id")) for e, owner in nearest(top, owners)}
    assert found == {"body": None, "a": None, "i": "a", "b": "a", "u": "b", "s": "a", "em": None}


def test_walks_are_linear_in_depth(steps):
    def walked(depth):
        top = body("<div>" * depth + "x" + "</div>" * depth)
        assert len(list(nearest(top, set(select(top, "div"))))) == depth + 1
        assert plain(top) == "x"

    assert steps(lambda: walked(1_500)) < 2.5 * steps(lambda: walked(750))


def test_plain_says_the_emoji_that_a_picture_shows():
    shown = body('<p>Yes <img class="wp-emoji" alt="🎉" src="x.png"> and <img alt="phone"> <img class="emoji"></p>')
    assert plain(shown) == "Yes 🎉 and"
