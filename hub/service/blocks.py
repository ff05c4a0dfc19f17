"""When a class meets, who of it is there without a screen, which zones rest, and what ends with the bell."""

from collections.abc import Callable
from typing import Final, get_args

from classroom.block import Attendance
from classroom.facts import (
    AttendanceMarked,
    BlockClosed,
    BlockOpened,
    VisitEnded,
    VisitMoved,
    ZoneClosed,
    ZoneOpened,
)
from classroom.ids import ClassId, LearnerId, StaffId, ZoneId
from classroom.visit import EndReason, Placed
from hub.errors import NotYours, ServiceRefused
from hub.service.announcing import Announcements
from hub.service.recording import Recording
from hub.store.projections import blocks, roster, visits, zones
from hub.store.tables import Tables

LONGEST_PLACE: Final = 40


class Blocks:
    """Used in the writer's transactions. `fresh_id` makes ids."""

    def __init__(self, recording: Recording, fresh_id: Callable[[], str], announcing: Announcements) -> None:
        self._recording, self._fresh_id, self._announcing = recording, fresh_id, announcing

    def open(self, tables: Tables, class_id: ClassId, by: StaffId) -> None:
        """The class meets from now, and what was announced on another day is over; again is no harm."""
        if blocks.open_block(tables, class_id) is None:
            fact = BlockOpened(block=self._fresh_id(), class_=class_id, by=by)
            opened = self._recording.note(tables, fact)
            self._announcing.clear_away(tables, class_id, tables.definitions.day(opened.at_ms), by)

    def close(self, tables: Tables, class_id: ClassId, by: StaffId) -> None:
        """The class is over: its learners' visits end with the bell."""
        self._recording.note(tables, BlockClosed(block=_open_block(tables, class_id), by=by))
        for learner in roster.members(tables, class_id):
            self.end_visit(tables, learner.id, by, "bell")
        self._announcing.end_with(tables, class_id, by)

    def mark(
        self, tables: Tables, class_id: ClassId, learner: LearnerId, mark: Attendance, by: StaffId, place: str
    ) -> None:
        """Say how it is with a learner of the class; who is absent or out is at no station."""
        block = _open_block(tables, class_id)
        if learner not in {one.id for one in roster.members(tables, class_id)}:
            raise NotYours
        if mark not in get_args(Attendance) or len(place) > LONGEST_PLACE:
            raise ServiceRefused(f"Say present, absent or out, and where in at most {LONGEST_PLACE} letters.")
        if mark != "present":
            self.end_visit(tables, learner, by, "staff")
        fact = AttendanceMarked(
            block=block, learner=learner, mark=mark, place=place if mark == "out" else "", by=by
        )
        self._recording.note(tables, fact, (learner,))

    def end_visit(self, tables: Tables, learner: LearnerId, by: StaffId, reason: EndReason) -> bool:
        """End the visit that a learner has open; say whether there was one."""
        visit = visits.open_visit(tables, learner)
        if visit is not None:
            self._recording.note(tables, VisitEnded(visit=visit.visit, reason=reason, by=by), (learner,))
        return visit is not None

    def move(self, tables: Tables, learner: LearnerId, zone_id: ZoneId, mode: Placed, by: StaffId) -> None:
        """Send a learner to a zone, or take her aside there; her station frees the screen and says where to go."""
        visit, zone = visits.open_visit(tables, learner), zones.zone(tables, zone_id)
        if visit is None:
            raise ServiceRefused("She is in no zone now. Let her in first.")
        if zone is None or mode not in get_args(Placed):
            raise ServiceRefused("There is no such zone any more. Load the page again.")
        if not zone.open:
            raise ServiceRefused(f"{zone.name} is closed. Open it first.")
        if (visit.zone, visit.mode, visit.placed_by is not None) == (zone_id, mode, True):
            return
        fact = VisitMoved(
            was=visit.visit, zone=zone_id, mode=mode, activity=visit.activity, target=visit.target,
            revises=visit.revises, attempt=visit.attempt, by=by,
        )  # fmt: skip
        self._recording.note(tables, fact, (learner,), visit=self._fresh_id())

    def turn_zone(self, tables: Tables, zone_id: ZoneId, by: StaffId, *, is_open: bool) -> None:
        """Let a zone rest, or open it again; again is no harm."""
        zone = zones.zone(tables, zone_id)
        if zone is None:
            raise ServiceRefused("There is no such zone any more. Load the page again.")
        if zone.open != is_open:
            turned = ZoneOpened(zone=zone_id, by=by) if is_open else ZoneClosed(zone=zone_id, by=by)
            self._recording.note(tables, turned)


def _open_block(tables: Tables, class_id: ClassId) -> str:
    block = blocks.open_block(tables, class_id)
    if block is None:
        raise ServiceRefused("No block is open for this class.")
    return block
