"""A hub and a station of the house with a wire between them that a test holds in its hand; no thread of its own."""

import base64
import shutil
import time
from collections import deque
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from classroom.facts import EvidenceHandedIn, Fact, KeyWrap, SelfAssessed, VisitOpened
from classroom.ids import uuid7
from classroom.wire.codec import decode_envelope
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import MediaRef
from classroom.wire.topics import parse
from classroom.zone import Zone
from hub.downlink import Downlink
from hub.intake import requests
from hub.intake.loop import Intake
from hub.store import facts
from hub.store.desk import meta
from hub.store.safe import raise_safe_marks
from hub.store.tables import Tables
from plumbing import seal
from plumbing.inbox import BoundedInbox, Connected, Disconnected, Item
from plumbing.inbox import Message as Arrived
from plumbing.incoming import finish_now
from station.store.keep import Keep
from station.sync.channel import Channel
from station.sync.envelopes import make_envelope
from station.sync.link import conversation
from station.sync.news import News
from tests.factories_hub import SchoolAtWork, enrol
from tests.unit.station.made import Ticker

CHILD: Final = "amal"


class Packet(NamedTuple):
    """Something under way; `station` None = for everyone who listens."""

    topic: str
    payload: bytes


class HubHere:
    """A hub whose listening is done when a test says so. What it says lies in `down`, newest last."""

    def __init__(self, folder: Path) -> None:
        self.school = SchoolAtWork(folder)
        self.down: deque[Packet] = deque()
        self._begin()

    def _begin(self) -> None:
        back = self.school.back
        _, seed, _ = back.keys.hub_key("sign")
        with back.store.reading() as tables:
            room, epoch = meta(tables, "room"), meta(tables, "hub_epoch")
        self._downlink = Downlink(room, seed, epoch, self.school.clock)
        self._downlink.attach(self)
        back.on_head(self._downlink.announce)
        self._inbox: BoundedInbox[Item] = BoundedInbox(2000, 16 * 1024 * 1024)
        self.intake = Intake(back, self._downlink, self._inbox)
        self._waited_s = 0.0
        self.intake._porter._incoming._finish_part = finish_now  # no thread beside ours

    @property
    def backlog(self) -> int:
        return 0

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        self.down.append(Packet(topic, payload))
        return True

    def hear(self, packet: Packet) -> None:
        """Listen to one message, answer it, and do the errand that follows from it."""
        self._inbox.put(Arrived(packet.topic, packet.payload, retained=False), 1, len(packet.payload))
        self.work()

    def work(self) -> None:
        porter = self.intake._porter
        self._inbox.put(Connected(1), 0)
        self.intake._round()
        for station, errand in porter._errands.drain(64):
            porter._survive(station, errand)
        porter._send()

    def wait(self, seconds: float) -> None:
        """So much time goes by for the files that are on their way: what did not come is asked for again."""
        self._waited_s += seconds
        self.intake._porter._incoming.tick(time.monotonic() + self._waited_s)

    def close(self) -> None:
        self.intake._porter._disk.shutdown()

    def crash(self) -> None:
        """Everything in memory is gone; the disk stays."""
        self.down.clear()
        self.close()
        self.school.reopen()
        self._begin()

    def enrol(self) -> JoinRecord:
        record = enrol(self.school.back)
        keys = next(one for one in self.school.back.keys.stations() if one.station == record.station)
        self.intake.let_in(keys)
        return record

    def change_a_document(self, number: int) -> None:
        self.school.office.publish((Zone(id="cave", name=f"Cave {number}", kind="cave", seats=5, order=0),))

    def back_up(self, station: str, epoch: str) -> None:
        """What lies here is in a verified backup now, up to the first fact of which a file is not here."""
        back = self.school.back

        def job(tables: Tables) -> None:
            safe = facts.mark(tables, station, epoch).upto
            for one in facts.after(tables, 0):
                media = decode_envelope(one.raw).media
                if one.station == station and not all(back.store.blobs.has(ref.id) for ref in media):
                    safe = min(safe, one.seq - 1)
            raise_safe_marks(tables, {(station, epoch): safe})

        back.writer.do(job)
        self.intake.tell_safe()
        self.work()

    def log(self, station: str) -> list[facts.Stored]:
        with self.school.back.store.reading() as tables:
            return [one for one in facts.after(tables, 0) if one.station == station]

    def mark(self, station: str, epoch: str) -> int:
        with self.school.back.store.reading() as tables:
            return facts.mark(tables, station, epoch).upto

    def feed_hash(self, station: str) -> str:
        self.school.settle()
        with self.school.back.store.reading() as tables:
            return requests.feed_hash(tables, station)


class StationHere:
    """A station's store and its end of the wire. What it says lies in `up`, newest last."""

    def __init__(self, folder: Path, record: JoinRecord) -> None:
        self.folder, self.record = folder, record
        self.up: deque[Packet] = deque()
        self.news: list[News] = []
        self.now_s, self.connected = 100.0, False
        self.saved: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self._visit, self._key = "", b""
        self._ticker = Ticker()
        self._open()

    def _open(self) -> None:
        self.keep = Keep(self.folder, disk_floor=0.0)
        self.store = self.keep.open()
        self._channel = Channel(self.record)
        self.talk = conversation(
            self._channel, self.keep, self.store, self._ticker.clock, self._publish, self.news.append,
            zone="cave", app="test", chance=lambda: 0.5,
        )  # fmt: skip

    def close(self) -> None:
        self.store.close()

    def crash(self) -> None:
        """Everything in memory is gone; the disk stays. The child of that visit comes back as another."""
        self.store.close()
        self.up.clear()
        self.connected, self._visit = False, ""
        self._open()

    def connect(self) -> None:
        self.connected = True
        self._channel.will()
        self.talk.take(Connected(1), self.now_s)
        self.speak()

    def cut(self) -> None:
        self.connected = False
        self.up.clear()
        self.talk.take(Disconnected(1, 0, "cut"), self.now_s)

    def hear(self, packet: Packet) -> None:
        if self.connected and parse(packet.topic).station in {None, self.record.station}:
            self.talk.take(Arrived(packet.topic, packet.payload, retained=False), self.now_s)
            self.speak()

    def speak(self, after_s: float = 0.0) -> None:
        self.now_s += after_s
        self._ticker.pass_ms(int(after_s * 1000))
        self.talk.turn(self.now_s)

    def _publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool:
        if self.connected:
            self.up.append(Packet(topic, payload))
        return self.connected

    # ── what a child does ────────────────────────────────────────────────────────────────────────────

    def hand_in(self, words: str, photo: bytes = b"") -> None:
        """Save a piece; from here on the child was told so."""
        if not self._visit:
            self._open_visit()
        piece = uuid7(1, seal.random_bytes(10))
        media = (self._capture(photo),) if photo else ()
        handed_in = EvidenceHandedIn(evidence=piece, targets=("M01",), kind="writing", text=words)
        self._record([SelfAssessed(evidence=piece, claim=3), handed_in], media)
        self.saved[piece] = words
        self.talk.nudge()

    def _open_visit(self) -> None:
        self._visit, self._key = uuid7(1, seal.random_bytes(10)), seal.random_bytes(seal.KEY)
        box = seal.seal_to(base64.b64decode(self.record.hub_box), self._key)
        opened = VisitOpened(
            zone="cave",
            how="badge",
            key_id=self.record.hub_box_id,
            key_box=base64.b64encode(box).decode(),
            wraps=(KeyWrap(learner=CHILD, box=""),),
        )
        self._record([opened], ())

    def _capture(self, photo: bytes) -> MediaRef:
        box = seal.seal(self._key, photo, b"media")
        media = self.keep.made.put(box)
        self.files[media] = box
        return MediaRef(id=media, size=len(box), mime="image/jpeg")

    def _record(self, happened: list[Fact], media: tuple[MediaRef, ...]) -> None:
        make: Callable[..., object] = partial(
            make_envelope, stamp=self._ticker.clock.stamp(), visit=self._visit, learner=CHILD, key=self._key
        )
        envelopes = [make(fact, media=media if fact is happened[-1] else ()) for fact in happened]
        self.store.record(happened, envelopes, visit=self._visit, learner=CHILD)  # type: ignore[arg-type]


def fresh_copy(template: Path, to: Path) -> Path:
    """A station's folder as it is before its first start."""
    return Path(shutil.copytree(template, to))
