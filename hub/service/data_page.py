"""The page Data (H17): what may be taken along, who is being erased, what is kept how long, how safe it all is."""

from datetime import date, timedelta

from classroom.ids import StaffId
from classroom.learner import Learner
from classroom.zone import ClassGroup
from hub.backup.erase_list import KEPT
from hub.errors import NotYours
from hub.service.backoffice import Backoffice
from hub.service.export_sheets import name_of
from hub.service.permissions import Permissions
from hub.service.shapes.data import DataPage, ErasureLine, TombstoneLine
from hub.store import desk, erasing
from hub.store.projections import erasures, roster
from hub.store.projections.erasures import Erasure, Tombstone
from hub.store.tables import Tables


def data_page(tables: Tables, back: Backoffice, staff: StaffId) -> DataPage:
    """Gather the page as one person may see it; raises NotYours for whoever may do nothing here."""
    mine = back.permissions
    may_erase = mine.everywhere(tables, staff, "erase")
    may_approve = mine.everywhere(tables, staff, "approve erase")
    classes = mine.classes(tables, staff, "export")
    if not (classes or may_erase or may_approve):
        raise NotYours
    stones = erasures.tombstones(tables)
    keeping = back.keeping
    return DataPage(
        now_ms=back.now(),
        learners=_learners(tables, classes),
        may_erase=may_erase,
        may_approve=may_approve,
        may_keep=may_erase,
        may_back_up=mine.everywhere(tables, staff, "stations"),
        erasures=tuple(_erasures(tables, back, staff)) if may_erase or may_approve else (),
        tombstones=tuple(_stone(tables, stone) for stone in stones),
        listed=desk.meta(tables, KEPT) == str(len(erasing.erased(tables))) or not stones,
        old_backups_until=_old_backups_until(tables, back, stones),
        keeping=keeping.lines(tables),
        year_end=keeping.settings(tables).year_end,
        safety=back.safety(),
    )


def _learners(tables: Tables, classes: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
    """(id, full name, class) of everybody of these classes, class by class."""
    groups = sorted(
        (group for group in tables.definitions.all(ClassGroup) if group.id in classes),
        key=lambda one: one.name,
    )
    return tuple(
        (learner.id, learner.full, group.name)
        for group in groups
        for learner in roster.members(tables, group.id)
    )


def _erasures(tables: Tables, back: Backoffice, staff: StaffId) -> list[ErasureLine]:
    """What is not over, and what was undone lately is not told: only what somebody can still do something about."""
    found = (one for one in erasures.all_erasures(tables) if one.state in {"asked", "ordered"})
    return [_line(tables, back.permissions, back, one, staff) for one in found]


def _line(tables: Tables, mine: Permissions, back: Backoffice, one: Erasure, staff: StaffId) -> ErasureLine:
    approves = mine.everywhere(tables, staff, "approve erase")
    people = (tables.definitions.get(Learner, learner) for learner in one.learners)
    return ErasureLine(
        erasure=one.erasure,
        learners=one.learners,
        names=tuple(person.full for person in people if person),
        state=one.state,
        asked_by=name_of(tables, one.asked_by),
        asked_ms=one.asked_ms,
        ordered_by=name_of(tables, one.ordered_by or ""),
        due_ms=one.due_ms,
        may_approve=approves and one.state == "asked" and back.erasing.may_alone(tables, one, staff),
        may_undo=True,
        may_hurry=one.state == "ordered" and mine.everywhere(tables, staff, "erase"),
    )


def _stone(tables: Tables, stone: Tombstone) -> TombstoneLine:
    clean = erasures.clean_stations(tables, stone.learner)
    return TombstoneLine(
        learner=stone.learner,
        at_ms=stone.at_ms,
        facts=stone.facts,
        files=stone.files,
        clean=len(clean),
        waiting=tuple(sorted(roster.stations(tables).keys() - clean.keys())),
    )


def _old_backups_until(tables: Tables, back: Backoffice, stones: list[Tombstone]) -> str:
    """A backup from before an erasure leaves when as many newer ones are there as are kept, one a day."""
    if not stones:
        return ""
    erased = date.fromisoformat(tables.definitions.day(max(stone.at_ms for stone in stones)))
    gone = erased + timedelta(days=back.safekeeping.keep)
    return gone.isoformat() if gone > date.fromisoformat(tables.definitions.day(back.now())) else ""
