"""Schema 6: what each edit changed, views over edits and fields, and indexes for what analysts ask first."""

# What an edit changed is told when it is seen, like with like: a later reader may spell the present version otherwise.
_REVISIONS = """
CREATE TABLE former_versions (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  seen_at TEXT NOT NULL,
  replaced_at TEXT NOT NULL,
  changed TEXT NOT NULL DEFAULT '',
  silent INTEGER NOT NULL DEFAULT 0 CHECK (silent IN (0, 1)),
  title TEXT,
  new_title TEXT,
  authors TEXT NOT NULL,
  modified TEXT,
  page_id INTEGER REFERENCES pages(id) ON DELETE SET NULL,
  body_sha256 TEXT,
  description TEXT,
  body TEXT,
  PRIMARY KEY (article_id, number)
) STRICT;

WITH present AS (
  SELECT article_id, number, seen_at, title, authors, modified, description, body FROM revisions
  UNION ALL
  SELECT a.id, a.revision, a.changed_at, a.title,
    coalesce((SELECT group_concat(name, '; ') FROM (
      SELECT w.name FROM article_authors x JOIN authors w ON w.id = x.author_id
      WHERE x.article_id = a.id ORDER BY x.position)), ''),
    a.modified, a.description, a.body
  FROM articles a WHERE a.revision > 1
)
INSERT INTO former_versions
SELECT r.article_id, r.number, r.seen_at, n.seen_at,
  ltrim(iif(r.title IS NOT n.title, '; title', '') || iif(r.description IS NOT n.description, '; description', '')
    || iif(r.authors IS NOT n.authors, '; authors', '') || iif(r.body IS NOT n.body, '; body', ''), '; '),
  r.modified IS n.modified,
  r.title, n.title, r.authors, r.modified, r.page_id, r.body_sha256, r.description, r.body
FROM revisions r JOIN present n ON n.article_id = r.article_id AND n.number = r.number + 1;

DROP TABLE revisions;
ALTER TABLE former_versions RENAME TO revisions;
CREATE INDEX revisions_page ON revisions(page_id) WHERE page_id IS NOT NULL;
CREATE INDEX revisions_replaced ON revisions(replaced_at, article_id, changed, silent);
"""

_INDEXES = """
CREATE INDEX articles_changed ON articles(changed_at, site_id, revision);
CREATE INDEX articles_first_seen ON articles(first_seen_at, site_id);
CREATE INDEX articles_site_section ON articles(site_id, section);
CREATE INDEX articles_language ON articles(language, site_id);
CREATE INDEX articles_gone ON articles(gone_at, site_id) WHERE gone_at IS NOT NULL;
"""

_VIEWS = """
CREATE VIEW headline_changes AS
SELECT r.article_id, s.name AS site, r.number + 1 AS revision, r.replaced_at AS seen_at,
  r.title AS old_title, r.new_title, a.url
FROM revisions r JOIN articles a ON a.id = r.article_id JOIN sites s ON s.id = a.site_id
WHERE instr(r.changed, 'title');

CREATE VIEW silent_edits AS
SELECT r.article_id, s.name AS site, r.number + 1 AS revision, r.replaced_at AS seen_at, r.changed, r.modified,
  r.new_title AS title, a.url
FROM revisions r JOIN articles a ON a.id = r.article_id JOIN sites s ON s.id = a.site_id
WHERE r.silent;

CREATE VIEW field_health AS
SELECT s.name AS site, f.run_id, r.started_at, f.field, f.read, f.filled, f.kept,
  round(1.0 * f.filled / f.read, 3) AS share,
  round(1.0 * sum(f.filled) OVER earlier / sum(f.read) OVER earlier, 3) AS usual,
  f.median_length, f.top_source
FROM run_fields f JOIN runs r ON r.id = f.run_id JOIN sites s ON s.id = r.site_id
WHERE f.read > 0
WINDOW earlier AS (PARTITION BY r.site_id, f.field ORDER BY f.run_id ROWS BETWEEN 10 PRECEDING AND 1 PRECEDING);
"""

SQL = (_REVISIONS, _INDEXES, _VIEWS)
