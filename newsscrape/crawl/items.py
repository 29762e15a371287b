"""What a spider hands to the pipelines."""

from dataclasses import dataclass

from newsscrape.archive.records import Failure, Fetch, Lease


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one request."""

    lease: Lease
    fetch: Fetch
    failure: Failure | None = None
    """Why there is no complete answer."""
