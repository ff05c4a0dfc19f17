"""Chance as an argument: the same seed makes the same school and the same day. Pure."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

T = TypeVar("T")


class Chance(Protocol):
    """What we need of a seeded random.Random."""

    def random(self) -> float: ...
    def uniform(self, _low: float, _high: float, /) -> float: ...
    def randint(self, _low: int, _high: int, /) -> int: ...
    def choice(self, _some: Sequence[T], /) -> T: ...
