"""Comment threads."""

COMMENTS = """
CREATE TABLE threads (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  system TEXT NOT NULL,
  key TEXT NOT NULL,
  claimed INTEGER,
  visit INTEGER NOT NULL DEFAULT 0,
  started_at TEXT,
  completed_at TEXT,
  grew_at TEXT,
  url TEXT,
  UNIQUE (article_id, system, key)
) STRICT;

CREATE TABLE comments (
  id INTEGER PRIMARY KEY,
  thread_id INTEGER NOT NULL REFERENCES threads(id) ON DELETE CASCADE,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  parent_id INTEGER REFERENCES comments(id) ON DELETE SET NULL,
  parent_key TEXT,
  position INTEGER,
  author TEXT,
  author_key TEXT,
  published TEXT,
  published_raw TEXT,
  published_precision TEXT
    CHECK (published_precision IN ('second', 'minute', 'hour', 'day', 'month', 'year')),
  published_offset INTEGER,
  published_zone TEXT CHECK (published_zone IN ('stated', 'site', 'none')),
  upvotes INTEGER,
  downvotes INTEGER,
  first_seen_at TEXT NOT NULL,
  edited_at TEXT,
  deleted_at TEXT,
  page_id INTEGER REFERENCES pages(id) ON DELETE SET NULL,
  excerpt INTEGER NOT NULL DEFAULT 0 CHECK (excerpt IN (0, 1)),
  author_url TEXT,
  url TEXT,
  cjk TEXT NOT NULL DEFAULT '',
  quoted TEXT,
  body TEXT NOT NULL,
  UNIQUE (thread_id, key)
) STRICT;
CREATE INDEX comments_article ON comments(article_id, position, id);
CREATE INDEX comments_parent ON comments(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX comments_orphan ON comments(thread_id, parent_key) WHERE parent_id IS NULL AND parent_key IS NOT NULL;
CREATE INDEX comments_excerpt ON comments(thread_id) WHERE excerpt = 1;
CREATE INDEX comments_unplaced ON comments(thread_id) WHERE position IS NULL;
CREATE INDEX comments_page ON comments(page_id) WHERE page_id IS NOT NULL;
CREATE INDEX comments_author ON comments(author, author_key);
CREATE INDEX comments_published ON comments(published);

CREATE TABLE thread_seen (
  thread_id INTEGER NOT NULL REFERENCES threads(id) ON DELETE CASCADE,
  comment_id INTEGER NOT NULL REFERENCES comments(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  PRIMARY KEY (thread_id, comment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_seen_comment ON thread_seen(comment_id);
"""
