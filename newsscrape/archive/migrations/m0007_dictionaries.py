"""Schema 7: what the pages of a site have in common, so that each is stored without it."""

_DICTIONARIES = """
CREATE TABLE dictionaries (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES sites(id),
  trained_at TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX dictionaries_site ON dictionaries(site_id);
ALTER TABLE blobs ADD COLUMN dictionary_id INTEGER REFERENCES dictionaries(id);
CREATE INDEX blobs_dictionary ON blobs(dictionary_id) WHERE dictionary_id IS NOT NULL;
"""

SQL = (_DICTIONARIES,)
