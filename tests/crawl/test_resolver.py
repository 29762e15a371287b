import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from newsscrape.crawl.resolver import GuardedResolver


class Names:
    """A name server of a test's own: each look-up of a name gives the next of its answers."""

    def __init__(self, **answers):
        self.answers = answers
        self.nameResolver = self
        self.installed = None

    def installNameResolver(self, resolver):
        self.installed = resolver

    def resolveHostName(self, receiver, host, port, _types, _semantics):
        receiver.resolutionBegan(self)
        for address in self.answers[host.lower()].pop(0):
            kind = IPv6Address if ":" in address else IPv4Address
            receiver.addressResolved(kind("TCP", address, port))
        receiver.resolutionComplete()


class Asker:
    """What an endpoint is to a resolver."""

    def __init__(self):
        self.addresses = []
        self.whole = False

    def resolutionBegan(self, _resolution):
        pass

    def addressResolved(self, address):
        self.addresses.append(address.host)

    def resolutionComplete(self):
        self.whole = True


def asked(resolver, host, port=80):
    asker = Asker()
    resolver.resolveHostName(asker, host, port)
    assert asker.whole
    return asker.addresses


def test_a_public_address_passes_and_a_private_one_does_not():
    resolver = GuardedResolver(Names(mixed=[["10.0.0.1", "8.8.8.8", "::1"]], inside=[["192.168.0.1"]]), ())

    assert asked(resolver, "mixed") == ["8.8.8.8"]
    assert asked(resolver, "Inside") == []
    assert resolver.refused == {"inside": "192.168.0.1"}


def test_a_name_that_changes_its_address_is_judged_at_each_connection():
    resolver = GuardedResolver(Names(rebinds=[["8.8.8.8"], ["127.0.0.1"], ["8.8.8.8"]]), ())

    assert [asked(resolver, "rebinds") for _ in range(2)] == [["8.8.8.8"], []]
    assert resolver.refused == {"rebinds": "127.0.0.1"}
    assert asked(resolver, "rebinds") == ["8.8.8.8"]
    assert resolver.refused == {}


def test_a_name_that_does_not_exist_was_not_refused():
    resolver = GuardedResolver(Names(nowhere=[[]]), ())

    assert asked(resolver, "nowhere") == []
    assert resolver.refused == {}


@pytest.mark.parametrize(("port", "found"), [(8000, ["127.0.0.1"]), (80, [])])
def test_what_the_user_allows_passes_at_its_port(port, found):
    resolver = GuardedResolver(Names(localhost=[["127.0.0.1"]]), ("localhost:8000",))

    assert asked(resolver, "localhost", port) == found


def test_takes_the_reactors_look_ups_over():
    names = Names()
    resolver = GuardedResolver(names, ())
    resolver.install_on_reactor()

    assert names.installed is resolver


@pytest.mark.parametrize("host", ["", "a..b", ".a", "a" * 64 + ".example", "a." * 150 + "example"])
def test_what_no_name_can_be_is_not_looked_up(host):
    assert asked(GuardedResolver(Names(), ()), host) == []
