"""An article that has everything, and texts that would break a format that does not quote."""

import pytest

from newsscrape.model import Article, Author, Comment, Image, Instant, Link, LiveUpdate

HOSTILE = 'a\x00b\x1b[31m "q" \\ ]]> <script> ---\u2028 \ufffe 📱'


@pytest.fixture
def full():
    return Article(
        site="demo",
        key="2024/05/a b",
        url="https://www.example.com/1?a=1&b=2",
        title=HOSTILE,
        description="In short.",
        authors=(Author("Ada", "https://www.example.com/ada"), Author("Bo")),
        published=Instant("2024-05-06T07:08:09Z", "6 May 2024 09:08:09", offset=120),
        modified=Instant("2024-05-07T00:00:00Z", "7 May 2024", "day"),
        tags=("cars", HOSTILE),
        language="en",
        body="One.\n\nTwo.",
        body_html='<p>One &amp; <strong>only</strong>.</p>\n<img src="https://cdn.example/2.jpg" alt="Two">\n<p>Two.</p>',
        live_updates=(LiveUpdate("u1", "Begun", Instant("2024-05-06T07:08:09Z", "now"), "It begins."),),
        images=(
            Image("https://cdn.example/1.jpg", alt="One", caption="The [first]", credit="Cy", width=10, role="lead"),
            Image("https://cdn.example/2.jpg", alt="Two"),
            Image("https://cdn.example/3.jpg", role="gallery"),
        ),
        links=(Link("https://other.example/", "other"),),
        comment_count=3,
        comments=(
            Comment(
                "c1", "# Nice\n> really", author="Cy", published=Instant("2024-05-08T00:00:00Z", "8 May", "day"), upvotes=3
            ),
            Comment("c2", "Not so", parent="c1", quoted="Nice"),
        ),
    )


@pytest.fixture
def bare():
    return Article(site="demo", key="2", url="https://www.example.com/2")
