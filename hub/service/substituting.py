"""Day passes: somebody who is a teacher of one class until a set time, and nobody any more after it."""

from collections.abc import Callable
from typing import Final, NamedTuple

from msgspec.structs import replace

from classroom.ids import ClassId, StaffId
from classroom.staff import Role, Staff
from classroom.zone import ClassGroup
from hub.errors import NotYours, ServiceRefused
from hub.service.badging import Badging
from hub.service.defining import Defining
from hub.service.people import People
from hub.service.shapes import PassLine
from hub.store.projections import badges
from hub.store.tables import Tables

LONGEST_MS: Final = 14 * 86_400_000
LONGEST_NAME: Final = 60
SHORTEST_MS: Final = 5 * 60_000


class Pass(NamedTuple):
    """What is asked for: what children call her, one class, until when (UTC ms)."""

    name: str
    class_id: ClassId
    until_ms: int


class Substituting:
    """Used in the writer's transactions, but for `passes`; `now` is UTC ms."""

    def __init__(
        self,
        defining: Defining,
        badging: Badging,
        people: People,
        now: Callable[[], int],
        fresh_id: Callable[[], str],
    ) -> None:
        self._defining, self._badging, self._people = defining, badging, people
        self._now, self._fresh_id = now, fresh_id

    def open(self, tables: Tables, wanted: Pass, by: StaffId) -> Staff:
        """Let somebody in for a day; raises ServiceRefused for what cannot be."""
        name = " ".join(wanted.name.split())[:LONGEST_NAME]
        if not name:
            raise ServiceRefused("Say what the children call her or him.")
        if any(one.name.casefold() == name.casefold() and one.status == "active" for one in _staff(tables)):
            raise ServiceRefused(f"There is a person called {name} already. Choose another name.")
        lasts_ms = wanted.until_ms - self._now()
        if not SHORTEST_MS <= lasts_ms <= LONGEST_MS:
            raise ServiceRefused("A day pass ends later today, or within two weeks. Choose another end.")
        person = Staff(
            id=self._fresh_id(),
            name=name,
            roles=frozenset({Role.TEACHER}),
            classes=(wanted.class_id,),
            until_ms=wanted.until_ms,
        )
        self._defining.define(tables, (person,), by)
        return person

    def end(self, tables: Tables, staff: StaffId, by: StaffId) -> None:
        """Her pass is over: no session, no badge, no sign-in of hers opens anything from here on."""
        person = tables.definitions.get(Staff, staff)
        if person is None or not person.until_ms:
            raise NotYours
        if person.status != "active":
            return
        self._defining.define(tables, (replace(person, status="left"),), by)
        if any(badge.state == "active" for badge in badges.badges_of(tables, staff)):
            self._badging.revoke(tables, staff, by, "lost")
        self._people.close_sessions(staff)

    def due(self, tables: Tables) -> list[Staff]:
        """Those whose time is over."""
        return [person for person in passes_of(tables) if person.until_ms <= self._now()]

    def lines(self, tables: Tables, classes: frozenset[ClassId], by_name: str = "") -> tuple[PassLine, ...]:
        """The passes of some classes that are open, the first to end first."""
        found = [person for person in passes_of(tables) if classes.intersection(person.classes)]
        return tuple(
            PassLine(
                staff=person.id,
                name=person.name,
                class_name=_class_name(tables, person.classes[0]),
                until_ms=person.until_ms,
                by_name=by_name,
            )
            for person in sorted(found, key=lambda person: (person.until_ms, person.name))
        )


def passes_of(tables: Tables) -> list[Staff]:
    """Everybody who has a day pass that is open."""
    return [person for person in _staff(tables) if person.until_ms and person.status == "active"]


def _staff(tables: Tables) -> tuple[Staff, ...]:
    return tables.definitions.all(Staff)


def _class_name(tables: Tables, class_id: ClassId) -> str:
    class_ = tables.definitions.get(ClassGroup, class_id)
    return class_.name if class_ else ""
