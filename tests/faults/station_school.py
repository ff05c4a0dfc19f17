"""A small school with real keys: badges, sealed documents, join records, and what a hub can open again."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from classroom.documents import (
    AnyDocument,
    BadgesDocument,
    LearnerDocument,
    ZonesDocument,
)
from classroom.doors import (
    BadgeEntry,
)
from classroom.facts import AnyFact, ObservationOpened, PairJoined, VisitOpened
from classroom.ids import VisitId
from classroom.tokens import make_token
from classroom.wire.codec import decode_fact, encode_document, kind_of
from classroom.wire.joining import JoinRecord, encode_join
from classroom.wire.messages import Envelope, FeedDocument
from plumbing.seal import (
    badge_id,
    badge_key,
    box_keypair,
    open_sealed,
    random_bytes,
    seal,
    signing_keypair,
    unseal,
    wrap,
)
from tests.unit.station.room import amal, room

ROOM = "0123456789abcdef"
CANARY = "Xylophona"
"""The name of a child that must never lie in clear on a disk."""


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Child:
    """A learner with her key and her badge."""

    document: LearnerDocument
    key: bytes = field(default_factory=lambda: random_bytes(32))
    secret: bytes = field(default_factory=lambda: random_bytes(16))
    state: str = "active"
    owner_kind: str = "learner"

    @property
    def token(self) -> str:
        return make_token(self.secret)

    @property
    def badge(self) -> str:
        return badge_id(self.secret)

    def entry(self) -> BadgeEntry:
        owner = self.document.learner
        sealed = b64(wrap(badge_key(self.secret), self.key, owner))
        made = {"badge": self.badge, "owner": owner, "wrap": sealed, "owner_kind": self.owner_kind}
        return msgspec.convert(made | {"state": self.state}, BadgeEntry)

    def sealed(self) -> bytes:
        learner = self.document.learner
        box = seal(self.key, encode_document(self.document), f"learner {learner}".encode())
        return msgspec.json.encode(b64(box))


class School:
    """One class with its hub's keys, and the feed of its documents."""

    def __init__(self, *children: Child) -> None:
        self.hub_private, self.hub_public = box_keypair()
        self.sign_seed, self.sign_public = signing_keypair()
        self.k_up, self.k_dn = random_bytes(32), random_bytes(32)
        self.hub_epoch = "hub-epoch-1"
        self.children = list(children) or [Child(amal(name=CANARY))]
        self.rev = 0
        self.feed: dict[str, FeedDocument] = {}
        self.publish_all()

    @property
    def child(self) -> Child:
        return self.children[0]

    def record(self, port: int, station: str = "s1") -> JoinRecord:
        return JoinRecord(
            room=ROOM,
            station=station,
            zone="porch",
            classes=("heron",),
            host="127.0.0.1",
            port=port,
            user=f"station-{station}",
            password=f"secret of {station}",
            client_secret="0" * 32,
            k_up=b64(self.k_up),
            k_dn=b64(self.k_dn),
            hub_epoch=self.hub_epoch,
            hub_sign=b64(self.sign_public),
            hub_box=b64(self.hub_public),
            hub_box_id="box-1",
        )

    def write_record(self, path: Path, port: int, station: str = "s1") -> Path:
        path.write_bytes(encode_join(self.record(port, station)))
        path.chmod(0o600)
        return path

    def publish(self, doc: str, kind: str, body: bytes) -> FeedDocument:
        """Put a document into the feed, with the next revision."""
        self.rev += 1
        before = self.feed.pop(doc, None)
        version = before.version + 1 if before else 1
        made = FeedDocument(rev=self.rev, doc=doc, kind=kind, version=version, body=msgspec.Raw(body))
        self.feed[doc] = made
        return made

    def publish_all(self) -> None:
        known = room()
        clear: list[tuple[str, AnyDocument]] = [("zones", ZonesDocument(zones=known.zones))]
        clear += [(f"class/{one.class_}", one) for one in known.classes]
        clear += [(f"framework/{one.framework.id}", one) for one in known.frameworks]
        clear += [(f"playlist/{one.playlist.id}", one) for one in known.playlists]
        clear += [(f"activity/{one.activity.id}", one) for one in known.activities]
        clear += [("settings", known.settings)]
        for doc, document in clear:
            self.publish(doc, kind_of(document), encode_document(document))
        self.publish_badges()
        for child in self.children:
            self.publish_child(child)

    def publish_badges(self) -> None:
        entries = tuple(child.entry() for child in self.children)
        self.publish(
            "badges/heron", "badges", encode_document(BadgesDocument(class_="heron", badges=entries))
        )

    def publish_child(self, child: Child, **changes: Any) -> None:
        child.document = msgspec.structs.replace(child.document, **changes)
        self.publish(f"learner/{child.document.learner}", "learner", child.sealed())

    def open_all(self, envelopes: Iterable[Envelope]) -> list[AnyFact]:
        """Return the facts of envelopes as the hub opens them."""
        keys: dict[VisitId | None, bytes] = {}
        facts: list[AnyFact] = []
        for envelope in envelopes:
            body = bytes(envelope.body)
            if body.startswith(b'"'):
                about = f"fact {envelope.ev} {envelope.type}".encode()
                body = unseal(keys[envelope.visit], base64.b64decode(msgspec.json.decode(body)), about)
            fact = decode_fact(envelope.type, body)
            if isinstance(fact, VisitOpened | ObservationOpened | PairJoined):
                keys[envelope.visit] = open_sealed(self.hub_private, base64.b64decode(fact.key_box))
            facts.append(fact)
        return facts

    def visit_key(self, envelopes: Iterable[Envelope], visit: str) -> bytes:
        """Return the key of a visit as the hub gets it."""
        opened = next(one for one in envelopes if one.visit == visit and one.type == "visit.opened")
        fact = decode_fact(opened.type, bytes(opened.body))
        assert isinstance(fact, VisitOpened)
        return open_sealed(self.hub_private, base64.b64decode(fact.key_box))
