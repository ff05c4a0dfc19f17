"""Waiting for something to become true: the only place in the tests where time is spent."""

import time
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")


def until(condition: Callable[[], Answer], *, seconds: float = 10, what: str = "") -> Answer:
    """Asks every few milliseconds and returns the first true answer; after `seconds` the test fails."""
    end = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > end:
            raise AssertionError(what or f"still waiting after {seconds} s: {condition}")
        time.sleep(0.005)
    return answer
