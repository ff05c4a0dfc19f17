"""Row 5: lines that are cut, half open or stalled: the station goes on, and is back within five seconds."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from typing import Final

import pytest

from demo.simulate.options import BrokerName, Options
from demo.simulate.plan import Act, Errand
from demo.simulate.wire import State
from station.__main__ import HeadlessStation
from tests.faults.simulated_room import Room, complaints, sees_that_the_hub_has_it

pytestmark = pytest.mark.xdist_group("real-time")
RESUME_S: Final = 5.0
PARTED_S: Final = (0.3, 3.0)
WRITING: Final[Act] = "writing"
HARMS: Final[tuple[State, ...]] = ("cut", "hole", "stall")
LEARNERS: Final = 24


class Parted:
    """A station whose line is parted while a learner works, again and again; `resumed_s` after each mending."""

    def __init__(self, room: Room, station: HeadlessStation, place: int) -> None:
        self._room, self._station, self._place = room, station, place
        self._chance, self._wait = Random(f"row 5 {place}"), threading.Event().wait
        self._parted = False
        self.resumed_s: list[float] = []

    def work(self, cycles: int) -> None:
        """Let a learner hand in one piece after the other, each while the line is parted."""
        acts = (WRITING,) * (cycles + 1)
        self._room.visit(
            self._station, Errand(number=self._place, at_s=0, place=self._place, learner=self._place, acts=acts),
            self._saved,
        )  # fmt: skip

    def _saved(self) -> None:
        """A piece is saved: mend the line and see how long the hub's word takes, then part it for the next one."""
        name = self._station.record.station
        if self._parted:
            self._wait(self._chance.uniform(*PARTED_S))
            self._room.proxy.turn(name, "open")
            mended_s = time.monotonic()
            sees_that_the_hub_has_it(self._station, 60.0)
            self.resumed_s.append(time.monotonic() - mended_s)
        else:
            sees_that_the_hub_has_it(self._station, 60.0)
        self._room.proxy.turn(name, self._chance.choice(HARMS))
        self._parted = True


def test_a_station_is_back_five_seconds_after_its_line_is_mended(tmp_path: Path) -> None:
    with Room(tmp_path, Options(stations=1, learners=2, rate=1, seconds=1, seed=5)) as room:
        with room.station(0) as station:
            room.heal(15.0)

            def saved() -> None:
                room.proxy.turn(station.record.station, "open")
                sees_that_the_hub_has_it(station, RESUME_S)

            room.proxy.turn(station.record.station, "cut")
            room.visit(station, Errand(number=0, at_s=0, place=0, learner=0, acts=("photo",)), saved)
            room.heal(15.0)
        assert room.verdict().clean


@pytest.mark.parametrize(
    ("broker", "stations", "cycles"),
    [("nats", 8, 3), pytest.param("mosquitto", 8, 1, marks=pytest.mark.long)],
)
def test_a_parted_station_saves_and_is_back_within_five_seconds_of_the_mending(
    tmp_path: Path,
    long_run: bool,
    reached: Callable[[str], None],
    broker: BrokerName,
    stations: int,
    cycles: int,
) -> None:
    if long_run:
        stations, cycles = 20, 50 if broker == "nats" else 10
    options = Options(stations=stations, learners=LEARNERS, rate=1, seconds=1, seed=5, broker=broker)
    with Room(tmp_path, options) as room:
        with ExitStack() as opened, ThreadPoolExecutor(stations) as learners:
            parted = [
                Parted(room, opened.enter_context(room.station(place)), place) for place in range(stations)
            ]
            list(learners.map(lambda one: one.work(cycles), parted))
            room.proxy.open_all()
            room.heal()
        verdict = room.verdict()
    resumed_s = sorted(seconds for one in parted for seconds in one.resumed_s)
    reached(
        f"row 5, {broker}: {len(resumed_s)} partitions (cut, half open, stalled), {verdict.saved} pieces saved "
        f"meanwhile, {verdict.lost} lost, {verdict.doubled} doubled; resumed in "
        f"{resumed_s[len(resumed_s) // 2]:.2f} s, the slowest in {resumed_s[-1]:.2f} s"
    )
    assert verdict.clean, verdict.why
    assert len(resumed_s) == stations * cycles
    assert resumed_s[-1] < RESUME_S
    assert complaints(tmp_path) == []
