"""What stations are told: each document written from the projections, sealed where it speaks of a learner."""

import base64
import hashlib
from collections.abc import Callable, Mapping

import msgspec
from msgspec.structs import replace

from classroom.documents import (
    ActivityDocument,
    AnnouncementDocument,
    AnyDocument,
    ClassDocument,
    ErasedDocument,
    FeedbackLine,
    FrameworkDocument,
    LearnerDocument,
    MediaKey,
    PieceCard,
    PlaylistDocument,
    SettingsDocument,
    ZoneLine,
    ZonesDocument,
)
from classroom.ids import ZoneId
from classroom.playlist import Activity, Playlist
from classroom.target import Framework
from classroom.wire.codec import encode_document
from classroom.zone import ClassGroup
from hub.service.drafts import Drafts
from hub.service.key_documents import KeyDocuments
from hub.service.learner_document import learner_document
from hub.service.permissions import Permissions
from hub.service.written import Written
from hub.store import desk, feed
from hub.store.keys import Keys
from hub.store.projections import announcements, blocks, roster, zones
from hub.store.tables import Tables
from plumbing import seal


class Documents:
    """`taken` says how many people are known to be in each zone; a zone of which nothing is known is not in it."""

    def __init__(
        self,
        keys: Keys,
        permissions: Permissions,
        taken: Callable[[Tables], Mapping[ZoneId, int]],
        drafts: Drafts,
    ) -> None:
        self._keys, self._taken, self._drafts = keys, taken, drafts
        self._key_documents = KeyDocuments(keys, permissions)

    def write(self, tables: Tables, doc: str) -> Written:
        """Write one document by its id, such as `learner/{id}`, `badges/{class}` or `zones`."""
        kind, _, id_ = doc.partition("/")
        match kind:
            case "learner":
                return self._learner(tables, id_)
            case "draft":
                return self._draft(tables, id_)
            case "badges" | "staff" | "faces":
                return self._key_documents.write(tables, kind, id_)
            case "class":
                return _clear(kind, _class(tables, id_), (id_,))
            case "announcement":
                return _announcement(tables, id_)
            case "erased":
                return _clear(kind, ErasedDocument(learner=id_))
            case "zones":
                return _clear(kind, self._zones(tables))
            case "station":
                # For nobody: it moves the head, so that a station which serves something else now asks.
                said = msgspec.json.encode(roster.served_by(tables, id_))
                return Written(kind, said, (feed.NOBODY,), _digest(said))
            case "settings":
                school = tables.definitions.school()
                return _clear(kind, SettingsDocument(school=school.name, langs=school.langs))
        return _clear(kind, _from_library(tables, kind, id_))

    def _learner(self, tables: Tables, learner: str) -> Written:
        document = learner_document(tables, learner)
        if document is None:
            return _clear("learner", None)
        ended = self._drafts.ended_elsewhere(tables, learner)
        document = replace(document, drafts_ended=ended)
        key = self._keys.learner_keys((learner,)).get(learner)
        if key is None:
            return _clear("learner", None)
        sent = encode_document(_with_wraps(document, key))
        box = seal.seal(key, sent, f"learner {learner}".encode())
        body = msgspec.json.encode(base64.b64encode(box).decode())
        # What it covers moves with every fact, a wrap with every making; alone they are no reason to send it again.
        says = encode_document(replace(document, covers={}))
        return Written(
            "learner", body, roster.classes_of(tables, learner) or (feed.NOBODY,), _digest(key + says)
        )

    def _draft(self, tables: Tables, id_: str) -> Written:
        document = self._drafts.document(tables, id_)
        keys = self._keys.learner_keys((document.learner,)) if document else {}
        if document is None or document.learner not in keys:
            return _clear("draft", None)
        key, visit_key = keys[document.learner], desk.visit_key(tables, document.visit) or b""
        wrap = base64.b64encode(seal.wrap(key, visit_key, document.visit)).decode()
        body = encode_document(replace(document, wrap=wrap))
        scope = roster.classes_of(tables, document.learner) or (feed.NOBODY,)
        # A wrap differs each time that it is made; it is made anew only for another key.
        return Written("draft", body, scope, _digest(key + encode_document(document)))

    def _zones(self, tables: Tables) -> ZonesDocument:
        taken = self._taken(tables)
        return ZonesDocument(
            zones=tuple(ZoneLine(zone=zone, taken=taken.get(zone.id)) for zone in zones.zones(tables))
        )


def _with_wraps(document: LearnerDocument, key: bytes) -> LearnerDocument:
    """Put each key of a file under the key of its learner: so no text at a station ever says it."""
    cards = tuple(
        replace(card, lines=tuple(_spoken(line, key) for line in card.lines)) for card in document.feedback
    )
    return replace(document, pieces=tuple(_wrapped(piece, key) for piece in document.pieces), feedback=cards)


def _spoken(line: FeedbackLine, key: bytes) -> FeedbackLine:
    return replace(line, voice=_under(line.voice, key)) if line.voice else line


def _under(media: MediaKey, key: bytes) -> MediaKey:
    box = seal.wrap(key, base64.b64decode(media.key), media.media)
    return replace(media, key=base64.b64encode(box).decode())


def _wrapped(piece: PieceCard, key: bytes) -> PieceCard:
    return replace(piece, media=tuple(_under(media, key) for media in piece.media))


def _class(tables: Tables, id_: str) -> ClassDocument | None:
    class_ = tables.definitions.get(ClassGroup, id_)
    if class_ is None:
        return None
    block = blocks.open_block(tables, id_)
    return ClassDocument(class_=id_, name=class_.name, agreement=class_.agreement, block=block)


def _announcement(tables: Tables, id_: str) -> Written:
    said = announcements.live(tables, id_)
    if said is None:
        return _clear("announcement", None)
    document = AnnouncementDocument(announcement=id_, what=said.what, text=said.text, at_ms=said.at_ms)
    zone = (f"{feed.ZONE}{said.zone}",) if said.zone else ()
    return _clear("announcement", document, (*said.classes, *zone))


def _from_library(tables: Tables, kind: str, id_: str) -> AnyDocument | None:
    definitions = tables.definitions
    if kind == "framework" and (framework := definitions.get(Framework, id_)):
        return FrameworkDocument(framework=framework) if framework.status == "published" else None
    if kind == "playlist" and (playlist := definitions.get(Playlist, id_)):
        return PlaylistDocument(playlist=playlist) if playlist.status == "published" else None
    if kind == "activity" and (activity := definitions.get(Activity, id_)):
        return ActivityDocument(activity=activity)
    return None


def _clear(kind: str, document: AnyDocument | None, scope: tuple[str, ...] = ()) -> Written:
    body = encode_document(document) if document is not None else None
    return Written(kind, body, scope, _digest(body or b""))


def _digest(says: bytes) -> bytes:
    return hashlib.blake2b(says, digest_size=16).digest()
