"""Sites, addresses, fetches, raw pages, runs and errors."""

CRAWL = """
CREATE TABLE sites (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  domain TEXT NOT NULL,
  title TEXT NOT NULL,
  origin TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  batch TEXT,
  version TEXT NOT NULL,
  started_at TEXT NOT NULL,
  finished_at TEXT,
  verdict TEXT CHECK (verdict IN ('ok', 'failed', 'broken', 'stopped')),
  reason TEXT,
  exit_code INTEGER,
  articles_new INTEGER NOT NULL DEFAULT 0,
  articles_changed INTEGER NOT NULL DEFAULT 0,
  articles_unchanged INTEGER NOT NULL DEFAULT 0,
  articles_gone INTEGER NOT NULL DEFAULT 0,
  comments_new INTEGER NOT NULL DEFAULT 0,
  comments_edited INTEGER NOT NULL DEFAULT 0,
  comments_deleted INTEGER NOT NULL DEFAULT 0,
  requests INTEGER NOT NULL DEFAULT 0,
  not_modified INTEGER NOT NULL DEFAULT 0,
  bytes INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  stats TEXT
) STRICT;
CREATE INDEX runs_site ON runs(site_id, id);

CREATE TABLE run_fields (
  run_id INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  read INTEGER NOT NULL,
  filled INTEGER NOT NULL,
  kept INTEGER NOT NULL,
  median_length INTEGER,
  top_source TEXT,
  PRIMARY KEY (run_id, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE urls (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  kind TEXT NOT NULL
    CHECK (kind IN ('feed', 'sitemap', 'listing', 'article', 'part', 'comments', 'image', 'robots')),
  state TEXT NOT NULL CHECK (state IN ('due', 'done', 'gone', 'refused')),
  priority INTEGER NOT NULL,
  host TEXT NOT NULL,
  method TEXT NOT NULL DEFAULT 'GET' CHECK (method IN ('GET', 'POST')),
  article_id INTEGER REFERENCES articles(id),
  system TEXT,
  found_on_id INTEGER REFERENCES urls(id),
  found_at TEXT NOT NULL,
  redirect_id INTEGER REFERENCES urls(id),
  hops INTEGER NOT NULL DEFAULT 0,
  due_at TEXT CHECK (state <> 'due' OR due_at IS NOT NULL),
  checked_at TEXT,
  run_id INTEGER REFERENCES runs(id),
  tries INTEGER NOT NULL DEFAULT 0,
  last_status INTEGER,
  last_error TEXT,
  published TEXT,
  etag TEXT,
  last_modified TEXT,
  url TEXT NOT NULL,
  payload TEXT NOT NULL DEFAULT '',
  UNIQUE (url, method, payload)
) STRICT;
CREATE INDEX urls_due ON urls(site_id, host, priority, due_at) WHERE state = 'due';
CREATE INDEX urls_refused ON urls(site_id, last_error, published) WHERE state = 'refused';
CREATE INDEX urls_article ON urls(article_id, kind, state) WHERE article_id IS NOT NULL;
CREATE INDEX urls_redirect ON urls(redirect_id) WHERE redirect_id IS NOT NULL;

CREATE TABLE hosts (
  id INTEGER PRIMARY KEY,
  host TEXT NOT NULL UNIQUE,
  robots_status INTEGER,
  robots_at TEXT,
  crawl_delay REAL,
  wait_until TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  robots TEXT
) STRICT;

CREATE TABLE fetches (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs(id),
  url_id INTEGER NOT NULL REFERENCES urls(id),
  host TEXT NOT NULL,
  requested_at TEXT NOT NULL,
  requested_ms INTEGER NOT NULL CHECK (requested_ms BETWEEN 0 AND 999),
  status INTEGER,
  bytes INTEGER NOT NULL,
  seconds REAL NOT NULL,
  waited REAL NOT NULL,
  wait_reason TEXT
) STRICT;
CREATE INDEX fetches_run ON fetches(run_id, url_id, status);
CREATE INDEX fetches_host ON fetches(host, requested_at, requested_ms, seconds);
CREATE INDEX fetches_url ON fetches(url_id);

CREATE TABLE blobs (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  codec TEXT NOT NULL CHECK (codec IN ('zstd')),
  length INTEGER NOT NULL,
  data BLOB NOT NULL
) STRICT;

CREATE TABLE pages (
  id INTEGER PRIMARY KEY,
  url_id INTEGER NOT NULL REFERENCES urls(id),
  run_id INTEGER NOT NULL REFERENCES runs(id),
  fetched_at TEXT NOT NULL,
  status INTEGER NOT NULL,
  blob_id INTEGER NOT NULL REFERENCES blobs(id),
  headers TEXT NOT NULL
) STRICT;
CREATE INDEX pages_url ON pages(url_id, id);
CREATE INDEX pages_blob ON pages(blob_id);

CREATE TABLE errors (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs(id),
  url_id INTEGER REFERENCES urls(id),
  stage TEXT NOT NULL
    CHECK (stage IN ('fetch', 'decode', 'read', 'check', 'archive', 'image', 'robots', 'crawl')),
  kind TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  url TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX errors_run ON errors(run_id, stage, kind);
CREATE INDEX errors_url ON errors(url_id);
"""
