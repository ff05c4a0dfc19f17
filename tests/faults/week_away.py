"""A station that nobody's hub can hear for a week: its clocks are moved, its learners hand in, its disk is real."""

import io
import queue
from collections.abc import Iterator, Sequence
from contextlib import closing
from random import Random
from typing import Final, TypeVar

from PIL import Image

from classroom.facts import EvidenceHandedIn, SelfAssessed, VisitClosed
from classroom.ids import uuid7
from classroom.wire.messages import CommandDone
from demo.simulate.caller import photo_content, text_content
from demo.simulate.verdict import Saved
from hardware.absent import AbsentBadgeReader, AbsentLight, AbsentMicrophone, AbsentPlayer, AbsentSpeech
from plumbing.seal import random_bytes
from station.assembly import place_of
from station.config import StationConfig, read_join_record
from station.perform.belonging import Belonging
from station.perform.devices import Devices
from station.perform.performer import Performer
from station.session.effects import Forget, LookUpBadge, OpenVisit, Record
from station.session.events import BadgeAccepted, Event, Recorded, VisitStarted
from station.store.keep import Keep
from station.sync.clock import HubClock, Machine

DAY_MS: Final = 86_400_000
PATIENCE_S: Final = 30.0
E = TypeVar("E", bound=Event)


class Clock:
    """The clocks of one boot, moved by hand; `wall_ms` None: this machine knows no time and says 1970."""

    def __init__(self, boot: str, wall_ms: int | None) -> None:
        self._wall_ms, self._since_ms = wall_ms or 0, 20_000
        self.machine = Machine(boot, lambda: self._since_ms, lambda: self._wall_ms + self._since_ms)

    def pass_ms(self, some: int) -> None:
        self._since_ms += some


class Nobody:
    """A link to no hub."""

    def nudge(self) -> None: ...
    def ask_feed(self, *, anew: bool = False) -> None: ...
    def fetch(self, media: str, size: int) -> None: ...
    def answer(self, done: CommandDone) -> None: ...
    def move(self, zone: str) -> None: ...
    def farewell(self, done: CommandDone) -> None: ...


class Away:
    """One boot of a station without a hub; `tokens` are the badges of those who come to it."""

    def __init__(self, config: StationConfig, tokens: Sequence[str], clock: Clock) -> None:
        record = read_join_record(config.join_record)
        self._name, self._tokens, self._clock = record.station, tokens, clock
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        keep = Keep(config.data, disk_floor=0.0)
        devices = Devices(
            AbsentBadgeReader(), AbsentSpeech(), AbsentLight(), AbsentMicrophone(), AbsentPlayer()
        )
        belonging = Belonging(config.join_record, config.data, bytes(32), bytes(32))
        self._performer = Performer(
            keep, place_of(record), HubClock(clock.machine), devices, belonging, lambda _: None
        )

    def day(self, name: str, visits: int, pieces: int) -> Iterator[Saved]:
        """Yield what is saved in a day: in each visit one photo, the other pieces in words."""
        self._performer.start(self._events.put, Nobody())
        with closing(self):
            for visit in range(visits):
                yield from self._visit(f"{name} {visit}", self._tokens[visit % len(self._tokens)], pieces)
                self._clock.pass_ms(DAY_MS // visits)

    def close(self) -> None:
        self._performer.stop()

    def _visit(self, name: str, token: str, pieces: int) -> Iterator[Saved]:
        self._performer.carry_out(LookUpBadge(text=token))
        learner = self._wait(BadgeAccepted).visitor.document.learner
        visit = _fresh_id()
        self._performer.carry_out(OpenVisit(visit=visit, learner=learner))
        self._wait(VisitStarted)
        for number in range(pieces):
            self._clock.pass_ms(1_000)
            yield self._piece(f"{name} {number}", visit, learner, jpeg(name) if number == 0 else b"")
        self._performer.carry_out(
            Record(tag=name, facts=(VisitClosed(reason="signed_out"),), visit=visit, learner=learner)
        )
        self._wait(Recorded)
        self._performer.carry_out(Forget(learner=learner))

    def _piece(self, words: str, visit: str, learner: str, photo: bytes) -> Saved:
        piece = _fresh_id()
        facts = (
            SelfAssessed(evidence=piece, claim=3),
            EvidenceHandedIn(
                evidence=piece,
                targets=("G10",),
                kind="photo" if photo else "writing",
                text="" if photo else words,
            ),
        )
        self._performer.carry_out(Record(tag=words, facts=facts, visit=visit, learner=learner, file=photo))
        self._wait(Recorded)
        content = photo_content(photo) if photo else text_content(words)
        return Saved(station=self._name, learner=learner, content=content, tapped_s=0.0, saved_s=0.0)

    def _wait(self, kind: type[E]) -> E:
        while True:
            event = self._events.get(timeout=PATIENCE_S)
            if isinstance(event, kind):
                return event


def jpeg(name: str) -> bytes:
    """Return a picture that no other name has."""
    packed = io.BytesIO()
    Image.frombytes("RGB", (32, 24), Random(name).randbytes(32 * 24 * 3)).save(packed, "JPEG")
    return packed.getvalue()


def _fresh_id() -> str:
    return uuid7(0, random_bytes(10))
