"""How many images a run has in hand: few, since each may be as large as an image may be at all. No Scrapy here."""

from dataclasses import dataclass

from newsscrape.archive.records import Lease

AT_ONCE = 4
"""Images on their way, or not committed yet, at most, whatever the number of their hosts."""


@dataclass(slots=True)
class Images:
    """The images that are handed out."""

    in_hand: int = 0

    def started(self, lease: Lease) -> None:
        """A lease is handed out."""
        self.in_hand += lease.kind == "image"

    def ended(self, lease: Lease) -> None:
        """A lease has ended."""
        self.in_hand -= lease.kind == "image"

    def hold(self, lease: Lease) -> bool:
        """Tell whether a lease has to wait until an image has ended."""
        return lease.kind == "image" and self.in_hand >= AT_ONCE
