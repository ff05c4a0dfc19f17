"""The addresses of this machine, as the kernel tells them."""

import re
from ipaddress import IPv6Address
from pathlib import Path

import pytest

from plumbing.addresses import is_address, is_loopback, own_addresses


def test_loopback_is_always_there_and_each_address_once() -> None:
    found = own_addresses()
    assert "127.0.0.1" in found
    assert len(found) == len(set(found))
    assert not any(address.startswith("fe80:") for address in found)


def test_they_are_those_that_the_routes_of_this_machine_lead_to() -> None:
    """The kernel's other books say the same: the routes for IPv4, the interfaces for IPv6."""
    routes = Path("/proc/net/fib_trie").read_text()
    four = set(re.findall(r"\|-- ([\d.]+)\n\s+/32 host LOCAL", routes))
    book = Path("/proc/net/if_inet6")
    lines = book.read_text().splitlines() if book.exists() else []
    six = {str(IPv6Address(int(line.split()[0], 16))) for line in lines}
    assert set(own_addresses()) == four | {one for one in six if not one.startswith("fe80:")}


@pytest.mark.parametrize(
    ("host", "address", "loopback"),
    [
        ("127.0.0.1", True, True),
        ("127.9.9.9", True, True),
        ("::1", True, True),
        ("localhost", False, True),
        ("0.0.0.0", True, False),  # noqa: S104
        ("192.168.1.20", True, False),
        ("hub.local", False, False),
        ("", False, False),
    ],
)
def test_what_is_an_address_and_what_is_this_machine(host: str, address: bool, loopback: bool) -> None:
    assert (is_address(host), is_loopback(host)) == (address, loopback)
