"""One example of everything about the room while a class meets; their bytes are golden."""

from classroom.documents import AnnouncementDocument, Document
from classroom.facts import (
    AnnouncementEnded,
    AnnouncementMade,
    AttendanceMarked,
    Fact,
    VisitMoved,
    ZoneClosed,
    ZoneOpened,
)

ROOM_FACTS: tuple[Fact, ...] = (
    AttendanceMarked(by="ms-r", block="b1", learner="amal", mark="out", place="library"),
    AnnouncementMade(
        by="ms-r",
        announcement="n1",
        what="move",
        text={"en": "To the circle."},
        classes=("heron",),
        zone="porch",
    ),
    AnnouncementEnded(by="ms-r", announcement="n1"),
    ZoneClosed(by="ms-r", zone="porch"),
    ZoneOpened(by="ms-r", zone="porch"),
    VisitMoved(
        by="ms-r", was="v1", zone="porch", mode="with_teacher", activity="bridges", target="G01", attempt=2
    ),
)

ROOM_DOCUMENTS: tuple[Document, ...] = (
    AnnouncementDocument(announcement="n1", what="move", text={"en": "To the circle."}, at_ms=5),
)
