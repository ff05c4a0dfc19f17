"""A teacher at the hub, with a station that hands pieces in to her."""

from pathlib import Path

from classroom.mastery import MasteryState
from hub.service.office import Office
from hub.service.shapes import Chip
from hub.store import facts
from hub.store.projections import mastery
from tests.factories_hub import Clock, enrol, open_school
from tests.stub_station import StubStation
from tests.waiting import until

GROW = Chip(kind="grow", text="Show one more example.")
GLOW = Chip(kind="glow", text="You said why.")


class Desk:
    """A teacher with a station that hands pieces in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, Clock()
        self.back = open_school(folder, self.clock)
        self.office = Office(self.back)
        self.station = StubStation(enrol(self.back), self.clock)
        self.visit = self.station.open_visit("amal")

    def hand_in(self, target: str = "M01", kind: str = "writing") -> str:
        piece, _ = self.station.hand_in(self.visit, "amal", target, kind=kind)
        self.send()
        return piece

    def send(self) -> None:
        sid, batch = self.station.record.station, self.station.batch()
        self.back.writer.do(lambda tables: self.back.recording.take(tables, sid, batch))

    def state(self, target: str = "M01") -> MasteryState:
        with self.back.store.reading() as tables:
            return mastery.states(tables, "amal")[target]

    def pass_time(self) -> None:
        """Let the ten seconds go by; the writer sends what is due when it is next awake."""
        self.clock.advance(11)
        self.back.writer.do(lambda _: None)
        until(lambda: not self.held())

    def held(self) -> int:
        return self.back.writer.do(lambda tables: len(tables.all("SELECT 1 FROM held_answers")))

    def log(self) -> list[str]:
        with self.back.store.reading() as tables:
            return [
                fact.type
                for fact in facts.after(tables, 0)
                if fact.station == "hub" and fact.type != "defined"
            ]
