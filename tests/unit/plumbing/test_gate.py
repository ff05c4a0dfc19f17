"""The gate: what one address may take is bounded, and what passes is untouched."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress

import pytest

from plumbing.gate import PIECE, Gate, Limits
from tests.waiting import until

LIMITS = Limits(young=3, each=5, all=8, young_s=0.3)


class Echoing:
    """A server behind the gate that says back what it hears, until it is told not to listen."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._server.getsockname()
        self.calls: list[socket.socket] = []
        self.deaf = False
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                call, _ = self._server.accept()
                self.calls.append(call)
                threading.Thread(target=self._talk, args=(call,), daemon=True).start()

    def _talk(self, call: socket.socket) -> None:
        with suppress(OSError), call:
            while not self.deaf and (data := call.recv(PIECE)):
                call.sendall(data)
            if self.deaf:
                threading.Event().wait(20)

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()


@pytest.fixture
def server() -> Iterator[Echoing]:
    echoing = Echoing()
    yield echoing
    echoing.close()


@pytest.fixture
def gate(server: Echoing) -> Iterator[Gate]:
    gate = Gate(socket.create_server(("127.0.0.1", 0)), lambda: server.address, LIMITS)
    gate.start()
    yield gate
    gate.stop()
    assert not gate.alive


@pytest.fixture
def come(gate: Gate) -> Iterator[Callable[[str], socket.socket]]:
    """Connect from an address of this machine; all 127.x.x.x are."""
    with ExitStack() as all_of_them:

        def connect(source: str) -> socket.socket:
            return all_of_them.enter_context(
                socket.create_connection(gate._listening.getsockname(), 5, source_address=(source, 0))
            )

        yield connect


def let_in(call: socket.socket) -> bool:
    try:
        call.sendall(b"hello")
        return call.recv(5) == b"hello"
    except OSError:
        return False


def test_bytes_pass_untouched_in_both_directions(come: Callable[[str], socket.socket]) -> None:
    call, sent = come("127.0.0.1"), os.urandom(3_000_000)
    writer = threading.Thread(target=call.sendall, args=(sent,))
    writer.start()
    heard = bytearray()
    while len(heard) < len(sent):
        heard += call.recv(PIECE)
    writer.join()
    assert heard == sent


def test_one_address_takes_few_places_at_once_and_others_do_not_notice(
    gate: Gate, come: Callable[[str], socket.socket]
) -> None:
    assert [let_in(come("127.0.0.66")) for _ in range(6)] == [True] * 3 + [False] * 3
    assert gate.refused == 3
    assert let_in(come("127.0.0.67"))
    assert let_in(come("127.0.0.1"))


def test_after_a_while_it_may_take_more_up_to_its_bound(come: Callable[[str], socket.socket]) -> None:
    inside: list[socket.socket] = []

    def grown() -> bool:
        call = come("127.0.0.66")
        if let_in(call):
            inside.append(call)
        return len(inside) == LIMITS.each

    until(grown, what="five places")
    until(lambda: let_in(come("127.0.0.67")), what="somebody else's place")
    for _ in range(50):
        assert not let_in(come("127.0.0.66"))
    inside.pop().close()
    until(lambda: let_in(come("127.0.0.66")), what="the place that became free")


def test_all_places_together_are_bounded_also_for_this_machine(come: Callable[[str], socket.socket]) -> None:
    assert [let_in(come("127.0.0.1")) for _ in range(LIMITS.all + 2)] == [True] * LIMITS.all + [False] * 2


def test_the_end_of_one_side_is_passed_on_after_all_that_was_said(
    server: Echoing, come: Callable[[str], socket.socket]
) -> None:
    call = come("127.0.0.1")
    call.sendall(b"last words")
    call.shutdown(socket.SHUT_WR)
    assert call.recv(100) == b"last words"
    assert call.recv(1) == b""
    other = come("127.0.0.1")
    assert let_in(other)
    server.calls[-1].shutdown(socket.SHUT_RDWR)
    assert other.recv(1) == b""


def test_a_server_that_is_away_ends_the_call_and_the_next_one_finds_it_again(
    server: Echoing, come: Callable[[str], socket.socket]
) -> None:
    here = server.address
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        server.address = nobody.getsockname()
        assert not let_in(come("127.0.0.1"))
    server.address = here
    until(lambda: let_in(come("127.0.0.1")), what="the server")


def test_what_a_deaf_server_does_not_take_waits_with_the_sender(
    server: Echoing, gate: Gate, come: Callable[[str], socket.socket]
) -> None:
    server.deaf = True
    call = come("127.0.0.1")
    call.settimeout(0.2)
    with suppress(TimeoutError):
        while True:
            call.send(bytes(PIECE))
    assert max(len(side.waiting) + len(side.other.waiting) for side in gate._calls) <= PIECE
    server.deaf = False
    assert let_in(come("127.0.0.1"))


def test_nobody_can_make_it_remember_many_addresses(gate: Gate, come: Callable[[str], socket.socket]) -> None:
    for last in range(1, 200):
        come(f"127.0.1.{last}").close()
    until(lambda: not gate._calls, what="the end of the last call")

    def forgotten() -> bool:
        with come("127.0.0.99") as call:
            let_in(call)
        return len(gate._door._young) == 1

    until(forgotten, what="a short list")
