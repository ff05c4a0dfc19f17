"""From a child's tap to "Ms R has it": record, seal, commit, send, commit at the hub, acknowledge, commit the mark.

Beside it the barest form of the same: paho publishes a fact, another process commits a row with FULL and answers.
Same kind of broker, TCP_NODELAY on both sides of both.
"""

import multiprocessing
import queue
import random
import tempfile
import time
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from benchmarks.bare_hub import PASSWORD, USER, answer_facts, connect
from benchmarks.figures import percentile, say
from benchmarks.open_school import School, open_school
from classroom.facts import EvidenceHandedIn, SelfAssessed
from classroom.ids import uuid7
from demo.school.people import learners
from hardware.absent import AbsentBadgeReader, AbsentSpeech
from hub.broker import Account
from hub.broker.registry import open_broker
from plumbing.seal import random_bytes
from station.__main__ import place_of
from station.perform.devices import Devices
from station.perform.performer import Performer
from station.session.effects import Forget, LookUpBadge, OpenVisit, Record
from station.session.events import Acknowledged, BadgeAccepted, Event, Recorded, RoomLoaded, VisitStarted
from station.store.keep import Keep
from station.sync.clock import HubClock, this_machine
from station.sync.link import Link

LEARNERS = 20
PIECES = 20
WARM = 20
PATIENCE_S = 20.0
WORDS = "I built two bridges and although was the harder one. " * 4
E = TypeVar("E", bound=Event)


class Station:
    """What is inside a station, without a session: effects in, events out."""

    def __init__(self, school: School) -> None:
        record, self.events = school.founded.simulated[0], queue.SimpleQueue[Event]()
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


def ours(folder: Path) -> Generator[float]:
    """Yield the ms of each piece, learner after learner."""
    with open_school(folder) as school, closing(Station(school)) as station:
        station.start()
        for learner in learners()[:LEARNERS]:
            visit = station.check_in(school.tokens[learner.id])
            for _ in range(PIECES):
                yield station.hand_in(visit, learner.id)
            station.performer.carry_out(Forget(learner=learner.id))


def bare(folder: Path) -> Generator[float]:
    """Yield the ms of each bare round."""
    broker = open_broker("nats", folder / "broker", "127.0.0.1", 0)
    broker.start([Account(USER, PASSWORD, reads=("bare/#",), writes=("bare/#",))])
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    hub = spawn.Process(target=answer_facts, args=(broker.address, str(folder / "bare.db"), ready))
    hub.start()
    try:
        ready.wait()
        answers: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        client = connect(broker.address, "bare/ack", answers.put)
        fact = random.Random(1).randbytes(900)
        while True:
            began, number = time.perf_counter(), random_bytes(4)
            client.publish("bare/fact", number + fact)
            assert answers.get(timeout=PATIENCE_S) == number
            yield 1000 * (time.perf_counter() - began)
    finally:
        hub.kill()
        broker.stop()


def main() -> None:
    """Measure in turns, so that a busy neighbour disturbs both alike."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        (folder := Path(name) / "bare").mkdir()
        with closing(ours(Path(name) / "school")) as mine, closing(bare(folder)) as theirs:
            pairs = list(zip(mine, theirs, strict=False))[WARM:]
    for share, word in ((0.5, "p50"), (0.99, "p99")):
        value, baseline = (percentile(column, share) for column in zip(*pairs, strict=True))
        say(f"saved to acknowledged, {word}", "ms", value, baseline, len(pairs))


if __name__ == "__main__":
    main()
