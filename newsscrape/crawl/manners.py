"""How hosts are asked, and how much of the frontier a run holds at a time."""

from collections.abc import Callable
from dataclasses import dataclass

from newsscrape.model import Kind

BATCH = 16
"""Leases taken from the frontier for a host at a time, at most; fewer where there are many hosts."""
PER_HOST, IN_ALL = 8, 64
"""Handed out and not committed yet, at most."""
MAX_HELD = 4096
"""Leased at most, refusals on their way to the disk included."""
PATIENCE = 300.0
"""Seconds that a run waits for a URL that is due later, or for a host that asked to be left alone."""

TURN = 60.0
"""Seconds after which the turn of a run that died is another's; longer than any answer takes."""
LOOK_AGAIN = 1.0
"""Seconds after which a run looks whether another's turn has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How hosts are asked."""

    pause: float
    per_host: int = 1
    robots: bool = True
    limit: int | None = None
    """New articles to fetch."""
    unwanted: frozenset[Kind] = frozenset()
    """Kinds that an earlier run may have left and this one does not take."""
    suspicious: bool = True
    """Whether a host is left alone that gives pages without end and hardly an article; a list of a person's is not judged."""
    shared: Callable[[str], bool] = lambda _: False
    """Tells whether runs of other sites may ask the same host."""
