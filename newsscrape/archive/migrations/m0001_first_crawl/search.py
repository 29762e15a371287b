"""Full text: FTS5 over the tables' own columns, kept in step by triggers (`INSERT OR REPLACE` would leave ghosts)."""

_INDEX = """
CREATE VIRTUAL TABLE {table}_fts USING fts5(
  {columns}, content='{table}', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN
  INSERT INTO {table}_fts(rowid, {columns}) VALUES (new.id, {new});
END;
CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN
  INSERT INTO {table}_fts({table}_fts, rowid, {columns}) VALUES ('delete', old.id, {old});
END;
CREATE TRIGGER {table}_fts_update AFTER UPDATE OF {columns} ON {table} BEGIN
  INSERT INTO {table}_fts({table}_fts, rowid, {columns}) VALUES ('delete', old.id, {old});
  INSERT INTO {table}_fts(rowid, {columns}) VALUES (new.id, {new});
END;
"""


def _index(table: str, *columns: str) -> str:
    return _INDEX.format(
        table=table,
        columns=", ".join(columns),
        new=", ".join(f"new.{column}" for column in columns),
        old=", ".join(f"old.{column}" for column in columns),
    )


SEARCH = _index("articles", "title", "description", "body", "cjk") + _index("comments", "author", "body", "cjk")
