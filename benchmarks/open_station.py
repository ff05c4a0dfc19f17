"""What is inside a station, without a session: effects in, events out."""

import queue
import time
from typing import TypeVar

from benchmarks.open_school import School
from classroom.facts import EvidenceHandedIn, SelfAssessed
from classroom.ids import uuid7
from hardware.absent import AbsentBadgeReader, AbsentSpeech
from plumbing.seal import random_bytes
from station.assembly import place_of
from station.perform.devices import Devices
from station.perform.performer import Performer
from station.session.effects import LookUpBadge, OpenVisit, Record
from station.session.events import Acknowledged, BadgeAccepted, Event, Recorded, RoomLoaded, VisitStarted
from station.store.keep import Keep
from station.sync.clock import HubClock, this_machine
from station.sync.link import Link

PATIENCE_S = 20.0
WORDS = "I built two bridges and although was the harder one. " * 4
E = TypeVar("E", bound=Event)


class OpenStation:
    """The first simulated station of a school, linked to its hub."""

    def __init__(self, school: School) -> None:
        record, self.events = school.founded.stations[1], queue.SimpleQueue[Event]()
        keep, clock = Keep(school.premises.station(1)), HubClock(this_machine())
        self.performer = Performer(
            keep, place_of(record), clock, Devices(AbsentBadgeReader(), AbsentSpeech())
        )
        self._link = Link(record, keep, clock, self.performer.hear, app="bench")

    def start(self) -> None:
        """Return when the station knows the room."""
        self.performer.start(self.events.put, self._link)
        self._link.start()
        while not self.wait(RoomLoaded).room.zones:
            pass

    def close(self) -> None:
        self._link.stop()
        self.performer.stop()

    def wait(self, kind: type[E]) -> E:
        """Return the next event of a kind."""
        while True:
            event = self.events.get(timeout=PATIENCE_S)
            if isinstance(event, kind):
                return event

    def check_in(self, token: str) -> str:
        """Scan; return the visit."""
        self.performer.carry_out(LookUpBadge(text=token))
        accepted = self.wait(BadgeAccepted)
        learner, visit = accepted.visitor.document.learner, fresh_id()
        self.performer.carry_out(OpenVisit(visit=visit, learner=learner))
        self.wait(VisitStarted)
        return visit

    def hand_in(self, visit: str, learner: str) -> float:
        """Hand one piece in; return the ms until the hub's word came."""
        piece = fresh_id()
        facts = (
            SelfAssessed(evidence=piece, claim=3),
            EvidenceHandedIn(evidence=piece, targets=("G10",), kind="writing", text=WORDS),
        )
        began = time.perf_counter()
        self.performer.carry_out(Record(tag=piece, facts=facts, visit=visit, learner=learner))
        saved = self.wait(Recorded).last_seq
        while self.wait(Acknowledged).upto < saved:
            pass
        return 1000 * (time.perf_counter() - began)


def fresh_id() -> str:
    return uuid7(time.time_ns() // 1_000_000, random_bytes(10))
