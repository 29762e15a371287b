"""Schema 2: an address that was visited has a moment from which it is asked for again (``urls.due_at``)."""

_REVISITS = """
CREATE INDEX urls_again ON urls(site_id, due_at) WHERE state <> 'due' AND due_at IS NOT NULL;
CREATE INDEX urls_found_on ON urls(found_on_id, published) WHERE found_on_id IS NOT NULL;
CREATE INDEX comments_article_published ON comments(article_id, published);
UPDATE urls SET due_at = checked_at
WHERE state = 'done' AND kind IN ('article', 'part') AND redirect_id IS NULL AND article_id IN (
  SELECT id FROM articles
  WHERE coalesce(published, first_seen_at) > strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-30 days')
);
"""

SQL = (_REVISITS,)
