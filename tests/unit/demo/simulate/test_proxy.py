"""Our own network, over real sockets: it passes packets, can be cut, swallow, stall, double and drop."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest

from demo.simulate.mangling import Mangling
from demo.simulate.packets import PUBLISH
from demo.simulate.proxy import Proxy
from demo.simulate.wire import Passed
from tests.contract.raw_mqtt import packet, text
from tests.waiting import until


class Upstream:
    """Listens where a broker would; keeps what came, and who came."""

    def __init__(self) -> None:
        self.heard = bytearray()
        self.visitors: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listening.getsockname()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            self.visitors.append(visitor)
            threading.Thread(target=self._listen, args=(visitor,), daemon=True).start()

    def _listen(self, visitor: socket.socket) -> None:
        try:
            while data := visitor.recv(65_536):
                self.heard += data
        except OSError:
            return

    def close(self) -> None:
        for each in (self._listening, *self.visitors):
            each.close()


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    made = Upstream()
    yield made
    made.close()


@pytest.fixture
def passed() -> list[Passed]:
    return []


@pytest.fixture
def proxy(upstream: Upstream, passed: list[Passed]) -> Iterator[Proxy]:
    with Proxy(upstream.address, passed.append, Random(1)) as made:
        yield made


@contextmanager
def station(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        yield connection


def said(number: int) -> bytes:
    return packet(PUBLISH, text("a/b") + b"message %d" % number)


def is_thrown_out(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def is_shut_out(port: int) -> bool:
    try:
        with station(port) as connection:
            return is_thrown_out(connection)
    except ConnectionResetError:
        return True


def test_packets_pass_both_ways_and_the_witness_hears_the_messages(
    proxy: Proxy, upstream: Upstream, passed: list[Passed]
) -> None:
    with station(proxy.add("cave-1")) as connection:
        connection.sendall(said(1))
        until(lambda: upstream.heard == said(1))
        upstream.visitors[0].sendall(said(2))
        assert connection.recv(100) == said(2)
    heard = [(each.wire, each.way, each.message) for each in passed]
    assert heard == [("cave-1", "up", ("a/b", b"message 1")), ("cave-1", "down", ("a/b", b"message 2"))]


def test_a_cut_ends_what_is_connected_and_lets_nobody_in_until_it_is_mended(
    proxy: Proxy, upstream: Upstream
) -> None:
    port = proxy.add("cave-1")
    with station(port) as connection:
        connection.sendall(said(1))
        until(lambda: upstream.heard)
        proxy.turn("cave-1", "cut")
        assert is_thrown_out(connection)
    assert is_shut_out(port)
    proxy.turn("cave-1", "open")
    with station(port) as third:
        third.sendall(said(2))
        until(lambda: said(2) in upstream.heard)


def test_a_hole_swallows_everything_and_throws_out_whoever_spoke_into_it(
    proxy: Proxy, upstream: Upstream, passed: list[Passed]
) -> None:
    port = proxy.add("cave-1")
    with station(port) as before, station(port) as quiet:
        before.sendall(said(1))
        quiet.sendall(said(2))
        until(lambda: len(upstream.heard) == len(said(1) + said(2)))
        proxy.turn("cave-1", "hole")
        with station(port) as during:
            during.sendall(said(3))
            before.sendall(said(4))
            until(lambda: proxy.swallowed("cave-1") == 2)
            proxy.turn("cave-1", "open")
            assert is_thrown_out(during)
            assert is_thrown_out(before)
        quiet.sendall(said(5))
        until(lambda: said(5) in upstream.heard)
    assert {each.message.payload for each in passed} == {b"message 1", b"message 2", b"message 5"}


def test_what_waits_in_a_stalled_line_comes_in_order_when_it_is_over(
    proxy: Proxy, upstream: Upstream
) -> None:
    with station(proxy.add("cave-1")) as connection:
        connection.sendall(said(1))
        until(lambda: upstream.heard)
        proxy.turn("cave-1", "stall")
        for number in range(2, 6):
            connection.sendall(said(number))
        assert upstream.heard == said(1)
        proxy.turn("cave-1", "open")
        until(lambda: upstream.heard == b"".join(said(number) for number in range(1, 6)))


def test_a_mangled_line_drops_and_doubles_messages_and_nothing_else(proxy: Proxy, upstream: Upstream) -> None:
    port, ping = proxy.add("cave-1"), packet(0xC0, b"")
    proxy.mangle(Mangling(drop=1.0))
    with station(port) as connection:
        connection.sendall(said(1) + ping)
        until(lambda: upstream.heard == ping)
        proxy.mangle(Mangling(dup=1.0))
        connection.sendall(said(2))
        until(lambda: upstream.heard == ping + said(2) + said(2))
