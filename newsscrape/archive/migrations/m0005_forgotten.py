"""Schema 5: commenters who are forgotten, and the pages and comments from which something was cut for it."""

_FORGOTTEN = """
CREATE TABLE forgotten (
  id INTEGER PRIMARY KEY,
  site_id INTEGER REFERENCES sites(id),
  salt TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE,
  forgotten_at TEXT NOT NULL
) STRICT;
ALTER TABLE pages ADD COLUMN redacted_at TEXT;
ALTER TABLE comments ADD COLUMN redacted_at TEXT;
CREATE TRIGGER comments_stay_redacted
BEFORE UPDATE OF author, author_key, author_url, url, quoted, body, cjk, deleted_at ON comments
WHEN old.redacted_at IS NOT NULL BEGIN
  SELECT RAISE(IGNORE);
END;
"""

SQL = (_FORGOTTEN,)
