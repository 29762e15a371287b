"""What holds between the archive's rows beyond what SQLite itself sees to, each as a query for the rows that break it."""

import sqlite3
from collections.abc import Iterator

_SHOWN = 100  # rows named of each kind

_BROKEN = {
    "article {}: its former versions are not numbered from 1 to the one before the present": """
        SELECT a.id FROM articles a LEFT JOIN
          (SELECT article_id, count(*) AS held, min(number) AS first, max(number) AS last FROM revisions GROUP BY article_id) r
          ON r.article_id = a.id
        WHERE coalesce(r.held, 0) <> a.revision - 1 OR r.first <> 1 OR r.last <> a.revision - 1""",
    "comment {}: its former texts are not numbered from 1 on": """
        SELECT comment_id FROM comment_revisions GROUP BY comment_id HAVING min(number) <> 1 OR max(number) <> count(*)""",
    "thread {}: it counts other comments as current than it has": """
        SELECT t.id FROM threads t LEFT JOIN
          (SELECT thread_id, count(*) AS held FROM comments WHERE deleted_at IS NULL GROUP BY thread_id) c ON c.thread_id = t.id
        WHERE t.current <> coalesce(c.held, 0)""",
    "thread {}: two of its comments have one position": """
        SELECT DISTINCT thread_id FROM comments WHERE position IS NOT NULL GROUP BY thread_id, position HAVING count(*) > 1""",
    "comment {}: its thread is another article's": """
        SELECT c.id FROM comments c JOIN threads t ON t.id = c.thread_id WHERE t.article_id <> c.article_id""",
    "comment {}: it answers one of another thread": """
        SELECT c.id FROM comments c JOIN comments p ON p.id = c.parent_id WHERE p.thread_id <> c.thread_id""",
    "article {}: its lead image is another article's": """
        SELECT a.id FROM articles a JOIN images i ON i.id = a.lead_image_id WHERE i.article_id <> a.id""",
    "article {}: a date of it is no text such as 2023-11-04T00:00:00Z": """
        SELECT id FROM articles
        WHERE first_seen_at NOT GLOB '????-??-??T??:??:??Z' OR changed_at NOT GLOB '????-??-??T??:??:??Z'
          OR published NOT GLOB '????-??-??T??:??:??Z' OR modified NOT GLOB '????-??-??T??:??:??Z'""",
}


def broken(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield a sentence for each row that breaks one, at most a hundred of a kind."""
    for sentence, query in _BROKEN.items():
        for (number,) in connection.execute(f"{query} ORDER BY 1 LIMIT {_SHOWN}"):
            yield sentence.format(number)
