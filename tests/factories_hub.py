"""A small school at a hub, with two stations beside it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from classroom.learner import Consent, Learner
from classroom.playlist import Activity
from classroom.roster import Entity
from classroom.staff import Role, Staff
from classroom.target import EvidencePolicy, Framework, LearningTarget
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import EventBatch
from classroom.zone import ClassGroup, School, Zone
from hub.service.backoffice import Backoffice
from hub.service.enrolling import Enrolling, Place
from hub.service.office import Office
from tests.stub_station import START_MS, StubStation
from tests.waiting import until

HERON, COMET = "heron", "comet"
MS_R, MR_T, MS_ODE, MX_B = "ms-r", "mr-t", "ms-ode", "mx-b"
DAY_MS = 86_400_000


class Clock:
    """A clock that a test moves by hand; UTC ms."""

    def __init__(self, now: int = START_MS) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += int(seconds * 1000)


def learner(id_: str, *, initial: str = "K", classes: tuple[str, ...] = (HERON,)) -> Learner:
    return Learner(
        id=id_, given=id_.title(), initial=initial, classes=classes, consent=Consent(photo=True, voice=True)
    )


def framework() -> Framework:
    """G01 opens G02; M01 stands alone and asks for one piece of one kind on one day."""
    return Framework(
        id="f6",
        title="Six",
        targets=(
            LearningTarget(id="G01", code="G01", strand="Grammar", i_can={"en": "I can find the verb."}),
            LearningTarget(
                id="G02", code="G02", strand="Grammar", i_can={"en": "I can fix a fragment."}, hard=("G01",)
            ),
            LearningTarget(
                id="M01",
                code="M01",
                strand="Maths",
                i_can={"en": "I can compare two amounts."},
                policy=EvidencePolicy(min_pieces=1, min_kinds=1, min_days=1),
            ),
        ),
    )


def world() -> tuple[Entity, ...]:
    """Two classes with a teacher each, an aide, a leader, four learners, two zones."""
    return (
        School(id="school", name="Cedar Bend", tz="America/Chicago"),
        ClassGroup(id=HERON, name="Heron", staff=(MS_R,), agreement="ask two friends"),
        ClassGroup(id=COMET, name="Comet"),
        Zone(id="cave", name="Quiet Cave", kind="cave", seats=5, order=0),
        Zone(id="make", name="Make Bench", kind="make", seats=6, order=1),
        Staff(id=MS_R, name="Ms R", roles=frozenset({Role.TEACHER, Role.ADMIN})),
        Staff(id=MR_T, name="Mr T", roles=frozenset({Role.TEACHER}), classes=(COMET,)),
        Staff(id=MS_ODE, name="Ms Ode", roles=frozenset({Role.AIDE}), classes=(HERON,)),
        Staff(id=MX_B, name="Mx B", roles=frozenset({Role.LEADER})),
        framework(),
        Activity(id="ribbon", title={"en": "Fraction Ribbon"}, steps=(), targets=("M01",)),
        learner("amal"),
        learner("bao", initial="T"),
        learner("maya", initial="R"),
        learner("kofi", classes=(COMET,)),
    )


def open_back(folder: Path, clock: Callable[[], int] | None = None) -> Backoffice:
    """A started backoffice in a folder, empty the first time."""
    clock = clock or Clock()
    back = Backoffice(folder, clock, monotonic=lambda: clock() / 1000)
    back.start()
    return back


def open_school(folder: Path, clock: Callable[[], int] | None = None) -> Backoffice:
    """A started backoffice with the world in it."""
    back = open_back(folder, clock)
    Office(back).publish(world())
    return back


def enrol(back: Backoffice, zone: str = "cave", classes: Sequence[str] = (HERON,)) -> JoinRecord:
    """Let a station in, without a broker."""
    enrolling = Enrolling(
        back.recording, back.keys, back.entropy, lambda station: f"station-{station}", back.certificates
    )
    return back.writer.do(lambda tables: enrolling.enrol(tables, zone, classes, Place("127.0.0.1", 1)))


class SchoolAtWork:
    """A hub with the world in it and two stations, without a broker; facts are sent when a test says so."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.back = open_school(folder, self.clock)
        self.office = Office(self.back)
        self.cave = StubStation(enrol(self.back, "cave"), self.clock)
        self.make = StubStation(enrol(self.back, "make"), self.clock)

    @staticmethod
    def plain(entity: Entity) -> object:
        """A record as it travels through the hatch."""
        return msgspec.to_builtins(entity)

    def send(self, *stations: StubStation) -> None:
        """Take in everything that these stations (or both) have written, as a presence and as facts."""
        for station in stations or (self.cave, self.make):
            for first in range(1, station.seq + 1, 50):
                self._take(station.record.station, station.batch(first, first + 49))

    def hear(self, *stations: StubStation) -> None:
        """These stations are there now."""
        for station in stations:
            self.back.presence.hello(station.record.station, "life")

    def reopen(self) -> None:
        """Stop and start again."""
        self.back.stop()
        self.back = open_back(self.folder, self.clock)
        self.office = Office(self.back)

    def settle(self) -> None:
        """Wait until no document is stale."""
        until(lambda: not self.back.writer.do(lambda tables: tables.one("SELECT 1 FROM stale")))

    def _take(self, station: str, batch: EventBatch) -> None:
        self.back.writer.do(lambda tables: self.back.recording.take(tables, station, batch))
