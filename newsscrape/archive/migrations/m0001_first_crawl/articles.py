"""Articles with their authors, images, tags, links, former versions and sources."""

ARTICLES = """
CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  title TEXT,
  published TEXT,
  published_raw TEXT,
  published_precision TEXT
    CHECK (published_precision IN ('second', 'minute', 'hour', 'day', 'month', 'year')),
  published_offset INTEGER,
  published_zone TEXT CHECK (published_zone IN ('stated', 'site', 'none')),
  published_day TEXT,
  modified TEXT,
  modified_raw TEXT,
  modified_precision TEXT
    CHECK (modified_precision IN ('second', 'minute', 'hour', 'day', 'month', 'year')),
  modified_offset INTEGER,
  modified_zone TEXT CHECK (modified_zone IN ('stated', 'site', 'none')),
  section TEXT,
  language TEXT,
  access TEXT NOT NULL DEFAULT 'unknown' CHECK (access IN ('free', 'metered', 'paywalled', 'unknown')),
  word_count INTEGER NOT NULL DEFAULT 0,
  comment_count INTEGER,
  lead_image_id INTEGER REFERENCES images(id) ON DELETE SET NULL,
  first_seen_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  gone_at TEXT,
  revision INTEGER NOT NULL DEFAULT 1,
  reader TEXT NOT NULL,
  description TEXT,
  cjk TEXT NOT NULL DEFAULT '',
  body TEXT,
  body_html TEXT,
  UNIQUE (site_id, key)
) STRICT;
CREATE INDEX articles_published ON articles(published);
CREATE INDEX articles_site_published ON articles(site_id, published);
CREATE INDEX articles_site_day ON articles(site_id, published_day, word_count);
CREATE INDEX articles_day ON articles(published_day);
CREATE INDEX articles_lead ON articles(lead_image_id) WHERE lead_image_id IS NOT NULL;

CREATE TABLE article_pages (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  page_id INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
  PRIMARY KEY (article_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_pages_page ON article_pages(page_id);

CREATE TABLE authors (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  url TEXT NOT NULL DEFAULT '',
  UNIQUE (name, url)
) STRICT;

CREATE TABLE article_authors (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  author_id INTEGER NOT NULL REFERENCES authors(id),
  position INTEGER NOT NULL,
  PRIMARY KEY (article_id, author_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_authors_author ON article_authors(author_id, article_id);

CREATE TABLE images (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('lead', 'body', 'gallery')),
  url TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  alt TEXT,
  caption TEXT,
  credit TEXT,
  UNIQUE (article_id, url)
) STRICT;
CREATE INDEX images_article ON images(article_id, position);

CREATE TABLE image_variants (
  image_id INTEGER NOT NULL REFERENCES images(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  width INTEGER,
  PRIMARY KEY (image_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE article_tags (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags(id),
  position INTEGER NOT NULL,
  PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tags_tag ON article_tags(tag_id, article_id);

CREATE TABLE links (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX links_article ON links(article_id, position);

CREATE TABLE revisions (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  seen_at TEXT NOT NULL,
  title TEXT,
  authors TEXT NOT NULL,
  modified TEXT,
  page_id INTEGER REFERENCES pages(id) ON DELETE SET NULL,
  body_sha256 TEXT,
  description TEXT,
  body TEXT,
  PRIMARY KEY (article_id, number)
) STRICT;
CREATE INDEX revisions_page ON revisions(page_id) WHERE page_id IS NOT NULL;

CREATE TABLE provenance (
  id INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  source TEXT NOT NULL,
  agreement INTEGER NOT NULL,
  raw TEXT
) STRICT;
CREATE INDEX provenance_article ON provenance(article_id);
CREATE INDEX provenance_field ON provenance(field, source);
"""
