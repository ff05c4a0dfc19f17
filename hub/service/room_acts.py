"""The part of the office where people run the room: when a class meets, and who of it is where."""

from classroom.block import Attendance
from classroom.ids import ClassId, LearnerId, StaffId
from hub.service.badge_acts import BadgeActs
from hub.store.tables import Tables


class RoomActs(BadgeActs):
    """`by` is who does it; raises NotYours and ServiceRefused."""

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
