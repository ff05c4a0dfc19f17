"""Row 4: the broker loses its store while it runs, loses its folder, or dies: nothing is lost, all heals soon."""

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from demo.simulate.options import BrokerName, Options
from demo.simulate.plan import Act, Errand
from station.__main__ import HeadlessStation
from tests.faults.simulated_room import Room, complaints, sees_that_the_hub_has_it

pytestmark = pytest.mark.xdist_group("real-time")
HEAL_S: Final = 10.0
WRITING: Final[Act] = "writing"


@pytest.fixture(params=["nats", pytest.param("mosquitto", marks=pytest.mark.long)])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Room]:
    broker: BrokerName = request.param
    with Room(tmp_path, Options(stations=2, learners=4, rate=1, seconds=1, seed=4, broker=broker)) as made:
        yield made


def wipe_store(room: Room) -> None:
    """Delete what the broker keeps, while it runs; mosquitto keeps nothing."""
    if room.options.broker == "nats":
        told = json.loads((room.premises.hub / "broker" / "nats.json").read_text(encoding="utf-8"))
        shutil.rmtree(told["jetstream"]["store_dir"], ignore_errors=True)


def wipe_store_and_part(room: Room) -> None:
    """Let the stations come anew to a broker that has just lost its store."""
    wipe_store(room)
    room.proxy.open_all()


def kill(room: Room) -> None:
    assert room.hub.kill_broker()


def wipe_folder_and_kill(room: Room) -> None:
    """Delete everything of the broker's, configuration included, and kill it."""
    wipe_store(room)
    shutil.rmtree(room.premises.hub / "broker")
    kill(room)


HARMS: Final[tuple[Callable[[Room], None], ...]] = (
    wipe_store,
    wipe_store_and_part,
    kill,
    wipe_folder_and_kill,
)


class Work:
    """A learner hands in one piece after the other; after each, something else happens to the broker."""

    def __init__(self, room: Room, station: HeadlessStation, times: int) -> None:
        self._room, self._station, self._harms = room, station, [*HARMS * times]
        self._harmed_s = time.monotonic()
        self.healed_s: list[float] = []

    def run(self) -> None:
        acts = (WRITING,) * (len(self._harms) + 1)
        self._room.visit(self._station, Errand(number=0, at_s=0, place=0, learner=0, acts=acts), self._saved)

    def _saved(self) -> None:
        sees_that_the_hub_has_it(self._station, 1.5 * HEAL_S)
        self.healed_s.append(time.monotonic() - self._harmed_s)
        self._harmed_s = time.monotonic()
        for harm in self._harms[:1]:
            harm(self._room)
        del self._harms[:1]


def test_a_broker_that_loses_its_store_or_dies_costs_nothing_and_heals_in_ten_seconds(
    room: Room, long_run: bool, reached: Callable[[str], None], tmp_path: Path
) -> None:
    with room.station(0) as station, room.station(1):
        work = Work(room, station, 10 if long_run else 1)
        work.run()
        room.heal()
    verdict, slowest_s = room.verdict(), max(work.healed_s[1:])
    reached(
        f"row 4, {room.options.broker}: {len(work.healed_s) - 1} times store wiped or broker killed, "
        f"{verdict.lost} pieces lost, healed in {slowest_s:.1f} s at most"
    )
    assert verdict.clean, verdict.why
    assert slowest_s < HEAL_S
    assert complaints(tmp_path) == []
