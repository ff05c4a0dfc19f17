"""Who may do what, as data: permissions.csv has one row for each act, role and scope; roles are a union."""

import csv
from collections.abc import Iterable
from importlib.resources import files
from typing import Final, Literal

from classroom.ids import ClassId, LearnerId, StaffId
from classroom.learner import Learner
from classroom.playlist import Activity, Playlist
from classroom.roster import Entity
from classroom.staff import Staff
from classroom.target import Framework
from classroom.zone import ClassGroup, School, Zone
from hub.errors import NotYours
from hub.store.projections import roster
from hub.store.tables import Tables

Act = Literal[
    "see work", "see levels", "see counts", "see profile", "judge", "observe", "give words", "propose plan",
    "see talk notes", "see room", "run block", "be called", "admit", "release summary", "export", "approve erase",
    "erase", "read audit", "badges", "roster", "substitutes", "library", "groups", "announce", "playlists", "checks",
    "see stations", "stations", "settings", "people", "clock", "date work", "answer requests",
]  # fmt: skip
SUBSTITUTE: Final = "substitute"
"""In the table, what a day pass is good for; whoever has one has no other role."""
NOBODYS_DESK: Final = ("learner", "family")
"""Roles of the table that never sign in here: what they may do happens at a station, or through the school."""
_ACT_FOR: Final[dict[type[Entity], Act]] = {
    Learner: "roster",
    ClassGroup: "roster",
    Staff: "people",
    School: "stations",
    Zone: "stations",
    Framework: "library",
    Activity: "library",
    Playlist: "library",
}
OPERATOR: StaffId = ""
"""Whoever types commands on the hub's own console: the one who owns the machine may do everything."""


class Permissions:
    """Read once; asked for every act.

    Nobody is anyone's mentor yet, so "own mentees" covers no one; nor does any scope beside "own classes" and
    "whole school", each of which waits for something that this hub does not know yet.
    """

    def __init__(self) -> None:
        text = files("hub.service").joinpath("permissions.csv").read_text(encoding="utf-8")
        self._scopes = {(row["act"], row["role"]): row["scope"] for row in csv.DictReader(text.splitlines())}

    def classes(self, tables: Tables, staff: StaffId, act: Act) -> frozenset[ClassId]:
        """The classes in which a person may do this."""
        every = frozenset(class_.id for class_ in tables.definitions.all(ClassGroup))
        if staff == OPERATOR:
            return every
        person = tables.definitions.get(Staff, staff)
        if person is None or person.status != "active":
            return frozenset()
        scopes = self._scopes_of(person, act)
        if "whole school" in scopes:
            return every
        return roster.classes_of_staff(tables, staff) if "own classes" in scopes else frozenset()

    def everywhere(self, tables: Tables, staff: StaffId, act: Act) -> bool:
        """Whether a person may do this in the whole school."""
        person = tables.definitions.get(Staff, staff)
        if staff == OPERATOR:
            return True
        return (
            person is not None
            and person.status == "active"
            and "whole school" in self._scopes_of(person, act)
        )

    def _scopes_of(self, person: Staff, act: Act) -> set[str | None]:
        roles = [SUBSTITUTE] if person.until_ms else [str(role) for role in person.roles]
        return {self._scopes.get((act, role)) for role in roles}

    def ask_class(self, tables: Tables, staff: StaffId, act: Act, class_id: ClassId) -> None:
        """Raise NotYours unless this person may do this in the class."""
        if class_id not in self.classes(tables, staff, act):
            raise NotYours

    def ask_learners(self, tables: Tables, staff: StaffId, act: Act, learners: Iterable[LearnerId]) -> None:
        """Raise NotYours unless this person may do this for one of these learners at least."""
        if not self.reaches(tables, staff, act, learners):
            raise NotYours

    def reaches(self, tables: Tables, staff: StaffId, act: Act, learners: Iterable[LearnerId]) -> bool:
        """Whether this person may do this for one of these learners at least."""
        mine = self.classes(tables, staff, act)
        return any(mine.intersection(roster.classes_of(tables, learner)) for learner in learners)

    def ask_to_define(self, tables: Tables, staff: StaffId, entity: Entity) -> None:
        """Raise NotYours unless this person may write this record."""
        act = _ACT_FOR[type(entity)]
        if isinstance(entity, Learner):
            classes = {*entity.classes, *roster.classes_of(tables, entity.id)}
            allowed = classes <= self.classes(tables, staff, act) if classes else False
        else:
            allowed = False
        if not allowed and not self.everywhere(tables, staff, act):
            raise NotYours


def staff_of(tables: Tables, class_id: ClassId) -> tuple[Staff, ...]:
    """The active staff of a class, by name."""
    found = [
        person
        for person in tables.definitions.all(Staff)
        if person.status == "active" and class_id in roster.classes_of_staff(tables, person.id)
    ]
    return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))
