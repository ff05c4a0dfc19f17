"""The part of the office where people run the room: when a class meets, and who of it is where."""

from classroom.block import Attendance
from classroom.ids import ClassId, LearnerId, StaffId, ZoneId
from classroom.visit import Placed
from hub.errors import NotYours, ServiceRefused
from hub.service.announcing import Wanted
from hub.service.badge_acts import BadgeActs
from hub.service.permissions import Act
from hub.service.shapes import WallNow
from hub.service.wall import wall
from hub.store.tables import Tables


class RoomActs(BadgeActs):
    """`by` is who does it; raises NotYours and ServiceRefused."""

    def may(self, act: Act, class_id: ClassId, staff: StaffId) -> bool:
        """Whether this person may do something in a class: what she may not is not offered to her."""
        with self._back.store.reading() as tables:
            return class_id in self._back.permissions.classes(tables, staff, act)

    def wall(self, class_id: ClassId, staff: StaffId) -> WallNow:
        """The room of a class as it may hang on a wall: counts, no names."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_class(tables, staff, "see room", class_id)
            return wall(tables, class_id, self._back.now(), self._back.taken(tables))

    def open_block(self, class_id: ClassId, by: StaffId) -> None:
        """The class meets from now."""

        def job(tables: Tables) -> None:
            self._back.permissions.ask_class(tables, by, "run block", class_id)
            self._back.blocks.open(tables, class_id, by)

        self._do(job, "room")

    def close_block(self, class_id: ClassId, by: StaffId) -> None:
        """The class is over; open visits of its learners end with the bell."""

        def job(tables: Tables) -> None:
            self._back.permissions.ask_class(tables, by, "run block", class_id)
            self._back.blocks.close(tables, class_id, by)

        self._do(job, "room")

    def mark_attendance(
        self, class_id: ClassId, learner: LearnerId, mark: Attendance, by: StaffId, place: str = ""
    ) -> None:
        """Say that a learner is here without a screen, absent, or out to a place; the latest word stands."""

        def job(tables: Tables) -> None:
            self._back.permissions.ask_class(tables, by, "run block", class_id)
            self._back.blocks.mark(tables, class_id, learner, mark, by, place.strip())

        self._do(job, "room")

    def announce(self, wanted: Wanted, by: StaffId) -> str:
        """Say something to everybody at the stations of some classes, or at one zone; return its id."""

        def job(tables: Tables) -> str:
            mine = self._back.permissions.classes(tables, by, "announce")
            if not wanted.classes or not mine.issuperset(wanted.classes):
                raise NotYours
            return self._back.announcing.make(tables, wanted, by)

        return self._do(job, "room")

    def end_announcement(self, announcement: str, by: StaffId) -> None:
        """It is not shown any more."""

        def job(tables: Tables) -> None:
            mine = self._back.permissions.classes(tables, by, "announce")
            if not mine:
                raise NotYours
            self._back.announcing.end(tables, announcement, by, mine)

        self._do(job, "room")

    def turn_zone(self, class_id: ClassId, zone: ZoneId, by: StaffId, *, is_open: bool) -> None:
        """Let a zone rest, or open it again: whoever runs the block of a class may, for all who share the room."""

        def job(tables: Tables) -> None:
            self._back.permissions.ask_class(tables, by, "run block", class_id)
            self._back.blocks.turn_zone(tables, zone, by, is_open=is_open)

        self._do(job, "room")

    def move_learner(self, learner: LearnerId, zone: ZoneId, mode: Placed, by: StaffId) -> None:
        """Send a learner who is at a zone to another one, or take her aside ("with_teacher")."""

        def job(tables: Tables) -> None:
            self._back.permissions.ask_learners(tables, by, "run block", (learner,))
            self._back.blocks.move(tables, learner, zone, mode, by)

        self._do(job, "room")

    def end_visit(self, learner: LearnerId, by: StaffId) -> None:
        """End the visit that a learner has open."""

        def job(tables: Tables) -> None:
            self._back.permissions.ask_learners(tables, by, "run block", (learner,))
            if not self._back.blocks.end_visit(tables, learner, by, "staff"):
                raise ServiceRefused("She has no visit open any more.")

        self._do(job, "room")
