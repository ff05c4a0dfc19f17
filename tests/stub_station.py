"""A station that speaks the wire by hand: its facts chained and sealed, its messages signed."""

import base64
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from classroom.facts import EvidenceHandedIn, Fact, KeyWrap, SelfAssessed, VisitOpened
from classroom.ids import uuid7
from classroom.wire.codec import decode, encode, encode_envelope, encode_fact, kind_of
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import (
    Beat,
    Envelope,
    EventBatch,
    Hello,
    MediaRef,
    Message,
    StationState,
    Welcome,
)
from classroom.wire.topics import Channel, Topic, build
from plumbing import seal

START_MS = 1_790_000_000_000


def join_record(room: str, station: str = "cave-1") -> JoinRecord:
    """A record as a hub would make it, for tests of one part alone."""
    return JoinRecord(
        room=room,
        station=station,
        zone="cave",
        classes=("heron",),
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


class StubLine:
    """Greets and speaks as a station does; who it is, what it wrote and when it is, its heirs know."""

    record: JoinRecord
    epoch: str
    boot: str
    seq: int
    rows: list[bytes]
    _clock: Callable[[], int]

    def __init__(self) -> None:
        self.life, self.named, self.counter = "", 0, 0
        self.nonce, self.session = "", self.wire_keys()

    def new_life(self) -> None:
        self.life, self.named = seal.random_bytes(8).hex(), 0

    def connect(self) -> tuple[str, bytes]:
        """Begin a new connection: a new life, and the hello that opens it."""
        self.new_life()
        self.named = 1
        return self.say("up/rq", self.hello())

    def stretch(self, hub_nonce: str) -> None:
        """The hub answered the last hello: from here on both sides use the keys of a session."""
        up, down = (seal.session_key(key, self.life, self.nonce, hub_nonce) for key in self.wire_keys())
        self.session, self.counter = (up, down), 0

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
        if isinstance(message, Hello | StationState):
            self.named += 1
            self.nonce = message.nonce if isinstance(message, Hello) else self.nonce
            return topic, seal.authenticate(self.wire_keys()[0], topic, "", self.named, encode(message))
        self.counter += 1
        payload = message if isinstance(message, bytes) else encode(message)
        return topic, seal.authenticate(self.session[0], topic, self.life, self.counter, payload)

    def wire_keys(self) -> tuple[bytes, bytes]:
        """Its keys for what it says and for what it is told."""
        return base64.b64decode(self.record.k_up), base64.b64decode(self.record.k_dn)

    def topic(self, channel: Channel) -> str:
        return build(Topic(self.record.room, channel, self.record.station))

    def read(self, topic: str, payload: bytes) -> bytes:
        """The payload of something that the hub told this station; a welcome begins a session. Raises SealBroken."""
        if not payload.startswith(b'{"t":"welcome"'):
            return seal.check(self.session[1], topic, self.life, payload)[1]
        _, body = seal.check(self.wire_keys()[1], topic, self.life, payload)
        welcome = decode("dn/rs", body)
        if isinstance(welcome, Welcome) and welcome.nonce == self.nonce:
            self.stretch(welcome.hub_nonce)
        return body


class StubStation(StubLine):
    """Writes facts as a station does, and signs messages; keeps what it wrote so that it can say it again."""

    def __init__(self, record: JoinRecord, clock: Callable[[], int] | None = None) -> None:
        self.record, self._clock = record, clock or (lambda: START_MS)
        self.epoch = seal.random_bytes(8).hex()
        self.boot = seal.random_bytes(8).hex()
        self.source: Literal["none", "rtc", "hub"] = "hub"  # where its facts have their time from
        self.seq, self.h = 0, ""
        super().__init__()
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
            clock=self.source,
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
