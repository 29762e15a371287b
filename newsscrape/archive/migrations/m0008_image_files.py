"""Schema 8: image files, and what became of each image of an article."""

_FILES = """
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  media_type TEXT NOT NULL
    CHECK (media_type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif')),
  length INTEGER NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  path TEXT NOT NULL UNIQUE
) STRICT;

ALTER TABLE urls ADD COLUMN file_id INTEGER REFERENCES files(id);
CREATE INDEX urls_file ON urls(file_id) WHERE file_id IS NOT NULL;

ALTER TABLE images ADD COLUMN url_id INTEGER REFERENCES urls(id);
ALTER TABLE images ADD COLUMN file_id INTEGER REFERENCES files(id);
ALTER TABLE images ADD COLUMN status TEXT CHECK ((status IS 'ok') = (file_id IS NOT NULL));
CREATE INDEX images_url ON images(url_id) WHERE url_id IS NOT NULL;
CREATE INDEX images_file ON images(file_id) WHERE file_id IS NOT NULL;
CREATE INDEX images_unasked ON images(article_id) WHERE url_id IS NULL;
"""

SQL = (_FILES,)
