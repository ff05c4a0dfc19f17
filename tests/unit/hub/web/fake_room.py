"""The room of the fake office: who is where, and what people do about it."""

import msgspec

from classroom.block import Attendance
from hub.errors import ServiceRefused
from hub.live import Live
from hub.service.announcing import Wanted
from hub.service.shapes import AnnouncementNow, WallNow, WallZone
from tests.unit.hub.web import heron


class FakeRoom:
    """What the live page asks for, by the same names; `now` is the room as it is."""

    def __init__(self) -> None:
        self.live = Live()
        self.now = heron.room()
        self.announced: list[Wanted] = []
        self.moved: list[tuple[str, str, str]] = []

    def set_room(self, **changes: object) -> None:
        """Something happened in the room."""
        self.now = msgspec.structs.replace(self.now, **changes)
        self.live.touch("room")

    def open_block(self, class_id: str, by: str) -> None:
        self.set_room(block_open=True)

    def close_block(self, class_id: str, by: str) -> None:
        self.set_room(block_open=False)

    def mark_attendance(
        self, class_id: str, learner: str, mark: Attendance, by: str, place: str = ""
    ) -> None:
        self.set_room(
            nowhere=tuple(
                msgspec.structs.replace(one, mark=mark, place=place, since_ms=heron.NOW)
                if one.learner == learner
                else one
                for one in self.now.nowhere
            )
        )

    def may(self, act: str, class_id: str, staff: str) -> bool:
        return True

    def announce(self, wanted: Wanted, by: str) -> str:
        if "Amal" in wanted.text["en"]:
            raise ServiceRefused("An announcement names nobody: everybody reads it. Say it without Amal.")
        self.announced.append(wanted)
        said = AnnouncementNow(
            announcement=f"n-{len(self.announced)}", what=wanted.what, text=wanted.text["en"],
            to=wanted.zone or ", ".join(wanted.classes), since_ms=heron.NOW,
        )  # fmt: skip
        self.set_room(announcements=(said, *self.now.announcements))
        return said.announcement

    def end_announcement(self, announcement: str, by: str) -> None:
        last = tuple(one for one in self.now.announcements if one.announcement != announcement)
        self.set_room(announcements=last)

    def turn_zone(self, class_id: str, zone: str, by: str, *, is_open: bool) -> None:
        self.set_room(
            zones=tuple(
                msgspec.structs.replace(one, zone=msgspec.structs.replace(one.zone, open=is_open))
                if one.zone.id == zone
                else one
                for one in self.now.zones
            )
        )

    def move_learner(self, learner: str, zone: str, mode: str, by: str) -> None:
        self.moved.append((learner, zone, mode))

    def end_visit(self, learner: str, by: str) -> None:
        self.moved.append((learner, "", "ended"))

    def wall(self, class_id: str, staff: str) -> WallNow:
        zones = tuple(
            WallZone(zone=one.zone, taken=None if one.freshness in {"offline", "none"} else len(one.people))
            for one in self.now.zones
        )
        return WallNow(class_id=class_id, now_ms=heron.NOW, zones=zones, announcements=self.now.announcements)
