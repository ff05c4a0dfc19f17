"""A room full of stations comes back with a day's work each: nobody else waits for it, and all of it arrives once."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

import msgspec
import pytest

from classroom.facts import VisitModeChanged
from classroom.wire.joining import JoinRecord
from hub.__main__ import Hub, now_ms
from hub.config import Address, Config
from hub.service.setting_up import make_hub
from hub.store import facts
from tests.factories_hub import HERON, MS_R, world
from tests.unit.hub.on_air import StationOnAir
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")
ANY = Address("127.0.0.1", 0)
LONGEST_S = 1.0
"""So long may one fact of a calm station wait for its acknowledgement while the crowd comes back."""


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    folder = tmp_path / "hub"
    make_hub(folder, now_ms, school="Cedar Bend", timezone="UTC", person="Ms First", password="")
    hub = Hub(Config(folder, http=ANY, mqtt=ANY))
    hub.start()
    hub.office.publish(world()[1:])
    yield hub
    hub.stop()


def enrolled(hub: Hub, zone: str = "make") -> StationOnAir:
    told = hub.console.answer("enrol", {"zone": zone, "classes": [HERON]})
    return StationOnAir(msgspec.convert(told, JoinRecord))


def with_work(hub: Hub, facts_each: int) -> StationOnAir:
    """A station that was away, with so many facts in its outbox."""
    station = enrolled(hub)
    visit = station.stub.open_visit("amal")
    for _ in range(facts_each - 1):
        station.stub.write(VisitModeChanged(mode="at_table"), ("amal",), visit)
    return station


class Calm:
    """A station with a learner who does one thing after the other while the crowd sends; a teacher who looks."""

    def __init__(self, hub: Hub) -> None:
        self._hub, self.station = hub, enrolled(hub, "cave")
        self.station.start()
        until(self.station.tend)
        self._visit = self.station.stub.open_visit("bao")
        until(self.station.tend)
        self._sent_s = 0.0
        self.waited_s: list[float] = []
        self.looked_s: list[float] = []
        self.seen: Counter[str] = Counter()

    def turn(self) -> None:
        """See whether the last thing is acknowledged, do the next one, look at the room."""
        if self.station.tend():
            if self._sent_s:
                self.waited_s.append(time.monotonic() - self._sent_s)
            self.station.stub.write(VisitModeChanged(mode="at_screen"), ("bao",), self._visit)
            self._sent_s = time.monotonic()
            self.station.tend()
        began = time.monotonic()
        room = self._hub.office.room(HERON, MS_R)
        self.looked_s.append(time.monotonic() - began)
        self.seen.update(zone.freshness for zone in room.zones if zone.zone.id == "cave")


def p95_ms(seconds: list[float]) -> int:
    return round(quantiles(seconds, n=20)[-1] * 1000)


@pytest.mark.timed
def test_a_crowd_that_comes_back_keeps_nobody_waiting(
    hub: Hub, long_run: bool, reached: Callable[[str], None]
) -> None:
    stations, facts_each = (60, 500) if long_run else (30, 300)
    crowd = [with_work(hub, facts_each) for _ in range(stations)]
    calm = Calm(hub)
    began = time.monotonic()
    for station in crowd:
        station.start()

    def arrived() -> bool:
        done = [station.tend() for station in crowd]
        calm.turn()
        hub.tend()
        return all(done)

    until(arrived, seconds=300 if long_run else 60)
    took_s = time.monotonic() - began
    for station in (*crowd, calm.station):
        station.stop()
    with hub.back.store.reading() as tables:
        for station in crowd:
            assert facts.mark(tables, station.stub.record.station, station.stub.epoch).upto == facts_each
        assert tables.all("SELECT count(*) FROM facts WHERE type = 'visit.opened'") == [(stations + 1,)]
    assert set(calm.seen) == {"live"}
    assert calm.waited_s
    assert max(calm.waited_s) < LONGEST_S
    reached(
        f"crowd: {stations} stations with {facts_each} facts each in {took_s:.1f} s; meanwhile {len(calm.waited_s)} "
        f"facts of another were acknowledged in {p95_ms(calm.waited_s)} ms (p95), "
        f"the live room drawn in {p95_ms(calm.looked_s)} ms (p95)"
    )
