"""What the room's documents say of targets, activities, zones and kinds of evidence. Pure."""

from collections.abc import Iterator
from typing import Final

from classroom.documents import LearnerDocument
from classroom.evidence import KINDS, EvidenceKind, Medium
from classroom.ids import TargetId, ZoneId
from classroom.playlist import Activity, Need, PlaylistItem
from classroom.target import LearningTarget
from classroom.zone import Zone
from station.session.state import Item, State
from station.session.visitor import RoomKnown

EDITORS: Final = {Medium.PHOTO, Medium.VOICE, Medium.TEXT, Medium.DRAWING}
"""The media that this station can make."""
_WITHOUT_LIST: Final = PlaylistItem(id="", need="may").kinds


def target(room: RoomKnown, wanted: TargetId) -> LearningTarget | None:
    """Return a target of any framework."""
    for document in room.frameworks:
        for found in document.framework.targets:
            if found.id == wanted:
                return found
    return None


def activity(room: RoomKnown, wanted: str | None) -> Activity | None:
    """Return an activity by its id."""
    return next((one.activity for one in room.activities if one.activity.id == wanted), None)


def zone(room: RoomKnown, wanted: ZoneId) -> Zone | None:
    """Return a zone by its id."""
    return next((line.zone for line in room.zones if line.zone.id == wanted), None)


def ways(room: RoomKnown, wanted: TargetId) -> tuple[str, ...]:
    """Return the ids of all activities for a target: as the playlists order them, then the others."""
    aimed = {one.activity.id for one in room.activities if wanted in one.activity.targets}
    listed = [item.activity for item in _items(room) if item.activity in aimed]
    loose = [one.activity.id for one in room.activities if one.activity.id in aimed]
    return tuple(dict.fromkeys((*listed, *loose)))


def first_way(room: RoomKnown, document: LearnerDocument, wanted: TargetId) -> str | None:
    """Return what her plan says for a target, else the first activity of the list; she may change it."""
    planned = next((line.activity for line in document.lines if line.target == wanted), None)
    return planned or next(iter(ways(room, wanted)), None)


def need(room: RoomKnown, wanted: str) -> Need:
    """Return whether everyone does an activity, should or may; what no list names is free."""
    return next((item.need for item in _items(room) if item.activity == wanted), "may")


def kinds(state: State, document: LearnerDocument, item: Item) -> tuple[EvidenceKind, ...]:
    """Return the kinds by which she may show this item here: asked for, allowed, and with an editor.

    A young learner writes only where nothing else is left.
    """
    names, missing = _kinds_asked(state.room, item), _missing(state, document)
    able = [kind for kind in KINDS if kind.name in names and has_editor(kind) and medium(kind) not in missing]
    wordless = [kind for kind in able if medium(kind) is not Medium.TEXT]
    return tuple(wordless if document.band.look == "young" and wordless else able)


def kind(name: str) -> EvidenceKind | None:
    """Return a kind of evidence by its name."""
    return next((one for one in KINDS if one.name == name), None)


def medium(kind: EvidenceKind) -> Medium:
    """Return what a piece of this kind is made of here: its first part that has an editor."""
    return next(part.medium for part in kind.parts if part.medium in EDITORS)


def medium_of(name: str) -> Medium | None:
    """Return what a piece of the kind with this name is made of here; None when nobody can make one."""
    known = kind(name)
    return medium(known) if known and has_editor(known) else None


def has_editor(kind: EvidenceKind) -> bool:
    """Say whether a learner can make a piece of this kind here."""
    needed = [part.medium in EDITORS for part in kind.parts if part.required]
    return not kind.staff_only and all(needed) and any(part.medium in EDITORS for part in kind.parts)


def _missing(state: State, document: LearnerDocument) -> set[Medium]:
    """Return the media that her family did not allow, or that nothing here can take in."""
    missing = set() if document.consent.photo else {Medium.PHOTO}
    return missing if document.consent.voice and state.microphone != "none" else missing | {Medium.VOICE}


def _kinds_asked(room: RoomKnown, item: Item) -> frozenset[str]:
    asked = next((one.kinds for one in _items(room) if one.activity == item.activity and item.activity), None)
    found = target(room, item.target)
    allowed = found.policy.kinds_allowed if found else None
    if allowed is None:
        return frozenset(asked or _WITHOUT_LIST)
    return frozenset(asked or allowed) & allowed or allowed


def _items(room: RoomKnown) -> Iterator[PlaylistItem]:
    for document in room.playlists:
        if document.playlist.status == "published":
            yield from document.playlist.items
