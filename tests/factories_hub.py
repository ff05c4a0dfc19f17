"""A small school at a hub, and a station that speaks the wire by hand: signed, chained, sealed."""

import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from classroom.facts import EvidenceHandedIn, Fact, KeyWrap, SelfAssessed, VisitOpened
from classroom.ids import uuid7
from classroom.learner import Consent, Learner
from classroom.playlist import Activity
from classroom.roster import Entity
from classroom.staff import Role, Staff
from classroom.target import EvidencePolicy, Framework, LearningTarget
from classroom.wire.codec import encode, encode_envelope, encode_fact, kind_of
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import (
    Beat,
    Envelope,
    EventBatch,
    Hello,
    MediaRef,
    Message,
    StationState,
)
from classroom.wire.topics import Channel, Topic, build
from classroom.zone import ClassGroup, School, Zone
from hub.service.backoffice import Backoffice
from hub.service.enrolling import Enrolling, Place
from hub.service.office import Office
from plumbing import seal
from tests.waiting import until

HERON, COMET = "heron", "comet"
MS_R, MR_T, MS_ODE, MX_B = "ms-r", "mr-t", "ms-ode", "mx-b"
START_MS = 1_790_000_000_000
DAY_MS = 86_400_000


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is such a thing, for tests that open a hub many times."""
    memory = Path("/dev/shm")  # noqa: S108
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


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
    back = Backoffice(folder, clock or Clock())
    back.start()
    return back


def open_school(folder: Path, clock: Callable[[], int] | None = None) -> Backoffice:
    """A started backoffice with the world in it."""
    back = open_back(folder, clock)
    Office(back).publish(world())
    return back


def enrol(back: Backoffice, zone: str = "cave", classes: Sequence[str] = (HERON,)) -> JoinRecord:
    """Let a station in, without a broker."""
    enrolling = Enrolling(back.recording, back.keys, back.entropy, lambda station: f"station-{station}")
    return back.writer.do(lambda tables: enrolling.enrol(tables, zone, classes, Place("127.0.0.1", 1)))


def join_record(room: str, station: str = "cave-1") -> JoinRecord:
    """A record as a hub would make it, for tests of one part alone."""
    return JoinRecord(
        room=room,
        station=station,
        zone="cave",
        classes=(HERON,),
        host="127.0.0.1",
        port=1,
        user=f"station-{station}",
        password="pw",
        client_secret="00",
        k_up=_key(),
        k_dn=_key(),
        hub_epoch="e0",
        hub_sign=_key(),
        hub_box=_key(),
        hub_box_id="0" * 16,
    )


def _key() -> str:
    return base64.b64encode(seal.random_bytes(seal.KEY)).decode()


class StubStation:
    """Writes facts as a station does, and signs messages; keeps what it wrote so that it can say it again."""

    def __init__(self, record: JoinRecord, clock: Callable[[], int] | None = None) -> None:
        self.record, self._clock = record, clock or Clock()
        self.epoch = seal.random_bytes(8).hex()
        self.boot = seal.random_bytes(8).hex()
        self.life, self.counter = "", 0
        self.seq, self.h = 0, ""
        self.rows: list[bytes] = []
        self.keys: dict[str, bytes] = {}

    # ── facts ────────────────────────────────────────────────────────────────────────────────────────

    def fresh_id(self) -> str:
        return uuid7(self._clock(), seal.random_bytes(10))

    def open_visit(self, learner_id: str, badge: str = "") -> str:
        """Check a learner in; return the visit."""
        visit, key = self.fresh_id(), seal.random_bytes(seal.KEY)
        self.keys[visit] = key
        box = seal.seal_to(base64.b64decode(self.record.hub_box), key)
        opened = VisitOpened(
            zone=self.record.zone,
            how="badge",
            key_id=self.record.hub_box_id,
            key_box=base64.b64encode(box).decode(),
            wraps=(KeyWrap(learner=learner_id, box=""),),
            badge=badge,
        )
        self.write(opened, (learner_id,), visit)
        return visit

    def hand_in(
        self,
        visit: str,
        learner_id: str,
        target: str = "M01",
        *,
        kind: str = "writing",
        photo: bytes = b"",
        text: str = "My words.",
    ) -> tuple[str, bytes]:
        """Hand in a piece with her claim; return its id and its sealed photo, if it has one."""
        piece = self.fresh_id()
        box = seal.seal(self.keys[visit], photo, b"media") if photo else b""
        media = (MediaRef(id=seal.media_id(box), size=len(box), mime="image/jpeg"),) if box else ()
        self.write(SelfAssessed(evidence=piece, claim=3, tricky="The end."), (learner_id,), visit)
        fact = EvidenceHandedIn(evidence=piece, targets=(target,), kind=kind, activity="ribbon", text=text)
        self.write(fact, (learner_id,), visit, media=media)
        return piece, box

    def write(
        self,
        fact: Fact,
        learners: Sequence[str] = (),
        visit: str | None = None,
        *,
        media: tuple[MediaRef, ...] = (),
        ev: str = "",
        at_ms: int = 0,
    ) -> bytes:
        """Add a fact to the outbox; return its bytes."""
        self.seq += 1
        ev = ev or self.fresh_id()
        body = encode_fact(fact)
        if fact.sealed:
            key = self.keys[visit or ""]
            box = seal.seal(key, body, f"fact {ev} {kind_of(fact)}".encode())
            body = msgspec.json.encode(base64.b64encode(box).decode())
        envelope = Envelope(
            seq=self.seq,
            ev=ev,
            type=kind_of(fact),
            body=msgspec.Raw(body),
            boot_id=self.boot,
            boottime_ms=(at_ms or self._clock()) - START_MS + 1_000_000,
            wall_ms=at_ms or self._clock(),
            visit=visit,
            learners=tuple(learners),
            media=media,
        )
        return self.append(envelope)

    def append(self, envelope: Envelope) -> bytes:
        """Chain an envelope and keep its bytes."""
        raw, self.h = encode_envelope(envelope, lambda part: seal.chain(self.h, part))
        self.rows.append(raw)
        return raw

    def batch(self, first: int = 1, last: int = 0) -> EventBatch:
        """The facts from `first` to `last` (the newest when 0), as they go over the wire."""
        rows = self.rows[first - 1 : last or None]
        return EventBatch(
            epoch=self.epoch,
            first=first,
            last=first + len(rows) - 1,
            events=tuple(msgspec.Raw(row) for row in rows),
        )

    # ── messages ─────────────────────────────────────────────────────────────────────────────────────

    def connect(self) -> tuple[str, bytes]:
        """Begin a new connection: a new life, and the hello that opens it."""
        self.life, self.counter = seal.random_bytes(8).hex(), 1
        return self.say("up/rq", self.hello())

    def hello(self, **changes: object) -> Hello:
        whole: dict[str, object] = {
            "epoch": self.epoch,
            "max_seq": self.seq,
            "acked_upto": 0,
            "feed_rev": 0,
            "life": self.life,
            "boot_id": self.boot,
            "boottime": self._clock() - START_MS + 1_000_000,
            "wall": self._clock(),
            "nonce": seal.random_bytes(16).hex(),
            "hub_epoch_seen": self.record.hub_epoch,
        }
        return Hello(**(whole | changes))  # type: ignore[arg-type]

    def beat(self) -> Beat:
        return Beat(life=self.life, boottime=self._clock(), queue=len(self.rows))

    def state(self, *, online: bool = True) -> StationState:
        return StationState(online=online, life=self.life, boot_id=self.boot, epoch=self.epoch)

    def say(self, channel: Channel, message: Message | bytes) -> tuple[str, bytes]:
        """Topic and signed payload of a message, or of a chunk."""
        topic = self.topic(channel)
        self.counter += 1
        carries_life = isinstance(message, Hello | StationState)
        payload = message if isinstance(message, bytes) else encode(message)
        life = "" if carries_life else self.life
        key = base64.b64decode(self.record.k_up)
        return topic, seal.authenticate(key, topic, life, self.counter, payload)

    def wire_keys(self) -> tuple[bytes, bytes]:
        """Its keys for what it says and for what it is told."""
        return base64.b64decode(self.record.k_up), base64.b64decode(self.record.k_dn)

    def topic(self, channel: Channel) -> str:
        return build(Topic(self.record.room, channel, self.record.station))

    def read(self, topic: str, payload: bytes) -> bytes:
        """The payload of something that the hub told this station; raises SealBroken."""
        _, body = seal.check(base64.b64decode(self.record.k_dn), topic, self.life, payload)
        return body


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
