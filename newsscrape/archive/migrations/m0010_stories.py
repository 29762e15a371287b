"""Schema 10: stories, which are articles of several sites with much the same text."""

_TABLES = """
CREATE TABLE stories (
  id INTEGER PRIMARY KEY,
  first_article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX stories_first ON stories(first_article_id);
ALTER TABLE articles ADD COLUMN story_id INTEGER REFERENCES stories(id) ON DELETE SET NULL;
CREATE INDEX articles_story ON articles(story_id, published) WHERE story_id IS NOT NULL;

CREATE TABLE story_bands (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  band INTEGER NOT NULL,
  hash INTEGER NOT NULL,
  PRIMARY KEY (article_id, band)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_bands_hash ON story_bands(hash, band);

CREATE TABLE story_pairs (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE CHECK (other_id > article_id),
  similarity REAL NOT NULL CHECK (similarity BETWEEN 0 AND 1),
  PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_pairs_other ON story_pairs(other_id);

CREATE TRIGGER articles_story_anew AFTER UPDATE OF body ON articles WHEN old.body IS NOT new.body BEGIN
  DELETE FROM story_bands WHERE article_id = new.id;
  DELETE FROM story_pairs WHERE article_id = new.id;
  DELETE FROM story_pairs WHERE other_id = new.id;
END;
"""

_VIEW = """
CREATE VIEW story_list AS
SELECT
  a.story_id,
  s.name AS site,
  a.title,
  a.published,
  a.id = t.first_article_id AS first,
  round(24 * (julianday(coalesce(a.published, a.first_seen_at)) - julianday(coalesce(f.published, f.first_seen_at))), 2)
    AS hours,
  (SELECT round(max(similarity), 3) FROM story_pairs p WHERE p.article_id = a.id OR p.other_id = a.id) AS similarity,
  a.id AS article_id,
  a.url
FROM stories t
JOIN articles f ON f.id = t.first_article_id JOIN articles a ON a.story_id = t.id JOIN sites s ON s.id = a.site_id;
"""

SQL = (_TABLES, _VIEW)
