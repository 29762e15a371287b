"""Views for people: columns are named for what they hold (site, author), not ``name``."""

_LABEL = "CASE WHEN {0}.position IS NULL THEN printf('z%010d', {0}.id) ELSE printf('%07d', {0}.position) END"
# A comment's place below its ancestors. The walk goes up, so that a query for one article costs that article only; 500
# levels bound it: what lies deeper, or in a circle, stands at the top.
_DEPTH = """(
    WITH RECURSIVE up(parent_id, depth) AS (
      SELECT nullif(c.parent_id, c.id), 0
      UNION ALL
      SELECT nullif(p.parent_id, p.id), up.depth + 1
      FROM up JOIN comments p ON p.id = up.parent_id WHERE up.depth < 500
    )
    SELECT max(depth) % 500 FROM up
  )"""
_PATH = f"""(
    WITH RECURSIVE up(parent_id, path, depth) AS (
      SELECT nullif(c.parent_id, c.id), {_LABEL.format("c")}, 0
      UNION ALL
      SELECT nullif(p.parent_id, p.id), {_LABEL.format("p")} || '/' || up.path, up.depth + 1
      FROM up JOIN comments p ON p.id = up.parent_id WHERE up.depth < 500
    )
    SELECT CASE depth WHEN 500 THEN {_LABEL.format("c")} ELSE path END FROM up ORDER BY depth DESC LIMIT 1
  )"""  # noqa: S608 - made of this module's constants

VIEWS = f"""
CREATE VIEW article_list AS
SELECT
  a.id,
  s.name AS site,
  a.title,
  (SELECT group_concat(name, '; ') FROM (
    SELECT w.name FROM article_authors x JOIN authors w ON w.id = x.author_id
    WHERE x.article_id = a.id ORDER BY x.position)) AS authors,
  a.published,
  a.published_day,
  a.url,
  a.section,
  a.language,
  a.access,
  a.word_count AS words,
  (SELECT count(*) FROM images i WHERE i.article_id = a.id) AS images,
  (SELECT count(*) FROM comments c WHERE c.article_id = a.id AND c.deleted_at IS NULL) AS comments,
  a.comment_count AS comments_claimed,
  a.revision,
  a.first_seen_at,
  a.changed_at,
  (SELECT max(u.checked_at) FROM urls u
    WHERE u.article_id = a.id AND u.kind IN ('article', 'part') AND u.state = 'done') AS last_seen_at,
  a.gone_at
FROM articles a JOIN sites s ON s.id = a.site_id;

CREATE VIEW article_urls AS
SELECT u.article_id, s.name AS site, a.title, u.kind, u.state, u.url, u.checked_at, u.last_status, u.last_error
FROM urls u JOIN articles a ON a.id = u.article_id JOIN sites s ON s.id = a.site_id;

CREATE VIEW comment_threads AS
SELECT
  c.id,
  c.article_id,
  c.thread_id,
  c.parent_id,
  {_DEPTH} AS depth,
  {_PATH} AS path,
  c.author,
  c.published,
  c.upvotes,
  c.downvotes,
  c.body
FROM comments c WHERE c.deleted_at IS NULL;

CREATE VIEW articles_per_day AS
SELECT s.name AS site, d.day, d.articles, d.words
FROM (
  SELECT site_id, published_day AS day, count(*) AS articles, sum(word_count) AS words
  FROM articles WHERE published_day IS NOT NULL GROUP BY site_id, published_day
) d JOIN sites s ON s.id = d.site_id;

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
  r.requests,
  r.not_modified,
  r.bytes,
  r.errors
FROM runs r JOIN sites s ON s.id = r.site_id;
"""  # noqa: S608 - made of this module's constants
