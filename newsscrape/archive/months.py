"""What a site's archive holds of each month, and how far its lists were read: the proof of a crawl back in time."""

import sqlite3
from typing import NamedTuple

_MONTHS = """
SELECT coalesce(substr(coalesce(a.published, u.published), 1, 7), 'undated') AS month,
  count(DISTINCT u.article_id),
  coalesce(sum(u.article_id IS NULL AND u.state = 'due'), 0),
  coalesce(sum(u.article_id IS NULL AND u.state = 'refused' AND u.checked_at IS NULL), 0),
  coalesce(sum(u.article_id IS NULL AND (u.state = 'refused' AND u.checked_at IS NOT NULL OR u.state = 'done')), 0),
  coalesce(sum(u.article_id IS NULL AND u.state = 'gone'), 0)
FROM urls u LEFT JOIN articles a ON a.id = u.article_id
WHERE u.site_id = :site AND u.kind = 'article' AND (u.redirect_id IS NULL OR u.article_id IS NULL)
  AND (:since IS NULL OR coalesce(a.published, u.published, :since) >= :since)
  AND (:until IS NULL OR coalesce(a.published, u.published, :until) <= :until)
GROUP BY month ORDER BY month
"""
_LISTS = """
SELECT CASE WHEN state = 'due' THEN 'due' ELSE last_error END, count(*) FROM urls
WHERE site_id = ? AND kind IN ('feed', 'sitemap', 'listing') AND (state = 'due' OR state = 'refused' AND checked_at IS NULL)
GROUP BY 1
"""


class Month(NamedTuple):
    """How many articles of one month are in which state."""

    month: str
    """``2023-11``; ``undated`` for those of which nobody says when they appeared."""
    archived: int
    waiting: int
    """Due now or later."""
    left_out: int
    """Never asked for, for a reason that `urls.last_error` names: out of range, a trap."""
    refused: int
    """Asked for, and not archived; an address that leads elsewhere counts as such where that gave no article."""
    gone: int


def months(connection: sqlite3.Connection, site_id: int, since: str | None, until: str | None) -> list[Month]:
    """Return the months between two instants (UTC text; ``None``: open) in which anything is known of the site."""
    values = {"site": site_id, "since": since, "until": until}
    return [Month(*row) for row in connection.execute(_MONTHS, values)]


def unread_lists(connection: sqlite3.Connection, site_id: int) -> dict[str, int]:
    """Return how many feeds, sitemaps and listing pages of a site are unread, by the reason; ``due``: they still wait."""
    return dict(connection.execute(_LISTS, (site_id,)).fetchall())
