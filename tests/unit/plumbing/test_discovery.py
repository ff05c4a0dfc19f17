"""Neighbours say where a room's hub is: real multicast, on the loopback interface only."""

import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps

from plumbing.discovery import Announcer, Found, look_up
from tests.waiting import until

HERE = ("127.0.0.1",)


def apart(test: Callable[[], None]) -> Callable[[], None]:
    """Run a test in a thread of its own, as stations and hubs do: a browser's test may have left a loop in this one."""

    @wraps(test)
    def run() -> None:
        with ThreadPoolExecutor(1) as thread:
            thread.submit(test).result()

    return run


@contextmanager
def announced(room: str, port: int, https_port: int = 8600) -> Iterator[None]:
    announcer = Announcer(room, HERE, port, https_port, interfaces=HERE)
    announcer.start()
    try:
        yield
    finally:
        announcer.stop()


def found(room: str) -> list[Found]:
    return until(lambda: look_up(room, 2.0, HERE), seconds=20, what=f"nobody said where {room} is")


@apart
def test_a_hub_that_says_where_it_is_is_found_and_no_other_room_is() -> None:
    room, other = secrets.token_hex(8), secrets.token_hex(8)
    with announced(room, 18_601), announced(other, 18_701):
        assert found(room) == [Found("127.0.0.1", 18_601, 8600)]
        assert found(other) == [Found("127.0.0.1", 18_701, 8600)]


@apart
def test_a_hub_that_nobody_announces_is_not_found_and_that_takes_no_longer_than_asked() -> None:
    assert look_up(secrets.token_hex(8), 0.3, HERE) == []


@apart
def test_two_who_say_the_same_are_both_worth_a_try() -> None:
    room = secrets.token_hex(8)
    with announced(room, 18_601), announced(room, 18_602):
        seen = set[int]()

        def both() -> bool:
            seen.update(place.port for place in look_up(room, 2.0, HERE))
            return seen == {18_601, 18_602}

        until(both, seconds=30)


@apart
def test_stopping_is_quick_and_may_be_repeated() -> None:
    announcer = Announcer(secrets.token_hex(8), HERE, 1, 1, interfaces=HERE)
    announcer.stop()
    announcer.start()
    announcer.stop()
    announcer.stop()
