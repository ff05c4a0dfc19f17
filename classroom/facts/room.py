"""What staff say of the room while a class meets: who is present, absent or out, what all are to know. Pure."""

from typing import ClassVar

from classroom.announcement import Announcing
from classroom.block import Attendance
from classroom.facts.fact import Decision, Erase, Keep
from classroom.ids import ClassId, EvidenceId, LearnerId, TargetId, VisitId, ZoneId
from classroom.visit import Placed


class AttendanceMarked(Decision, frozen=True, kw_only=True, tag="attendance.marked"):
    """A learner is here without a screen, is absent, or went out to `place`; of a block the latest word stands."""

    keep: ClassVar[Keep] = Keep.YEAR

    block: str
    learner: LearnerId
    mark: Attendance
    place: str = ""


class AnnouncementMade(Decision, frozen=True, kw_only=True, tag="announcement.made"):
    """Words to the stations of these classes, or of one zone; `text` by language, and it names no learner."""

    erase: ClassVar[Erase] = Erase.NONE

    announcement: str
    what: Announcing
    text: dict[str, str]
    classes: tuple[ClassId, ...]
    zone: ZoneId | None = None


class AnnouncementEnded(Decision, frozen=True, kw_only=True, tag="announcement.ended"):
    """They are not shown any more."""

    erase: ClassVar[Erase] = Erase.NONE

    announcement: str


class ZoneClosed(Decision, frozen=True, kw_only=True, tag="zone.closed"):
    """A zone rests: nobody new comes in there, whoever is there may finish."""

    erase: ClassVar[Erase] = Erase.NONE

    zone: ZoneId


class ZoneOpened(Decision, frozen=True, kw_only=True, tag="zone.opened"):
    """A zone is open again."""

    erase: ClassVar[Erase] = Erase.NONE

    zone: ZoneId


class VisitMoved(Decision, frozen=True, kw_only=True, tag="visit.moved"):
    """A grown-up sent a learner to a zone, or took her aside there: the visit `was` goes on as the fact's own visit.

    It is at no station until her badge opens one; what she was at goes along.
    """

    was: VisitId
    zone: ZoneId
    mode: Placed = "at_table"
    activity: str | None = None
    target: TargetId | None = None
    revises: EvidenceId | None = None
    attempt: int = 1


ROOM_FACTS = AttendanceMarked | AnnouncementMade | AnnouncementEnded | ZoneClosed | ZoneOpened | VisitMoved
