"""Whom an alarm is about, and whether the reader may know it."""

from collections.abc import Collection

from classroom.ids import ClassId
from classroom.learner import Learner
from classroom.staff import Staff
from hub.store.projections import badges, roster
from hub.store.projections.alarms import Alarm
from hub.store.tables import Tables


def whom_about(tables: Tables, alarm: Alarm) -> str:
    """The learner or the grown-up whom an alarm is about; empty for one about the station alone."""
    match alarm.kind:
        case "dead_badge":
            found = badges.badge(tables, alarm.why)
            return found.owner if found else ""
        case "tries":
            return alarm.why.partition("/")[2]
        case "twice":
            return alarm.why
    return ""


def name_for(tables: Tables, whom: str, classes: Collection[ClassId]) -> str:
    """A grown-up's name; a learner's full name for somebody who sees the work of one of these classes."""
    if person := tables.definitions.get(Staff, whom):
        return person.name
    learner = tables.definitions.get(Learner, whom)
    hers = frozenset(roster.classes_of(tables, whom))
    return learner.full if learner and not hers.isdisjoint(classes) else ""
