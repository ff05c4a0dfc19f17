"""The addresses of this machine, as the kernel tells them."""

import json
import shutil
import subprocess

import pytest

from plumbing.addresses import is_address, is_loopback, own_addresses


def test_loopback_is_always_there_and_each_address_once() -> None:
    found = own_addresses()
    assert "127.0.0.1" in found
    assert len(found) == len(set(found))
    assert not any(address.startswith("fe80:") for address in found)


@pytest.mark.skipif(shutil.which("ip") is None, reason="nobody to compare with")
def test_they_are_those_that_ip_shows() -> None:
    told = json.loads(subprocess.run(["ip", "-j", "addr"], capture_output=True, check=True).stdout)
    shown = {one["local"] for link in told for one in link["addr_info"]}
    assert set(own_addresses()) == {address for address in shown if not address.startswith("fe80:")}


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
