"""Markdown: files that stay where they are, front matter that YAML reads, text that says what the article said."""

import dataclasses
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import export
from newsscrape.export import markdown, markup
from newsscrape.model import Article, Comment

ANY = st.text(max_size=30)


def _written(article, **options):
    ((path, pieces),) = export.files([article], "markdown", export.Options(**options))
    return path, b"".join(pieces).decode()


def test_a_document_has_everything_in_its_place(full):
    path, text = _written(full, comments=True)

    assert re.fullmatch(r"demo/2024-05-a-b~[0-9a-f]{10}\.md", path)
    assert text.index("1.jpg") < text.index("One &") < text.index("2.jpg") < text.index("Two.") < text.index("3.jpg")
    assert text.count("2.jpg") == 1
    assert "One & **only**." in text
    assert "*The \\[first\\] · Cy*" in text
    assert text.index("3.jpg") < text.index("## Comments")
    assert "> **Cy** · 2024-05-08T00:00:00Z\n>\n> \\# Nice\\\n> \\> really\n" in text
    assert "> > **unknown**\n> >\n> > Not so\n" in text


def test_images_that_have_files_are_copied_and_linked(full, tmp_path):
    one, two = (tmp_path / "images" / f"{n}{n}" / f"{n}.jpg" for n in (1, 2))
    pictures = {"https://cdn.example/1.jpg": one, "https://cdn.example/1-small.jpg": one, "https://cdn.example/2.jpg": two}
    *copied, (_, pieces) = export.files([full], "markdown", export.Options(pictures=lambda _: pictures))
    text = b"".join(pieces).decode()

    assert copied == [("images/11/1.jpg", one), ("images/22/2.jpg", two)]
    assert "![One](../images/11/1.jpg)" in text
    assert "![Two](../images/22/2.jpg)" in text
    assert "![](https://cdn.example/3.jpg)" in text, "this one has no file"
    assert text.count("![") == 3


def test_comments_are_left_out_unless_wanted(full, bare):
    assert "Comments" not in _written(full)[1]
    assert "Comments" not in _written(bare, comments=True)[1]


def test_the_front_matter_is_yaml(full):
    _, text = _written(full)
    front = yaml.safe_load(text.split("\n---\n")[0])

    assert front["title"] == full.title
    assert front["authors"] == ["Ada", "Bo"]
    assert (front["site"], front["key"], front["url"]) == (full.site, full.key, full.url)
    assert (front["published"], front["published_precision"]) == ("2024-05-06T07:08:09Z", "second")
    assert "section" not in front


@given(ANY, ANY)
def test_no_text_breaks_out_of_the_front_matter(title, tag):
    _, text = _written(Article(site="demo", key="1", url="https://www.example.com/", title=title, tags=(tag,)))

    front = yaml.safe_load(text.split("\n---\n")[0])
    assert (front.get("title"), front["tags"]) == (title, [tag])


@pytest.mark.parametrize(
    ("key", "name"),
    [("3041", "3041"), ("a-b_c.d", "a-b_c.d"), ("con", None), ("com1.md", None), ("..", None), (".x", None), ("A", None),
     ("a/b", None), ("", None), ("x" * 81, None), ("a.", None), ("\x00\ud800", None)],
)  # fmt: skip
def test_names_are_safe(key, name):
    given_ = markdown.name(key)

    assert given_ == (name or given_)
    assert re.fullmatch(r"[a-z0-9~][a-z0-9._~-]{0,79}", given_)
    assert name or "~" in given_


@given(ANY, ANY)
def test_different_keys_have_different_names(one, other):
    assert (markdown.name(one).lower() == markdown.name(other).lower()) is (one == other)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h2>A # b</h2><h6>c</h6>", "## A # b\n\n###### c"),
        ("<p>- no list</p><p>1. nor this</p><p># nor that</p>", "\\- no list\n\n1\\. nor this\n\n\\# nor that"),
        ("<ol><li>one</li><li>two <em>x</em></li></ol>", "1. one\n1. two *x*"),
        ("<blockquote>so <em> they </em>say</blockquote>", "> so *they* say"),
        ("<p><em>a </em>b<strong> </strong>c</p>", "*a* b c"),
        ("<table><tr><td>a</td><td>b|c</td></tr><tr><td>d</td></tr></table>", "| a | b\\|c |\n| --- | --- |\n| d |  |"),
        ("<pre>x = `1`\n```\n</pre>", "````\nx = `1`\n```\n\n````"),
        ("<p>use <code>a`b</code> and <code>*c*</code></p>", "use `` a`b `` and `*c*`"),
        ('<p><a href="https://a.example/(x) y">z</a> H<sub>2</sub>O</p>', "[z](https://a.example/%28x%29%20y) H<sub>2</sub>O"),
        ('<figure><img src="a.png" alt="b"><figcaption>c_</figcaption></figure>', "![b](a.png)\n\n*c\\_*"),
        ('<figure><a href="https://v.example/">v</a></figure>', "[v](https://v.example/)"),
        ("<p>5 &lt; 6 &amp; snake_case &amp;amp; _x_ [y]</p>", "5 \\< 6 & snake_case \\&amp; \\_x\\_ \\[y\\]"),
        ("", ""),
    ],
)
def test_the_subset_of_html(html, text):
    assert markup.from_html(html) == text


@given(st.text(max_size=40))
def test_any_markup_is_read(html):
    assert isinstance(markup.from_html(html), str)


def test_answers_in_a_circle_and_very_deep_are_shown():
    deep = [Comment(str(n), f"text {n}", parent=str(n - 1)) for n in range(30)]
    circle = [Comment("a", "A", parent="b"), Comment("b", "B", parent="a")]
    article = Article(site="demo", key="1", url="https://www.example.com/", comments=(*deep, *circle))

    text = _written(dataclasses.replace(article), comments=True)[1]
    assert "> " * 8 + "text 29" in text
    assert text.count("**unknown**") == 32
