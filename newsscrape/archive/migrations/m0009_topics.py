"""Schema 9: topics, which are saved searches whose articles are marked; indexes that tell the newest articles of some days."""

_TOPICS = """
CREATE TABLE topics (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE TABLE article_topics (
  article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
  topic_id INTEGER NOT NULL REFERENCES topics(id) ON DELETE CASCADE,
  marked_at TEXT NOT NULL,
  PRIMARY KEY (article_id, topic_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_topics_topic ON article_topics(topic_id, article_id);

CREATE VIEW topic_mentions AS
SELECT
  t.name AS topic,
  s.name AS site,
  date(a.published_day, '-' || ((strftime('%w', a.published_day) + 6) % 7) || ' days') AS week,
  count(*) AS articles
FROM article_topics x
JOIN topics t ON t.id = x.topic_id JOIN articles a ON a.id = x.article_id JOIN sites s ON s.id = a.site_id
WHERE a.published_day IS NOT NULL
GROUP BY t.id, s.id, week;
"""

_INDEXES = """
DROP INDEX articles_published;
DROP INDEX articles_site_published;
CREATE INDEX articles_published ON articles(published, published_day);
CREATE INDEX articles_site_published ON articles(site_id, published, published_day);
"""

SQL = (_TOPICS, _INDEXES)
