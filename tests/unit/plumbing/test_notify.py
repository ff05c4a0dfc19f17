"""What systemd hears, over a real datagram socket."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from plumbing.notify import Notifier


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(str(tmp_path / "notify"))
        ear.settimeout(5)
        yield ear


def test_systemd_hears_each_word(systemd: socket.socket) -> None:
    notifier = Notifier(systemd.getsockname())
    notifier.ready()
    notifier.alive()
    notifier.status("12 facts\nREADY=0 wait")
    notifier.stopping()
    heard = [systemd.recv(200) for _ in range(4)]
    assert heard == [b"READY=1", b"WATCHDOG=1", b"STATUS=12 facts READY=0 wait", b"STOPPING=1"]


def test_an_abstract_address_works_too() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind("\0waystation-test-notify")
        ear.settimeout(5)
        Notifier("@waystation-test-notify").ready()
        assert ear.recv(200) == b"READY=1"


@pytest.mark.parametrize("address", [None, "", "/nowhere/at/all"])
def test_without_systemd_nothing_happens(address: str | None) -> None:
    Notifier(address).ready()


def test_a_systemd_that_does_not_listen_never_holds_us_up(systemd: socket.socket) -> None:
    notifier = Notifier(systemd.getsockname())
    for _ in range(5000):
        notifier.alive()
