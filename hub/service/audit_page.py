"""What was written down, for the eyes of one person (H18): names beside ids, as they are now."""

from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from classroom.ids import ClassId, LearnerId, StaffId
from classroom.learner import Learner
from classroom.staff import Staff
from hub.errors import NotYours, ServiceRefused
from hub.service.shapes import AuditLine, AuditPage
from hub.store import audit
from hub.store.audit import Entry, Sought
from hub.store.projections import evidence, roster
from hub.store.tables import Tables

MOST: Final = 500


class Asked(NamedTuple):
    """What somebody looks for: one learner, one person, one day (an ISO date); "" leaves a question open."""

    learner: LearnerId = ""
    person: StaffId = ""
    day: str = ""


class AuditReader:
    """Made for one reading. Without `whole`, only rows about learners of these classes are shown."""

    def __init__(self, tables: Tables, classes: frozenset[ClassId], *, whole: bool) -> None:
        self._tables, self._whole = tables, whole
        self._mine = roster.learners_in(tables, classes)
        self._staff = {person.id: person for person in tables.definitions.all(Staff)}

    def page(self, asked: Asked) -> AuditPage:
        """Gather the page; raises NotYours for another class's learner, ServiceRefused for no date."""
        if asked.learner and not self._whole and asked.learner not in self._mine:
            raise NotYours
        from_ms, until_ms = self._day(asked.day)
        sought = Sought(asked.learner, asked.person or None, from_ms, until_ms, MOST + 1)
        found = audit.entries(self._tables, sought, None if self._whole else self._mine)
        checked = audit.check(self._tables)
        return AuditPage(
            lines=tuple(self._line(entry) for entry in found[:MOST]),
            more=len(found) > MOST,
            rows=checked.last - checked.first + 1,
            head=checked.head,
            broken=checked.broken,
            learners=self._learners(),
            people=tuple(sorted(((one.id, one.name) for one in self._staff.values()), key=_by_name)),
        )

    def _day(self, day: str) -> tuple[int, int]:
        if not day:
            return 0, 0
        zone = self._tables.definitions.time_zone()
        try:
            first = date.fromisoformat(day)
            ends = [datetime.combine(one, time(), zone) for one in (first, first + timedelta(days=1))]
        except (ValueError, OverflowError):
            raise ServiceRefused("A day is a date such as 2026-10-14.") from None
        return int(ends[0].timestamp() * 1000), int(ends[1].timestamp() * 1000)

    def _learners(self) -> tuple[tuple[LearnerId, str], ...]:
        everybody = self._tables.definitions.all(Learner)
        shown = [(one.id, one.full) for one in everybody if self._whole or one.id in self._mine]
        return tuple(sorted(shown, key=_by_name))

    def _line(self, entry: Entry) -> AuditLine:
        person = self._staff.get(entry.actor)
        shown = [learner for learner in entry.learners if self._whole or learner in self._mine]
        return AuditLine(
            seq=entry.seq,
            at_ms=entry.at_ms,
            actor=entry.actor,
            actor_name=person.name if person else "",
            for_a_day=bool(person and person.until_ms),
            action=entry.action,
            object=entry.object,
            about=self._about(entry.object),
            learners=tuple(self._name(learner) for learner in shown),
            reason=entry.reason,
        )

    def _name(self, learner: LearnerId) -> str:
        found = self._tables.definitions.get(Learner, learner)
        return found.full if found else "somebody who is not here any more"

    def _about(self, object_: str) -> str:
        """What a row is about, where that has a name."""
        kind, _, id_ = object_.partition("/")
        if kind == "staff":
            person = self._staff.get(id_)
            return person.name if person else ""
        if kind == "evidence" and (piece := evidence.piece(self._tables, id_)):
            target = self._tables.definitions.targets().get(piece.targets[0])
            return target.code if target else ""
        return ""


def _by_name(entry: tuple[str, str]) -> tuple[str, str]:
    return entry[1].casefold(), entry[0]
