"""A class with a grown-up who has a badge, a PIN and the key of her class, as a hub tells a station of her."""

import base64
from typing import Any

import msgspec

from classroom.documents import BadgesDocument, FacesDocument, StaffDocument
from classroom.doors import BadgeEntry, ClassWrap, Face, PictureProof, SlowHash, StaffCard
from classroom.pictures import picture_secret
from classroom.tokens import make_token
from classroom.wire.codec import encode_document
from plumbing.seal import badge_id, badge_key, random_bytes, seal, slow_hash, staff_key_wrapping, wrap
from tests.faults.station_school import CANARY, Child, School, b64
from tests.unit.station.room import amal, bao

PIN, PICTURES = "4711", ("cat", "moon", "apple")
QUICK = {"passes": 1, "kib": 64}


class Staffroom(School):
    """Ms R's class: Amal (by her canary name) has pictures, Bao has none."""

    def __init__(self) -> None:
        self.staff_secret = random_bytes(16)
        self.staff_key, self.class_key = random_bytes(32), random_bytes(32)
        self.staff_state, self.pin = "active", PIN
        super().__init__(Child(amal(name=CANARY)), Child(bao()))

    @property
    def staff_token(self) -> str:
        return make_token(self.staff_secret)

    @property
    def staff_badge(self) -> str:
        return badge_id(self.staff_secret)

    def staff_entry(self) -> BadgeEntry:
        slow = SlowHash(salt=b64(random_bytes(16)), **QUICK)
        wrapping = staff_key_wrapping(badge_key(self.staff_secret), slowly(self.pin.encode(), slow))
        sealed = b64(wrap(wrapping, self.staff_key, "ms-r")) if self.pin else ""
        made: dict[str, Any] = {"badge": self.staff_badge, "owner": "ms-r", "owner_kind": "staff"}
        made |= {"state": self.staff_state, "wrap": sealed}
        return msgspec.convert(made, BadgeEntry) if not self.pin else BadgeEntry(**made, slow=slow)

    def publish_all(self) -> None:
        super().publish_all()
        self.publish_staff()

    def publish_badges(self) -> None:
        entries = (*(child.entry() for child in self.children), self.staff_entry())
        body = encode_document(BadgesDocument(class_="heron", badges=entries))
        self.publish("badges/heron", "badges", body)

    def publish_staff(self) -> None:
        """The card of Ms R, and the faces of her class."""
        card = msgspec.json.encode(StaffCard(name="Ms R", roles=("teacher",)))
        document = StaffDocument(
            staff="ms-r",
            card=b64(seal(self.staff_key, card, b"staff ms-r")),
            classes=(ClassWrap(class_="heron", wrap=b64(wrap(self.staff_key, self.class_key, "heron"))),),
        )
        self.publish("staff/ms-r", "staff", encode_document(document))
        box = seal(self.class_key, encode_document(self.faces()), b"faces heron")
        self.publish("faces/heron", "faces", msgspec.json.encode(b64(box)))

    def faces(self) -> FacesDocument:
        first, second = self.children
        slow = SlowHash(salt=b64(random_bytes(16)), **QUICK)
        proof = PictureProof(slow=slow, proof=b64(slowly(picture_secret(PICTURES) or b"", slow)))
        return FacesDocument(
            class_="heron", name="Heron", faces=(self._face(first, proof), self._face(second, None))
        )

    def _face(self, child: Child, pictures: PictureProof | None) -> Face:
        learner = child.document.learner
        return Face(
            learner=learner,
            name=child.document.name,
            avatar=child.document.avatar,
            wrap=b64(wrap(self.class_key, child.key, learner)),
            pictures=pictures,
        )


def slowly(secret: bytes, slow: SlowHash) -> bytes:
    return bytes(slow_hash(secret, _bytes(slow.salt), passes=slow.passes, kib=slow.kib))


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
