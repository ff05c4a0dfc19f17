"""A room whose clocks lie: stations with boots, walls and trips of their own, a hub that may be wrong as well."""

from pathlib import Path
from typing import NamedTuple

import msgspec

from classroom.facts import BadgeUnknown, ClockAnchored, Fact
from classroom.ids import uuid7
from classroom.wire.codec import encode_fact, kind_of
from classroom.wire.messages import Envelope
from hub.service.backoffice import Backoffice
from hub.store.facts import Stored, after
from hub.store.rebuild import differences
from plumbing import seal
from station.sync.clock import HubClock, Machine
from tests.factories_hub import enrol, world
from tests.stub_station import START_MS, StubStation

LONGEST_TRIP_MS = 3_000
JUMP_MS = 100
"""A station does not tell an anchor anew for less."""


class Told(NamedTuple):
    """What really happened: when a station recorded a fact, and whether its time can be known."""

    ev: str
    true_ms: int


class LyingStation:
    """A station with a real clock part over false readings: boots begin anywhere, the wall says anything."""

    def __init__(self, stub: StubStation, room: "ClockRoom") -> None:
        self.stub, self._room = stub, room
        self.sent, self.boots = 0, 0
        self.truth: list[Told] = []
        self.reboot(0, 5_000)

    def reboot(self, wall_error_ms: int, boottime_ms: int) -> None:
        """Start anew: another boot, and a wall clock that is wrong by so much."""
        self.boots += 1
        self._since, self._boottime = self._room.true_ms, boottime_ms
        self.wall_error_ms = wall_error_ms
        machine = Machine(f"{self.stub.boot}-{self.boots}", self._boottime_ms, self._wall_ms)
        self.clock = HubClock(machine)

    def record(self, fact: Fact | None = None) -> None:
        """Put a fact into the outbox, with the readings of this moment."""
        fact, stamp = fact or BadgeUnknown(), self.clock.stamp()
        self.stub.seq += 1
        ev = uuid7(max(0, stamp.wall_ms), seal.random_bytes(10))
        self.stub.append(
            Envelope(
                seq=self.stub.seq, ev=ev, type=kind_of(fact), body=msgspec.Raw(encode_fact(fact)),
                boot_id=stamp.boot_id, boottime_ms=stamp.boottime_ms, wall_ms=stamp.wall_ms, clock=stamp.clock,
            )
        )  # fmt: skip
        self.truth.append(Told(ev, self._room.true_ms))

    def meet(self, trips: list[tuple[int, int]]) -> None:
        """Ask the hub for its time, each question (there, back) ms under way; tell it what that says."""
        self.clock.new_contact()
        for there_ms, back_ms in trips:
            asked_ms = self.clock.boottime_ms()
            self._room.pass_ms(there_ms)
            hub_ms, era = self._room.back.now(), self._room.back.clock.era
            self._room.pass_ms(back_ms)
            self.clock.sample(asked_ms, hub_ms, era)
        if anchor := self.clock.to_tell():
            self.record(ClockAnchored(offset_ms=anchor.offset_ms, trip_ms=anchor.trip_ms, era=anchor.era))
            self.clock.told(anchor)

    def send(self, count: int) -> None:
        """Bring the next facts up."""
        last = min(self.sent + count, self.stub.seq)
        if last > self.sent:
            batch = self.stub.batch(self.sent + 1, last)
            taken = self._room.back.writer.do(
                lambda tables: self._room.back.recording.take(tables, self.stub.record.station, batch)
            )
            assert (taken.upto, taken.rejected, taken.trouble) == (last, (), "")
            self.sent = last

    def _boottime_ms(self) -> int:
        return self._boottime + self._room.true_ms - self._since

    def _wall_ms(self) -> int:
        return self._room.true_ms + self.wall_error_ms


class ClockRoom:
    """Two such stations and a hub; `true_ms` is what time it really is."""

    def __init__(self, folder: Path, hub_error_ms: int = 0) -> None:
        self.folder, self.true_ms, self.hub_error_ms = folder, START_MS, hub_error_ms
        self.hub_boots = 1
        self.back = self._open()
        self.back.writer.do(lambda tables: self.back.defining.define(tables, world(), ""))
        self.stations = [LyingStation(StubStation(enrol(self.back, zone)), self) for zone in ("cave", "make")]

    def pass_ms(self, ms: int) -> None:
        """Time goes by for everybody."""
        self.true_ms += ms

    def set_hub_right(self) -> None:
        """Somebody who knows the time sets the hub's clock by it."""
        wrong_ms = self.true_ms - self.back.now()
        self.back.writer.do(
            lambda tables: self.back.recording.note(tables, self.back.clock.correct(tables, wrong_ms, "ms-r"))
        )

    def restart_hub(self) -> None:
        """The process ends and comes again, in the same boot of its machine."""
        self.back.stop()
        self.back = self._open()

    def reboot_hub(self, error_ms: int) -> None:
        """The hub's machine starts anew, with a clock that is wrong by so much."""
        self.back.stop()
        self.hub_boots += 1
        self.hub_error_ms = error_ms
        self.back = self._open()

    def told(self, station: LyingStation) -> list[Stored]:
        """What the hub has of a station, in the order of its outbox."""
        sid = station.stub.record.station
        with self.back.store.reading() as tables:
            found = [fact for fact in after(tables, 0) if fact.station == sid]
        return sorted(found, key=lambda fact: fact.seq)

    def differs(self) -> list[str]:
        """The projections that are not the replay of the log."""
        with self.back.store.reading() as tables:
            return differences(tables)[0]

    def close(self) -> None:
        """End it."""
        self.back.stop()

    def _open(self) -> Backoffice:
        back = Backoffice(
            self.folder,
            lambda: self.true_ms + self.hub_error_ms,
            monotonic=lambda: self.true_ms / 1000 - 1_700_000_000,
            boot=f"hub-{self.hub_boots}",
        )
        back.start()
        return back
