"""Apache Parquet for DuckDB, pandas and Spark: instants are timestamps in UTC, lists are lists. The extra ``parquet``."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any

from newsscrape import forms
from newsscrape.archive.tables import Table
from newsscrape.dates import from_utc_text
from newsscrape.errors import BadExport
from newsscrape.export.options import Options
from newsscrape.model import Article

_GROUP = 8_000_000  # bytes of a row group before it is packed: well packed, and memory stays small
_BATCH = 1_000_000
_BATCH_ROWS = 1000
_ITEMS = ("authors", "live_updates", "images", "links", "comments")  # lists of objects
_DATED = ("live_updates", "comments")  # of these, those with a moment of their own


def articles(articles: Iterable[Article], options: Options) -> Iterator[bytes]:
    """Yield a file with a row per article; its columns are those of `newsscrape.forms.to_dict`."""
    arrow = _arrow()
    whole = _of_articles(arrow)
    schema = arrow.schema([whole.field(name) for name in options.columns or whole.names])
    rows = ({name: form[name] for name in schema.names} for form in map(_typed, map(forms.to_dict, articles)))
    batches = (arrow.RecordBatch.from_pylist(batch, schema=schema) for batch in _gathered(rows, _weight))
    return _packed(arrow, schema, batches)


def table(table: Table, options: Options) -> Iterator[bytes]:  # noqa: ARG001 - the same for every choice
    """Yield a file with the table's rows.

    Raises:
        BadExport: a column that a view computes changes its type on the way.
    """
    arrow = _arrow()
    gathered = _gathered(table.rows, _row_weight)
    first = next(gathered, [])
    columns = list(zip(*first, strict=True)) or [()] * len(table.columns)
    types = [
        _type(arrow, name, declared, values) for name, declared, values in zip(table.columns, table.types, columns, strict=True)
    ]
    schema = arrow.schema(list(zip(table.columns, types, strict=True)))
    return _packed(arrow, schema, _batches(arrow, schema, first, gathered))


def _batches(arrow: Any, schema: Any, first: list[Sequence[Any]], others: Iterable[list[Sequence[Any]]]) -> Iterator[Any]:
    if first:
        yield _batch(arrow, schema, first)
    for rows in others:
        yield _batch(arrow, schema, rows)


def _batch(arrow: Any, schema: Any, rows: list[Sequence[Any]]) -> Any:
    arrays = []
    for field, values in zip(schema, zip(*rows, strict=True), strict=True):
        try:
            if arrow.types.is_timestamp(field.type):
                arrays.append(arrow.array(values, arrow.string()).cast(field.type))
            else:
                arrays.append(arrow.array(values, field.type))
        except (arrow.ArrowInvalid, arrow.ArrowTypeError) as error:
            raise BadExport(f"{field.name}: not all its values are of one type ({error}); choose csv or jsonl") from error
    return arrow.RecordBatch.from_arrays(arrays, schema=schema)


def _arrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError:
        raise BadExport("parquet: needs pyarrow; pip install newsscrape[parquet]") from None


def _instant(arrow: Any) -> Any:
    return arrow.timestamp("ms", "UTC")  # Parquet knows no whole seconds


def _type(arrow: Any, name: str, declared: str, values: Sequence[Any]) -> Any:
    """Return a column's type: by its name and what SQLite declares, or what its first values have."""
    known = {"TEXT": arrow.string(), "INTEGER": arrow.int64(), "REAL": arrow.float64(), "BLOB": arrow.binary()}
    found = known.get(declared)
    if found is None:
        inferred = arrow.array(values).type
        found = arrow.string() if arrow.types.is_null(inferred) else inferred
    is_instant = name.endswith("_at") or name in {"published", "modified"}
    return _instant(arrow) if is_instant and found == arrow.string() else found


def _of_articles(arrow: Any) -> Any:
    text, number, instant = arrow.string(), arrow.int64(), _instant(arrow)
    types: Mapping[str, Any] = {"published": instant, "modified": instant, "comment_count": number, "tags": arrow.list_(text)}
    numbers = dict.fromkeys(("width", "height", "upvotes", "downvotes"), number)
    items = {
        "authors": ("name", "url"),
        "live_updates": ("key", "title", "published", "published_raw", "published_precision", "body"),
        "images": ("url", "alt", "caption", "credit", "width", "height"),
        "links": ("url", "text"),
        "comments": (
            *("key", "parent", "author", "author_url", "url", "published", "published_raw", "published_precision"),
            *("body", "quoted", "upvotes", "downvotes"),
        ),
    }
    lists = {
        name: arrow.list_(arrow.struct([(part, {"published": instant, **numbers}.get(part, text)) for part in parts]))
        for name, parts in items.items()
    }
    return arrow.schema([(name, {**types, **lists}.get(name, text)) for name in forms.FIELDS])


def _typed(form: forms.Form) -> forms.Form:
    dated = {name: [{**item, "published": _moment(item["published"])} for item in form[name]] for name in _DATED}
    return {**form, **dated, "published": _moment(form["published"]), "modified": _moment(form["modified"])}


def _moment(utc: str | None) -> Any:
    return None if utc is None else from_utc_text(utc)


def _weight(form: Mapping[str, Any]) -> int:
    """Return about how many bytes an article takes."""
    items = (item for name in _ITEMS for item in form.get(name, ()))
    return _row_weight(form.values()) + sum(_row_weight(item.values()) for item in items)


def _row_weight(values: Iterable[Any]) -> int:
    return 100 + sum(len(value) for value in values if isinstance(value, str | bytes))


def _gathered(things: Iterable[Any], weigh: Callable[[Any], int]) -> Iterator[list[Any]]:
    """Yield things by the batch, so many or so large."""
    batch: list[Any] = []
    weight = 0
    for thing in things:
        batch.append(thing)
        weight += weigh(thing)
        if len(batch) == _BATCH_ROWS or weight >= _BATCH:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch


class _Outlet(io.RawIOBase):
    """A file that is only written, from which what has been written is taken at once."""

    def __init__(self) -> None:
        self._held: list[bytes] = []
        self._length = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._length

    def write(self, data: Any) -> int:
        self._held.append(bytes(data))
        self._length += len(data)
        return len(data)

    def taken(self) -> Iterator[bytes]:
        held, self._held = self._held, []
        yield from held


def _packed(arrow: Any, schema: Any, batches: Iterable[Any]) -> Iterator[bytes]:
    """Yield the file; row groups are bounded in bytes."""
    outlet = _Outlet()
    with import_module("pyarrow.parquet").ParquetWriter(outlet, schema, compression="zstd") as writer:
        group: list[Any] = []
        for batch in batches:
            group.append(batch)
            if sum(one.nbytes for one in group) >= _GROUP:
                writer.write_table(arrow.Table.from_batches(group))
                group = []
                yield from outlet.taken()
        if group:
            writer.write_table(arrow.Table.from_batches(group))
    yield from outlet.taken()
