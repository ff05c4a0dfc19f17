"""What staff say of the room while a class meets: who is present, absent or out. Pure."""

from typing import ClassVar

from classroom.block import Attendance
from classroom.facts.fact import Decision, Keep
from classroom.ids import LearnerId


class AttendanceMarked(Decision, frozen=True, kw_only=True, tag="attendance.marked"):
    """A learner is here without a screen, is absent, or went out to `place`; of a block the latest word stands."""

    keep: ClassVar[Keep] = Keep.YEAR

    block: str
    learner: LearnerId
    mark: Attendance
    place: str = ""


ROOM_FACTS = AttendanceMarked
