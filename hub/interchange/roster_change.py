"""What a class list would change, and the records that change makes. Pure.

A class list only adds: who is here already stays as she is, and nobody leaves because a row is missing.
"""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from classroom.ids import StaffId
from classroom.learner import Learner
from classroom.zone import ClassGroup
from hub.interchange.csv import ClassRow, fold
from hub.interchange.table import Fault

_Who = tuple[str, str, str]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """What a class list would change; `missing` counts the learners of its classes whom it does not name."""

    fresh: tuple[ClassRow, ...] = ()
    fresh_classes: tuple[str, ...] = ()
    unchanged: int = 0
    missing: int = 0
    classes: int = 0
    errors: tuple[Fault, ...] = ()

    def answer(self) -> dict[str, object]:
        """Return what `import csv --json` prints; the keys are a contract."""
        learners = len(self.fresh) + self.unchanged
        return {
            "dialect": "csv",
            "counts": {"learners": learners, "staff": 0, "classes": self.classes, "enrolments": learners},
            "new": len(self.fresh),
            "changed": 0,
            "missing": self.missing,
            "errors": [fault._asdict() for fault in self.errors],
        }


def compare(
    file: str, entries: Iterable[ClassRow | Fault], learners: Sequence[Learner], classes: Sequence[ClassGroup]
) -> Difference:
    """Return what the rows of a class list would change for the learners and classes of a hub."""
    class_names = {group.id: fold(group.name) for group in classes}
    here = _Here(learners, class_names)
    errors: list[Fault] = []
    fresh: list[ClassRow] = []
    named: dict[str, str] = {}
    for entry in entries:
        fault = entry if isinstance(entry, Fault) else here.meet(file, entry)
        if isinstance(fault, Fault):
            errors.append(fault)
        elif isinstance(entry, ClassRow):
            named.setdefault(fold(entry.class_name), entry.class_name)
            if fault:
                fresh.append(entry)
    known = set(class_names.values())
    return Difference(
        fresh=tuple(fresh),
        fresh_classes=tuple(name for key, name in named.items() if key not in known),
        unchanged=len(here.met),
        missing=here.not_met(named.keys()),
        classes=len(named),
        errors=tuple(errors),
    )


def records(
    difference: Difference,
    classes: Iterable[ClassGroup],
    new_id: Callable[[], str],
    staff: tuple[StaffId, ...] = (),
) -> tuple[ClassGroup | Learner, ...]:
    """Return what a hub must write down so that the new learners are there, and their classes, taught by `staff`."""
    made = [ClassGroup(id=new_id(), name=name, staff=staff) for name in difference.fresh_classes]
    ids = {fold(group.name): group.id for group in (*classes, *made)}
    return (*made, *(_learner(row, new_id(), ids[fold(row.class_name)]) for row in difference.fresh))


def _learner(row: ClassRow, learner: str, class_id: str) -> Learner:
    asked = Learner(
        id=learner,
        given=row.given,
        initial=row.initial,
        preferred=row.preferred,
        roster_key=row.key,
        classes=(class_id,),
        home_langs=(row.language,) if row.language else (),
    )
    return msgspec.structs.replace(asked, grade=row.grade) if row.grade else asked


class _Here:
    """Who is on the roster already, and which of them the list has named so far."""

    def __init__(self, learners: Iterable[Learner], class_names: dict[str, str]) -> None:
        self.met: set[str] = set()
        self._lines: dict[_Who, dict[str, int]] = {}
        self._keys: dict[str, int] = {}
        self._learners = [learner for learner in learners if learner.status != "left"]
        self._by_key = {learner.roster_key: learner for learner in self._learners if learner.roster_key}
        self._by_who: dict[_Who, list[Learner]] = {}
        self._classes = {
            learner.id: {class_names[group] for group in learner.classes if group in class_names}
            for learner in self._learners
        }
        for learner in self._learners:
            for name in self._classes[learner.id]:
                who = (name, fold(learner.given), fold(learner.initial))
                self._by_who.setdefault(who, []).append(learner)

    def meet(self, file: str, row: ClassRow) -> Fault | bool:
        """Return a Fault, or whether the row names somebody new."""
        who = (fold(row.class_name), fold(row.given), fold(row.initial))
        if (line := self._lines.setdefault(who, {}).setdefault(row.key, row.line)) != row.line:
            reason = f"The same learner stands on line {line} already. Give each of the two a key."
            return Fault(file, row.line, "given name", reason)
        if row.key and (line := self._keys.setdefault(row.key, row.line)) != row.line:
            return Fault(file, row.line, "key", f"This key stands on line {line} already.")
        same = self._by_who.get(who, [])
        holder = self._by_key.get(row.key) if row.key else None
        if holder is not None and holder not in same:
            return Fault(file, row.line, "key", "This key belongs to another learner already.")
        alike = [learner for learner in same if row.key in {learner.roster_key, ""} or not learner.roster_key]
        found = holder or next((learner for learner in alike if learner.id not in self.met), None)
        if found is None:
            return True
        self.met.add(found.id)
        return False

    def not_met(self, class_names: Iterable[str]) -> int:
        named = set(class_names)
        others = (learner.id for learner in self._learners if learner.id not in self.met)
        return sum(bool(self._classes[learner] & named) for learner in others)
