"""Schema 3: the entries of live blogs."""

_LIVE_UPDATES = """
CREATE TABLE live_updates (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  key TEXT NOT NULL,
  published TEXT,
  published_raw TEXT,
  published_precision TEXT
    CHECK (published_precision IN ('second', 'minute', 'hour', 'day', 'month', 'year')),
  published_offset INTEGER,
  published_zone TEXT CHECK (published_zone IN ('stated', 'site', 'none')),
  title TEXT,
  body TEXT,
  UNIQUE (article_id, key)
) STRICT;
CREATE INDEX live_updates_article ON live_updates(article_id, position);
CREATE INDEX live_updates_published ON live_updates(published);
"""

SQL = (_LIVE_UPDATES,)
