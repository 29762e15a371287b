import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.addresses import is_allowed, is_public


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_the_internets_own_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "ff0e::1",
        "2001:db8::1",
        "::ffff:127.0.0.1",
        "::127.0.0.1",
        "::ffff:a9fe:a9fe",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::a00:1",
        "2001:0:7f00:1::",
        "",
        "localhost",
        "0x7f.1",
    ],
)
def test_what_is_of_ones_own_surroundings_is_not(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_is_no_more_public_than_itself(address):
    number = int(address)
    inside = [ipaddress.IPv6Address((0xFFFF << 32) | number), ipaddress.IPv6Address((0x0064FF9B << 96) | number)]

    for each in inside:
        assert not is_public(str(each)) or is_public(str(address))


@pytest.mark.parametrize(
    ("allowed", "passes"),
    [
        ((), False),
        (("127.0.0.1",), True),
        (("127.0.0.1:8000",), True),
        (("127.0.0.1:80",), False),
        (("127.0.0.2",), False),
        (("lab.example",), True),
        (("lab.example:8000",), True),
        (("lab.example:80",), False),
        (("b.example",), False),
    ],
)
def test_the_user_may_let_a_crawl_reach_one_exactly(allowed, passes):
    assert is_allowed("127.0.0.1", 8000, "lab.example", allowed) is passes


@pytest.mark.parametrize("allowed", [("::1",), ("[::1]:8000",), ("[::1]",)])
def test_also_by_version_six(allowed):
    assert is_allowed("::1", 8000, "[::1]", allowed)
