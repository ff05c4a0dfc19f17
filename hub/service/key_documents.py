"""The documents that let people in at a station: badges, grown-ups' own keys, the faces of a class."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from classroom.documents import BadgesDocument, FacesDocument, StaffDocument
from classroom.doors import BadgeEntry, ClassWrap, Face, PictureProof, SlowHash, StaffCard
from classroom.learner import Learner
from classroom.staff import Staff
from classroom.wire.codec import encode_document
from classroom.zone import ClassGroup
from hub.service.permissions import Permissions, staff_of
from hub.service.written import Written
from hub.store import feed
from hub.store.keys import Keys
from hub.store.people_keys import Slow
from hub.store.projections import badges, erasures, roster
from hub.store.projections.badges import Badge
from hub.store.tables import Tables
from plumbing import seal

BADGES_KEPT: Final = 5
"""How many badges of one person a station knows: the living one and some that it should call dead."""
CARD: Final = "staff {}"
FACES: Final = "faces {}"
"""What a grown-up's card and the faces of a class are bound to."""


class KeyDocuments:
    """A box differs each time that it is made; it is made anew only where it would say something else."""

    def __init__(self, keys: Keys, permissions: Permissions) -> None:
        self._keys, self._permissions = keys, permissions

    def write(self, tables: Tables, kind: Literal["badges", "staff", "faces"], id_: str) -> Written:
        """Write the document of a kind about a class or a grown-up."""
        writes = {"badges": self.badges, "staff": self.staff, "faces": self.faces}
        return writes[kind](tables, id_)

    def badges(self, tables: Tables, class_: str) -> Written:
        """The badges of a class: of its learners, of its grown-ups, and of whoever looks after every station."""
        learners = tuple(learner.id for learner in roster.members(tables, class_))
        staff = tuple(person.id for person in self._staff_at(tables, class_))
        keys = self._keys.learner_keys(learners) | self._keys.staff_keys(staff)
        entries, says = [], hashlib.blake2b(digest_size=16)
        for owner in (*learners, *_resting(tables, class_), *staff):
            pin = self._keys.pin(owner) if owner in staff else None
            for badge in badges.badges_of(tables, owner)[:BADGES_KEPT]:
                wrapping = self._wrapping(badge, pin) if owner in keys else b""
                entry = BadgeEntry(
                    badge=badge.badge,
                    owner=owner,
                    owner_kind=badge.owner_kind,
                    state=badge.state if owner in keys else "lost",
                    slow=_how(pin) if wrapping and pin else None,
                )
                says.update(msgspec.json.encode(entry) + (keys[owner] + wrapping if wrapping else b""))
                wrap = _text(seal.wrap(wrapping, keys[owner], owner)) if wrapping else ""
                entries.append(msgspec.structs.replace(entry, wrap=wrap))
        body = encode_document(BadgesDocument(class_=class_, badges=tuple(entries)))
        return Written("badges", body, (class_,), says.digest())

    def staff(self, tables: Tables, staff: str) -> Written:
        """What a grown-up's own key opens; nothing for somebody who left."""
        person = tables.definitions.get(Staff, staff)
        if person is None or person.status != "active":
            return Written("staff", None, (), b"")
        everywhere = self._permissions.everywhere(tables, staff, "stations")
        classes = tuple(sorted(roster.classes_of_staff(tables, staff)))
        key, opens = self._keys.staff_keys((staff,))[staff], self._keys.class_keys(classes)
        card = msgspec.json.encode(StaffCard(name=person.name, roles=tuple(sorted(person.roles))))
        body = encode_document(
            StaffDocument(
                staff=staff,
                card=_text(seal.seal(key, card, CARD.format(staff).encode())),
                classes=tuple(
                    ClassWrap(class_=class_, wrap=_text(seal.wrap(key, opens[class_], class_)))
                    for class_ in classes
                ),
            )
        )
        scope = () if everywhere else classes or (feed.NOBODY,)
        says = [key, card, *(part for class_ in classes for part in (class_.encode(), opens[class_]))]
        return Written("staff", body, scope, _digest(says))

    def faces(self, tables: Tables, class_: str) -> Written:
        """The learners of a class, for those who hold its key."""
        group = tables.definitions.get(ClassGroup, class_)
        if group is None:
            return Written("faces", None, (), b"")
        learners = roster.members(tables, class_)
        keys = self._keys.learner_keys(tuple(learner.id for learner in learners))
        key = self._keys.class_keys((class_,))[class_]
        bare = FacesDocument(
            class_=class_,
            name=group.name,
            faces=tuple(
                Face(
                    learner=learner.id,
                    name=learner.name,
                    avatar=learner.avatar,
                    wrap="",
                    pictures=_proof(self._keys.pictures(learner.id)),
                )
                for learner in learners
                if learner.id in keys
            ),
        )
        wraps = (
            msgspec.structs.replace(face, wrap=_text(seal.wrap(key, keys[face.learner], face.learner)))
            for face in bare.faces
        )
        said = encode_document(msgspec.structs.replace(bare, faces=tuple(wraps)))
        body = msgspec.json.encode(_text(seal.seal(key, said, FACES.format(class_).encode())))
        digest = _digest((key, encode_document(bare), *(keys[face.learner] for face in bare.faces)))
        return Written("faces", body, (class_,), digest)

    def _staff_at(self, tables: Tables, class_: str) -> tuple[Staff, ...]:
        """The grown-ups of a class, then those who look after the stations of the whole school."""
        own = staff_of(tables, class_)
        others = (
            person
            for person in tables.definitions.all(Staff)
            if person.status == "active"
            and person not in own
            and self._permissions.everywhere(tables, person.id, "stations")
        )
        return (*own, *sorted(others, key=lambda person: person.id))

    def _wrapping(self, badge: Badge, pin: Slow | None) -> bytes:
        """The key under which a living badge wraps its owner's; empty where it cannot."""
        key = self._keys.badge_key(badge.badge)
        if key is None or badge.state != "active":
            return b""
        if badge.owner_kind == "learner":
            return key
        return bytes(seal.staff_key_wrapping(key, pin.hash)) if pin else b""


def _resting(tables: Tables, class_: str) -> tuple[str, ...]:
    """The learners of a class who wait to be erased: their badges are called dead, not unknown."""
    waiting = (tables.definitions.get(Learner, learner) for learner in sorted(erasures.hidden(tables)))
    return tuple(learner.id for learner in waiting if learner and class_ in learner.classes)


def _how(slow: Slow) -> SlowHash:
    return SlowHash(salt=_text(slow.salt), passes=slow.passes, kib=slow.kib)


def _proof(pictures: Slow | None) -> PictureProof | None:
    return PictureProof(slow=_how(pictures), proof=_text(pictures.hash)) if pictures else None


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _digest(says: Iterable[bytes]) -> bytes:
    """A hash over parts that cannot run into one another."""
    digest = hashlib.blake2b(digest_size=16)
    for part in says:
        digest.update(len(part).to_bytes(4, "big") + part)
    return digest.digest()
