"""A station on a slow card, with a real hub's place taken by a small one; its turns and taps are timed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from development.slow_card import SlowCard
from development.sqlite_disk import watched
from station.__main__ import HeadlessStation
from tests.faults.station_world import Visitor, small_world
from tests.waiting import until


class SlowRoom:
    """`turns_s` is how long the owner of the screen was busy, each time that it took in what had happened."""

    def __init__(self, station: HeadlessStation, card: SlowCard) -> None:
        self.card = card
        waiting = station._station._performer._jobs
        self.child = Visitor(station, thought=waiting.empty)  # a person takes longer than a card does
        self.turns_s: list[float] = []
        drain = station._station.drain

        def timed() -> None:
            begun_s = time.perf_counter()
            drain()
            self.turns_s.append(time.perf_counter() - begun_s)

        station._station.drain = timed  # type: ignore[method-assign]

    def hand_in(self, pieces: int) -> list[float]:
        """Let the child hand in so many pieces, every third a photo; return how long each took to be saved."""
        for number in range(pieces):
            if number % 3 == 2:
                self.child.photographs(number)
            else:
                self.child.writes(f"piece {number}")
            self.child.onward()
        return self.child.saves_s


@contextmanager
def slow_room(folder: Path, card: SlowCard) -> Iterator[SlowRoom]:
    """A child stands at her path."""
    with small_world(folder) as world, watched(card):
        station = HeadlessStation(world.config(disk_floor=0.0), disk=card)
        room = SlowRoom(station, card)
        station.start()
        try:
            until(world.knows_documents, seconds=30)
            room.child.comes_in(world.school.child)
            yield room
        finally:
            station.stop()
