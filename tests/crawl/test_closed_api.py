"""An article of WordPress that shows fewer comments than it says there are, on a site whose REST API is closed."""

import sqlite3
from contextlib import closing

import pytest

pytestmark = pytest.mark.slow

API = "/wp-json/wp/v2/comments"


def commented(web, numbers, claimed):
    """The article with these comments, which says that there are so many."""
    items = "".join(
        f'<li class="comment" id="comment-{n}"><cite class="fn">Reader {n}</cite><p class="comment-body">Remark {n}</p></li>'
        for n in numbers
    )
    return web.article(
        1,
        more=f'<h3 class="comments-title">{claimed} responses</h3><ol class="comment-list">{items}</ol>'
        '<form action="/wp-comments-post.php"><input type="hidden" name="comment_post_ID" value="77"></form>'
        '<link rel="https://api.w.org/" href="/wp-json/">',
    )


@pytest.fixture
def visit(web, crawl):
    """Return a function that lets the article's time come, and crawls."""
    crawl.add_site(web)
    web.site([1])

    def go(numbers, claimed):
        web.put("/1.html", commented(web, numbers, claimed))
        if crawl.archive.exists():
            with closing(sqlite3.connect(crawl.archive)) as connection, connection:
                connection.execute("UPDATE urls SET due_at = '2001-01-01T00:00:00Z' WHERE due_at IS NOT NULL")
        start = len(web.log)
        ended = crawl("local")
        assert ended.returncode == 0, ended.err
        return [one.path for one in web.log[start:] if one.path.startswith(API)]

    return go


@pytest.mark.parametrize(("status", "kind"), [(401, "http-401"), (404, "http-404")])
def test_what_the_pages_show_is_the_thread_and_the_api_is_asked_once(web, crawl, visit, status, kind):
    query = f"{API}?post=77&per_page=100&page=1&orderby=date&order=asc"
    web.put(query, '{"code":"rest_forbidden"}', status=status, headers={"Content-Type": "application/json"})
    assert visit(range(1, 11), 11) == [query]
    assert crawl.rows("SELECT kind FROM errors") == [(kind,)]
    assert crawl.rows("SELECT completed_at FROM threads") == [(None,)]
    assert visit(range(1, 11), 11) == []
    assert crawl.rows("SELECT key, position, excerpt FROM comments ORDER BY position") == [
        (str(n), n, 0) for n in range(1, 11)
    ]  # fmt: skip
    assert visit([n for n in range(1, 13) if n != 5], 12) == [], "not for new comments either"
    assert crawl.rows("SELECT key FROM comments WHERE deleted_at IS NOT NULL") == [("5",)]
    assert crawl.rows("SELECT key, position FROM comments WHERE position > 10") == [("11", 11), ("12", 12)]
    assert visit(range(1, 4), 12) == []
    assert crawl.one("SELECT count(*) FROM comments WHERE deleted_at IS NULL") == 11, "a count far above speaks against it"
    assert crawl.rows("SELECT kind FROM errors") == [(kind,)]
    assert crawl.one("SELECT count(*) FROM comment_revisions") == 0


def test_robots_may_close_the_api(web, crawl, visit):
    web.put("/robots.txt", "User-agent: *\nDisallow: /wp-json/\n", headers={"Content-Type": "text/plain"})
    assert visit(range(1, 11), 11) == []
    assert visit(range(1, 11), 11) == []
    assert crawl.rows("SELECT kind FROM errors") == [("disallowed",)]
    assert crawl.one("SELECT max(position) FROM comments") == 10


def test_an_api_that_is_unwell_is_asked_again(web, crawl, visit):
    query = f"{API}?post=77&per_page=100&page=1&orderby=date&order=asc"
    web.put(query, "oops", status=503)
    assert set(visit(range(1, 11), 11)) == {query}
    assert set(visit(range(1, 11), 11)) == {query}
    assert crawl.one("SELECT max(position) FROM comments") is None
