"""A hub that has moved is looked for, and believed by its certificate alone."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import pytest

from plumbing.discovery import Found
from plumbing.tls import Authority, issue, make_authority, server_context
from station.sync.seeking import EVERY_S, Seeker, Sought, is_hub
from tests.waiting import until


class Server:
    """Somebody who shows a certificate of an authority, or none."""

    def __init__(self, authority: Authority | None) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        leaf = issue(authority, ["localhost"], ["127.0.0.1"]) if authority else None
        self._context = server_context(*leaf) if leaf else None
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            with visitor, suppress(OSError, ssl.SSLError):
                if self._context:
                    self._context.wrap_socket(visitor, server_side=True).close()

    def close(self) -> None:
        self._listening.close()


@pytest.fixture(scope="module")
def ours() -> Authority:
    return make_authority("ours")


@pytest.fixture
def servers() -> Iterator[Callable[[Authority | None], Server]]:
    made: list[Server] = []

    def make(authority: Authority | None) -> Server:
        made.append(Server(authority))
        return made[-1]

    yield make
    for server in made:
        server.close()


def test_only_who_shows_a_certificate_of_our_authority_is_our_hub(
    ours: Authority, servers: Callable[[Authority | None], Server]
) -> None:
    ca = ours.cert_pem.decode()
    assert is_hub("127.0.0.1", servers(ours).port, ca)
    assert not is_hub("127.0.0.1", servers(make_authority("another")).port, ca)
    assert not is_hub("127.0.0.1", servers(None).port, ca)
    assert not is_hub("127.0.0.1", 1, ca)


class Looking:
    """A seeker among neighbours that a test makes up."""

    def __init__(self, ca: str, *places: Found) -> None:
        self.searches, self.moved = 0, list[Found]()
        self._places = places
        self.seeker = Seeker(
            Sought("room", ca, "127.0.0.1", 1), self.moved.append, after_s=20, look=self._look
        )

    def _look(self, room: str, _seconds: float, _interfaces: Sequence[str]) -> list[Found]:
        assert room == "room"
        self.searches += 1
        return list(self._places)


def test_liars_are_passed_by_and_the_hub_behind_them_is_taken(
    ours: Authority, servers: Callable[[Authority | None], Server]
) -> None:
    liar = Found("127.0.0.1", servers(make_authority("liar")).port, 0)
    hub = Found("127.0.0.1", servers(ours).port, 8600)
    looking = Looking(ours.cert_pem.decode(), liar, hub)
    looking.seeker.turn(0.0, reached=False)
    looking.seeker.turn(19.9, reached=False)
    assert looking.searches == 0
    looking.seeker.turn(20.0, reached=False)
    until(lambda: looking.moved)
    assert looking.moved == [hub]


def test_a_hub_that_answers_is_not_looked_for(ours: Authority) -> None:
    looking = Looking(ours.cert_pem.decode())
    for second in range(100):
        looking.seeker.turn(float(second), reached=second % 19 != 0)
    assert looking.searches == 0


def test_a_search_that_found_nobody_is_repeated_after_a_while(ours: Authority) -> None:
    looking = Looking(ours.cert_pem.decode())
    for second in range(int(21 + EVERY_S)):
        looking.seeker.turn(float(second), reached=False)
        if looking.seeker._thread:
            looking.seeker._thread.join()
    assert looking.searches == 2
    assert looking.moved == []


def test_a_hub_in_clear_is_never_looked_for_since_nobody_could_prove_to_be_it() -> None:
    looking = Looking("")
    for second in range(100):
        looking.seeker.turn(float(second), reached=False)
    assert looking.searches == 0
