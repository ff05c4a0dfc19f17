"""Who and what there is: people, classes, zones, frameworks, activities, plans, stations; latest version each."""

from collections.abc import Iterable
from typing import Final

import msgspec

from classroom.facts import Defined, EraseOrdered, EraseUndone, PlanApproved, StationEnrolled
from classroom.learner import Learner
from classroom.roster import Entity
from classroom.staff import Staff
from classroom.zone import ClassGroup, School, Zone
from hub.store.facts import Stored
from hub.store.feed import ZONE
from hub.store.projections import erasures
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE entities (
    kind TEXT NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entities_rev ON entities (rev);
CREATE TABLE class_members (
    class TEXT NOT NULL, learner TEXT NOT NULL, PRIMARY KEY (class, learner)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_learner ON class_members (learner);
CREATE TABLE stations (
    station TEXT PRIMARY KEY, zone TEXT NOT NULL, classes TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("entities", "class_members", "stations")
_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_PARTS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _define(tables: Tables, stored: Stored, fact: Defined) -> None:
    entity = fact.entity
    kind = str(entity.__struct_config__.tag)
    before = tables.definitions.get(ClassGroup, entity.id) if isinstance(entity, ClassGroup) else None
    _write(tables, kind, entity.id, stored, "entity")
    match entity:
        case Learner():
            _enrol(tables, entity)
        case Staff():
            mark_badges_stale(tables, entity.id)
        case ClassGroup():
            tables.mark_stale(f"badges/{entity.id}")
            tables.mark_stale(f"faces/{entity.id}")
            for staff in {*entity.staff, *(before.staff if before else ())}:
                tables.mark_stale(f"staff/{staff}")
    tables.mark_stale(_document_of(entity, kind))


def _document_of(entity: Entity, kind: str) -> str:
    match entity:
        case School():
            return "settings"
        case Zone():
            return "zones"
        case Staff():
            return "settings"
    return f"{kind}/{entity.id}"


def _enrol(tables: Tables, learner: Learner) -> None:
    """Set the classes of a learner; the badges of those that she left and of those that she joined change."""
    before = classes_of(tables, learner.id)
    for class_ in {*before, *learner.classes}:
        tables.mark_stale(f"badges/{class_}")
        tables.mark_stale(f"faces/{class_}")
    tables.run("DELETE FROM class_members WHERE learner = ?", (learner.id,))
    if learner.status != "left" and not erasures.is_hidden(tables, learner.id):
        rows = {(class_, learner.id) for class_ in learner.classes}
        tables.connection.executemany("INSERT INTO class_members VALUES (?, ?)", rows)


def _approve_plan(tables: Tables, stored: Stored, fact: PlanApproved) -> None:
    _write(tables, "plan", fact.plan.learner, stored, "plan")


def _write(tables: Tables, kind: str, id_: str, stored: Stored, member: str) -> None:
    """Keep the very bytes of the log: written anew, a set would come out in another order each time."""
    body = bytes(_PARTS.decode(stored.body)[member])
    tables.run("INSERT OR REPLACE INTO entities VALUES (?, ?, ?, ?)", (kind, id_, stored.rev, body))
    tables.definitions.forget(kind, id_)


def _enrol_station(tables: Tables, _stored: Stored, fact: StationEnrolled) -> None:
    classes = msgspec.json.encode(fact.classes).decode()
    tables.run("INSERT OR REPLACE INTO stations VALUES (?, ?, ?)", (fact.station, fact.zone, classes))
    tables.mark_stale(f"station/{fact.station}")


def _hide(tables: Tables, _stored: Stored, fact: EraseOrdered) -> None:
    _enrol_again(tables, fact.learners)


def _show(tables: Tables, _stored: Stored, fact: EraseUndone) -> None:
    undone = erasures.erasure(tables, fact.erasure)
    _enrol_again(tables, undone.learners if undone else ())


def _enrol_again(tables: Tables, learners: Iterable[str]) -> None:
    """She waits to be erased and so is in no class, or is back in hers."""
    for id_ in learners:
        if learner := tables.definitions.get(Learner, id_):
            _enrol(tables, learner)
        tables.mark_stale(f"learner/{id_}")


HANDLERS: Final = {
    Defined: _define,
    PlanApproved: _approve_plan,
    StationEnrolled: _enrol_station,
    EraseOrdered: _hide,
    EraseUndone: _show,
}


def mark_badges_stale(tables: Tables, owner: str) -> None:
    """Have the documents written anew that name somebody's badges, and what they open.

    A grown-up's may stand with every class: she may look after all stations.
    """
    if tables.definitions.get(Staff, owner):
        for class_ in tables.definitions.all(ClassGroup):
            tables.mark_stale(f"badges/{class_.id}")
        tables.mark_stale(f"staff/{owner}")
    for name in classes_of(tables, owner):
        tables.mark_stale(f"badges/{name}")


def mark_faces_stale(tables: Tables, learner: str) -> None:
    """Have the faces of her classes written anew."""
    for class_ in classes_of(tables, learner):
        tables.mark_stale(f"faces/{class_}")


def mark_all_doors_stale(tables: Tables) -> None:
    """Have everything written anew that lets anybody in; what says nothing new is not sent again."""
    for group in tables.definitions.all(ClassGroup):
        tables.mark_stale(f"badges/{group.id}")
        tables.mark_stale(f"faces/{group.id}")
    for person in tables.definitions.all(Staff):
        tables.mark_stale(f"staff/{person.id}")


def classes_of(tables: Tables, learner: str) -> tuple[str, ...]:
    """The classes of a learner."""
    rows = tables.all("SELECT class FROM class_members WHERE learner = ? ORDER BY class", learner)
    return tuple(class_ for (class_,) in rows)


def learners_in(tables: Tables, classes: Iterable[str]) -> frozenset[str]:
    """The learners of some classes."""
    listed = msgspec.json.encode(sorted(classes)).decode()
    rows = tables.all(
        "SELECT learner FROM class_members WHERE class IN (SELECT value FROM json_each(?))", listed
    )
    return frozenset(learner for (learner,) in rows)


def classes_of_staff(tables: Tables, staff: str) -> frozenset[str]:
    """The classes that name a person of the staff, and those that this person names."""
    person = tables.definitions.get(Staff, staff)
    named = {class_.id for class_ in tables.definitions.all(ClassGroup) if staff in class_.staff}
    return frozenset({*(person.classes if person else ()), *named})


def members(tables: Tables, class_: str) -> tuple[Learner, ...]:
    """The learners of a class, by full name."""
    rows = tables.all("SELECT learner FROM class_members WHERE class = ?", class_)
    found = [learner for (id_,) in rows if (learner := tables.definitions.get(Learner, id_))]
    return tuple(sorted(found, key=lambda learner: (learner.full.casefold(), learner.id)))


def stations(tables: Tables) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each station's zone and classes."""
    rows = tables.all("SELECT station, zone, classes FROM stations ORDER BY station")
    return {station: (zone, _TEXTS.decode(classes)) for station, zone, classes in rows}


def stations_for(tables: Tables, learner: str) -> tuple[str, ...]:
    """The stations that serve a class of hers, by id."""
    hers = frozenset(classes_of(tables, learner))
    return tuple(
        station for station, (_, classes) in stations(tables).items() if not hers.isdisjoint(classes)
    )


def served_by(tables: Tables, station: str) -> tuple[str, ...]:
    """The classes and the zone whose documents a station holds, as a scope names them; none for a stranger."""
    row = tables.one("SELECT zone, classes FROM stations WHERE station = ?", station)
    return (*_TEXTS.decode(row[1]), f"{ZONE}{row[0]}") if row else ()
