"""What the shelf says of the room, kept decoded between two changes."""

from collections.abc import Iterable

from classroom.documents import (
    ActivityDocument,
    AnnouncementDocument,
    AnyDocument,
    ClassDocument,
    FrameworkDocument,
    PlaylistDocument,
    SettingsDocument,
    ZonesDocument,
)
from station.perform.shelves import read_document
from station.session.visitor import RoomKnown
from station.store.shelf import Shelf

_KINDS = ("zones", "class", "framework", "playlist", "activity", "settings", "announcement")
_NOT_ROOM = ("learner/", "badges/", "draft/")


class Room:
    """The clear documents of the room, decoded once each. For the disk thread alone."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._read: dict[bytes, AnyDocument | None] = {}

    def concerns(self, docs: Iterable[str]) -> bool:
        """Say whether a change of these documents is news about the room."""
        return any(not doc.startswith(_NOT_ROOM) for doc in docs)

    def known(self) -> RoomKnown:
        """Return the room as the shelf has it now; what cannot be read is left out."""
        bodies = [body for kind in _KINDS for body in self._shelf.bodies(kind)]
        self._read = {body: self._read.get(body) or read_document(body) for body in bodies}
        found = list(self._read.values())
        zones = next((each for each in found if isinstance(each, ZonesDocument)), None)
        settings = next((each for each in found if isinstance(each, SettingsDocument)), None)
        return RoomKnown(
            zones=zones.zones if zones else (),
            classes=tuple(each for each in found if isinstance(each, ClassDocument)),
            frameworks=tuple(each for each in found if isinstance(each, FrameworkDocument)),
            playlists=tuple(each for each in found if isinstance(each, PlaylistDocument)),
            activities=tuple(each for each in found if isinstance(each, ActivityDocument)),
            announcements=_newest_first(each for each in found if isinstance(each, AnnouncementDocument)),
            settings=settings or SettingsDocument(school=""),
        )


def _newest_first(announcements: Iterable[AnnouncementDocument]) -> tuple[AnnouncementDocument, ...]:
    return tuple(sorted(announcements, key=lambda one: (-one.at_ms, one.announcement)))
