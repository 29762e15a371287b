"""Schema 4: comments through time, which page of a thread a pass has read, and reading order in linear time."""

_TABLES = """
CREATE TABLE comment_revisions (
  comment_id INTEGER NOT NULL REFERENCES comments(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  seen_at TEXT NOT NULL,
  page_id INTEGER REFERENCES pages(id) ON DELETE SET NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (comment_id, number)
) STRICT;
CREATE INDEX comment_revisions_page ON comment_revisions(page_id) WHERE page_id IS NOT NULL;

CREATE TABLE thread_pages (
  thread_id INTEGER NOT NULL REFERENCES threads(id) ON DELETE CASCADE,
  url_id INTEGER NOT NULL REFERENCES urls(id) ON DELETE CASCADE,
  entry INTEGER NOT NULL CHECK (entry IN (0, 1)),
  read INTEGER NOT NULL CHECK (read IN (0, 1)),
  PRIMARY KEY (thread_id, url_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX thread_pages_url ON thread_pages(url_id);

UPDATE urls SET etag = NULL, last_modified = NULL WHERE kind = 'comments';

ALTER TABLE threads ADD COLUMN lacking INTEGER;
ALTER TABLE comments ADD COLUMN reader TEXT NOT NULL DEFAULT '';
UPDATE comments SET reader = (SELECT a.reader FROM articles a WHERE a.id = comments.article_id);
CREATE INDEX thread_seen_number ON thread_seen(thread_id, number);

ALTER TABLE threads ADD COLUMN current INTEGER NOT NULL DEFAULT 0;
UPDATE threads SET current = (SELECT count(*) FROM comments c WHERE c.thread_id = threads.id AND c.deleted_at IS NULL);
CREATE TRIGGER comments_current_insert AFTER INSERT ON comments WHEN new.deleted_at IS NULL BEGIN
  UPDATE threads SET current = current + 1 WHERE id = new.thread_id;
END;
CREATE TRIGGER comments_current_delete AFTER DELETE ON comments WHEN old.deleted_at IS NULL BEGIN
  UPDATE threads SET current = current - 1 WHERE id = old.thread_id;
END;
CREATE TRIGGER comments_current_update AFTER UPDATE OF deleted_at ON comments
WHEN (old.deleted_at IS NULL) <> (new.deleted_at IS NULL) BEGIN
  UPDATE threads SET current = current + CASE WHEN new.deleted_at IS NULL THEN 1 ELSE -1 END WHERE id = new.thread_id;
END;
"""

_LABEL = "CASE WHEN position IS NULL THEN printf('z%010d', c.id) ELSE printf('%07d', position) END"
_LEVELS = 100  # how many ancestors a path names; it would else grow with the square of the depth
# One walk down each thread, depth first: the queue gives the deepest first, and siblings by their label. What answers no
# comment of its own thread, or itself, stands at the top, and so does what hangs in a circle, where the walk never comes:
# it is there since every comment is added without a place. A thread comes as one JSON array, because only the argument of a
# table-valued function may depend on `t`.
_WALK = f"""
    WITH RECURSIVE down(id, depth, label, path) AS (
      SELECT c.id, 0, {_LABEL}, {_LABEL}
      FROM comments c
      WHERE c.thread_id = t.id AND NOT EXISTS (
        SELECT 1 FROM comments p WHERE p.id = c.parent_id AND p.thread_id = t.id AND p.id <> c.id)
      UNION ALL
      SELECT c.id, down.depth + 1, {_LABEL},
        CASE WHEN down.depth < {_LEVELS} THEN down.path || '/' || {_LABEL} ELSE down.path END
      FROM down CROSS JOIN comments c ON c.parent_id = down.id AND c.id <> down.id AND +c.thread_id = t.id
      ORDER BY 2 DESC, 3
    )
    SELECT json_group_array(json_array(id, depth, path)) FROM (
      SELECT id, max(depth) AS depth, max(path) AS path FROM (
        SELECT id, depth,
          CASE WHEN depth > {_LEVELS} THEN path || printf('/%07d', row_number() OVER ()) ELSE path END AS path FROM down
        UNION ALL
        SELECT c.id, 0, '' FROM comments c WHERE c.thread_id = t.id
      ) GROUP BY id
    )"""  # noqa: S608 - made of this module's constants

_VIEWS = f"""
DROP VIEW comment_threads;
CREATE VIEW comment_threads AS
SELECT
  c.id,
  t.article_id,
  t.id AS thread_id,
  c.parent_id,
  j.value ->> 1 AS depth,
  coalesce(nullif(j.value ->> 2, ''), {_LABEL}) AS path,
  c.author,
  c.published,
  c.edited_at,
  c.upvotes,
  c.downvotes,
  c.body
FROM threads t CROSS JOIN json_each(({_WALK})) j CROSS JOIN comments c ON c.id = j.value ->> 0
WHERE c.deleted_at IS NULL;

DROP VIEW run_log;
CREATE VIEW run_log AS
SELECT
  r.id,
  s.name AS site,
  r.started_at,
  r.finished_at,
  CAST(strftime('%s', r.finished_at) - strftime('%s', r.started_at) AS INTEGER) AS seconds,
  r.verdict,
  r.reason,
  r.exit_code,
  r.articles_new,
  r.articles_changed,
  r.articles_unchanged,
  r.articles_gone,
  r.comments_new,
  r.comments_edited,
  r.comments_deleted,
  r.requests,
  r.not_modified,
  r.bytes,
  r.errors
FROM runs r JOIN sites s ON s.id = r.site_id;
"""  # noqa: S608 - made of this module's constants

SQL = (_TABLES, _VIEWS)
