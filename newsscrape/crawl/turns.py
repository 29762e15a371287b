"""Whose turn it is to ask a host that runs of other sites ask, too, such as a comment service: one run's at a time."""

import datetime as dt

from newsscrape.crawl.clock import Host
from newsscrape.crawl.manners import LOOK_AGAIN, TURN, Manners
from newsscrape.ingest.frontier import Frontier


class Turns:
    """The turns of one run. A turn begins with a request and ends a pause after its answer; that of a dead run runs out."""

    def __init__(self, frontier: Frontier, manners: Manners) -> None:
        self._frontier = frontier
        self._manners = manners

    def take(self, host: Host, now: float) -> bool:
        """Tell whether the host may be asked now; else hold it until another look is worth while."""
        if not host.pause or not self._manners.shared(host.name) or host.turn:
            return True
        asked_at = moment(now)
        free_at = self._frontier.take_turn(host.name, asked_at, moment(now + TURN))
        if free_at == asked_at:  # as moments: the seconds of a float may come back a microsecond later
            host.turn = now + TURN
            return True
        free = free_at.timestamp()
        asked = free > now + TURN + 1  # rounded up; so long is no turn, the host has asked to be left alone
        host.hold(free if asked else min(free, now + LOOK_AGAIN), "retry-after" if asked else "delay")
        return False

    def end(self, host: Host, now: float) -> None:
        """Give the turn back, if it is taken and nothing is in flight any more."""
        if host.turn and not host.in_flight:
            self._frontier.end_turn(host.name, moment(host.turn), moment(now + host.pause))
            host.turn = None


def moment(seconds: float) -> dt.datetime:
    """Return the clock's seconds as an aware moment."""
    return dt.datetime.fromtimestamp(seconds, dt.UTC)
