"""A log of any length, written through the real recording: a thousand learners, forty targets, a year of school days.

Stations write whole visits, sealed as always; staff answer each piece but the newest ones, as teachers do.
"""

import time
from collections import deque
from collections.abc import Iterator
from random import Random
from typing import Final

import msgspec

from benchmarks.burst import whole_visit
from classroom.facts import FeedbackGiven, JudgementMade, PieceLevelled
from classroom.playlist import Activity
from classroom.roster import Entity
from classroom.target import Framework, LearningTarget
from classroom.wire.messages import EventBatch
from classroom.zone import ClassGroup
from hub.service.backoffice import Backoffice
from hub.service.office import Office
from hub.store import facts
from hub.store.tables import Tables
from tests.factories_hub import HERON, MS_R, Clock, enrol, learner, world
from tests.stub_station import StubStation

LEARNERS: Final = 1_000
CLASS: Final = 25
STATIONS: Final = 40
TARGETS: Final = 40
SCHOOL_DAY_MS: Final = 86_400_000
VISITS_A_DAY: Final = 2_000
UNANSWERED: Final = 300
AT_ONCE: Final = 20
"""Visits in one transaction."""
WATCHED: Final = "learner-watched"
"""Her whole history lies at the beginning of the log, whatever comes later."""
HER_VISITS: Final = 40


def school() -> Iterator[Entity]:
    """The world of the tests, a thousand learners in classes, a framework of forty targets."""
    yield from world()
    yield Framework(
        id="long",
        title="Long",
        targets=tuple(
            LearningTarget(
                id=f"T{number:02}",
                code=f"T{number:02}",
                strand="All",
                i_can={"en": f"I can do {number}."},
                hard=(f"T{number - 1:02}",) if number % 5 else (),
            )
            for number in range(TARGETS)
        ),
    )
    yield Activity(id="spiral", title={"en": "Spiral"}, steps=(), targets=("T00",))
    yield from (
        ClassGroup(id=f"class-{number}", name=f"Class {number}") for number in range(LEARNERS // CLASS)
    )
    yield learner(WATCHED)
    yield from (
        learner(f"learner-{place}", classes=(f"class-{place // CLASS}" if place >= CLASS else HERON,))
        for place in range(LEARNERS)
    )


class LongLog:
    """One hub whose log grows on request; everything but keys and ids follows from the seed."""

    def __init__(self, back: Backoffice, clock: Clock, seed: int = 1) -> None:
        self.back, self._clock, self._chance = back, clock, Random(seed)
        Office(back).publish(school())
        self._stations = [StubStation(enrol(back), clock) for _ in range(STATIONS)]
        self._open: deque[tuple[str, str, str]] = deque()
        for _ in range(HER_VISITS):
            self._write([WATCHED])
        self.size = 0

    def grow_to(self, size: int) -> None:
        """Write visits and answers until the log holds so many facts."""
        while self.size < size:
            self.size = self._write([self._learner() for _ in range(AT_ONCE)])

    def take_in(self, visits: int) -> float:
        """Let so many stations send a visit each, as one group; return the microseconds a fact."""
        used = self._stations[:visits]
        for station in used:
            whole_visit(station, self._learner(), f"T{self._chance.randrange(TARGETS):02}")
        self._clock.now += SCHOOL_DAY_MS // VISITS_A_DAY
        batches = [_sent(station) for station in used]
        began = time.perf_counter()
        taken = self.back.writer.do(lambda tables: self.back.recording.take_all(tables, batches))
        took = time.perf_counter() - began
        assert not any(one.rejected or one.trouble for one in taken)
        return 1e6 * took / sum(len(batch.events) for _, batch in batches)

    def _learner(self) -> str:
        return f"learner-{self._chance.randrange(LEARNERS)}"

    def _write(self, names: list[str]) -> int:
        """Write one visit of each, send them, answer what has lain long enough; how many facts the log holds."""
        used = self._chance.sample(self._stations, len(names))
        for station, name in zip(used, names, strict=True):
            target = f"T{self._chance.randrange(TARGETS):02}"
            self._open.extend((piece, name, target) for piece in whole_visit(station, name, target))
            self._clock.now += SCHOOL_DAY_MS // VISITS_A_DAY

        def job(tables: Tables) -> int:
            self.back.recording.take_all(tables, [_sent(station) for station in used])
            while len(self._open) > UNANSWERED:
                self._answer(tables, *self._open.popleft())
            return facts.latest_rev(tables)

        return self.back.writer.do(job)

    def _answer(self, tables: Tables, piece: str, name: str, target: str) -> None:
        """A level and a word for each piece; a judgement for each sixth."""
        note, place = self.back.recording.note, self._chance.randrange(6)
        note(tables, PieceLevelled(by=MS_R, evidence=piece, learner=name, target=target, level=3), (name,))
        words = FeedbackGiven(
            by=MS_R, feedback=f"f-{piece}", evidence=piece, learner=name, kind="glow", text="Clear reason."
        )
        note(tables, words, (name,))
        if place == 0:
            judged = JudgementMade(
                by=MS_R, judgement=f"j-{piece}", learner=name, target=target, decision="mastered",
                evidence=(piece,), level=3, policy_met=True,
            )  # fmt: skip
            note(tables, judged, (name,))


def _sent(station: StubStation) -> tuple[str, EventBatch]:
    """What a station has written since the last time; it keeps nothing of it."""
    rows, station.rows = station.rows, []
    events = tuple(msgspec.Raw(row) for row in rows)
    first = station.seq - len(rows) + 1
    return station.record.station, EventBatch(
        epoch=station.epoch, first=first, last=station.seq, events=events
    )
