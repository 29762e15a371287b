"""One broken rule of a site file."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One broken rule."""

    field: str
    """The `Site` field it stands in, or is inherited through (``engine``)."""
    value: object
    """What is wrong, for finding its line."""
    sentence: str
