"""What a grown-up's own key opens on the shelf: her card, the keys of her classes, their faces."""

import logging
from typing import NamedTuple

import msgspec

from classroom.documents import FacesDocument, StaffDocument
from classroom.doors import Face, StaffCard
from classroom.errors import MessageRefused
from classroom.ids import ClassId, LearnerId, StaffId
from classroom.wire.codec import decode_document
from plumbing.errors import SealBroken
from plumbing.seal import Key, unseal, unwrap
from plumbing.secret import Secret
from station.perform.shelves import read_document
from station.session.visitor import ClassFaces, FaceCard
from station.store.shelf import Shelf
from station.sync.envelopes import unbox, unbox_json

log = logging.getLogger(__name__)
_CARDS = msgspec.json.Decoder(StaffCard)


class Opened(NamedTuple):
    """Who she is, and the classes that she opened, with their keys."""

    card: StaffCard
    classes: tuple[FacesDocument, ...]
    keys: dict[ClassId, Secret]

    def shown(self) -> tuple[ClassFaces, ...]:
        """The faces as the screen needs them: no keys, no proofs."""
        return tuple(
            ClassFaces(class_=each.class_, name=each.name, faces=tuple(_shown(face) for face in each.faces))
            for each in self.classes
        )

    def face(self, learner: LearnerId) -> tuple[Face, Secret] | None:
        """One of the faces, and the key of a class of hers."""
        found = ((face, self.keys[each.class_]) for each in self.classes for face in each.faces)
        return next(((face, key) for face, key in found if face.learner == learner), None)

    def wipe(self) -> None:
        for key in self.keys.values():
            key.wipe()


def open_faces(shelf: Shelf, staff: StaffId, key: Key) -> Opened | None:
    """Open all that her key opens; None when her document has not come, or is under another key."""
    body = shelf.body(f"staff/{staff}")
    document = read_document(body) if body else None
    if not isinstance(document, StaffDocument):
        return None
    try:
        card = _CARDS.decode(unseal(key, unbox(document.card), f"staff {staff}".encode()))
    except (SealBroken, msgspec.DecodeError):
        log.warning("the card of a grown-up does not open with her key")
        return None
    keys: dict[ClassId, Secret] = {}
    classes = []
    for each in document.classes:
        try:
            class_key = unwrap(key, unbox(each.wrap), each.class_)
        except SealBroken:
            log.warning("the key of a class does not open with a grown-up's")
            continue
        found = _read(shelf.body(f"faces/{each.class_}"), class_key, each.class_)
        if found is not None:
            classes.append(found)
            keys[each.class_] = class_key
    return Opened(card, tuple(classes), keys)


def _read(body: bytes | None, key: Key, class_: ClassId) -> FacesDocument | None:
    if body is None:
        return None
    try:
        document = decode_document(unseal(key, unbox_json(body), f"faces {class_}".encode()))
    except (SealBroken, MessageRefused):
        log.warning("the faces of a class do not open with its key")
        return None
    return document if isinstance(document, FacesDocument) else None


def _shown(face: Face) -> FaceCard:
    return FaceCard(
        learner=face.learner, name=face.name, avatar=face.avatar, pictures=face.pictures is not None
    )
