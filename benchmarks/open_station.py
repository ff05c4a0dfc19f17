"""What is inside a station, without a session: effects in, events out."""

import queue
import time
from contextlib import closing
from typing import TypeVar

from benchmarks.open_school import School
from classroom.facts import EvidenceHandedIn, SelfAssessed
from classroom.ids import uuid7
from hardware.absent import AbsentBadgeReader, AbsentLight, AbsentMicrophone, AbsentPlayer, AbsentSpeech
from plumbing.seal import random_bytes
from station.assembly import place_of
from station.perform.belonging import Belonging
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
    """A simulated station of a school, linked to its hub."""

    def __init__(self, school: School, place: int = 1) -> None:
        self._record, self.events = school.founded.stations[place], queue.SimpleQueue[Event]()
        self._keep, self._clock = Keep(school.premises.station(place)), HubClock(this_machine())
        self.performer = Performer(
            self._keep, place_of(self._record), self._clock,
            Devices(AbsentBadgeReader(), AbsentSpeech(), AbsentLight(), AbsentMicrophone(), AbsentPlayer()),
            Belonging(self._keep.folder / "join.json", self._keep.folder, bytes(32), bytes(32)), lambda _: None,
        )  # fmt: skip
        self._link = self._new_link()

    def start(self) -> None:
        """Return when the station knows the room."""
        self.performer.start(self.events.put, self._link)
        self._link.start()
        while not self.wait(RoomLoaded).room.zones:
            pass

    def go_offline(self) -> None:
        """Work without the hub from now on."""
        self._link.stop()

    def go_online(self) -> None:
        """Come back to the hub."""
        self._link = self._new_link()
        self._link.start()

    def hold_files(self) -> None:
        """Offer no file that was made so far until `release_files`."""
        self._mark_files("have")

    def release_files(self) -> None:
        """Offer them now, all at once."""
        self._mark_files("captured")
        self._link._wish(lambda conversation: conversation._parts.files.facts_arrived())

    def _mark_files(self, state: str) -> None:
        with closing(self._keep.open("NORMAL")) as store, store.writing():
            store._db.execute("UPDATE media SET state = ?", (state,))

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

    def _new_link(self) -> Link:
        return Link(self._record, self._keep, self._clock, self.performer.hear, app="bench")

    def save(self, visit: str, learner: str, photo: bytes = b"") -> int:
        """Let one piece be saved here; return the number of its last fact."""
        piece = fresh_id()
        facts = (
            SelfAssessed(evidence=piece, claim=3),
            EvidenceHandedIn(
                evidence=piece, targets=("G10",), kind="photo" if photo else "writing", text=WORDS
            ),
        )
        self.performer.carry_out(Record(tag=piece, facts=facts, visit=visit, learner=learner, file=photo))
        return self.wait(Recorded).last_seq

    def wait_for(self, saved: int) -> None:
        """Return when the hub has the facts up to this one."""
        while self.wait(Acknowledged).upto < saved:
            pass

    def hand_in(self, visit: str, learner: str) -> float:
        """Hand one piece in; return the ms until the hub's word came."""
        began = time.perf_counter()
        self.wait_for(self.save(visit, learner))
        return 1000 * (time.perf_counter() - began)


def fresh_id() -> str:
    return uuid7(time.time_ns() // 1_000_000, random_bytes(10))
