"""The part of the office where people take a learner's things along, or erase her; `by` is who does it."""

from collections.abc import Callable, Sequence
from typing import Final

from classroom.ids import ClassId, LearnerId, StaffId
from classroom.learner import Learner
from hub.errors import NotYours, ServiceRefused
from hub.service.data_page import data_page
from hub.service.door_acts import DoorActs
from hub.service.erase_preview import preview
from hub.service.erasing import UNDO_MS
from hub.service.exporting import Export
from hub.service.keeping import Keeping
from hub.service.permissions import Act
from hub.service.shapes.data import DataPage, ErasePreview
from hub.store.projections import erasures, roster
from hub.store.projections.erasures import Erasure
from hub.store.tables import Tables

_ERASING: Final[tuple[Act, ...]] = ("erase", "approve erase")


class DataActs(DoorActs):
    """An administrator runs an erasure, a leader approves it; whoever is both needs nobody else for one learner."""

    def data(self, staff: StaffId) -> DataPage:
        """The page Data (H17); raises NotYours for somebody who may neither take along nor erase."""
        with self._back.store.reading() as tables:
            return data_page(tables, self._back, staff)

    def switch_keeping(self, kind: str, by: StaffId, *, on: bool) -> None:
        """Switch a rule of the clock on or off."""
        self._keep(
            by, "keeping.on" if on else "keeping.off", kind, lambda it, tables: it.switch(tables, kind, on=on)
        )

    def not_yet(self, kind: str, by: StaffId) -> None:
        """What would go by a rule stays for another four weeks."""
        self._keep(by, "keeping.not_yet", kind, lambda it, tables: it.not_yet(tables, kind))

    def end_years_on(self, year_end: str, by: StaffId) -> None:
        """School years end on this day, MM-DD."""
        self._keep(by, "keeping.year_end", year_end[:5], lambda it, tables: it.end_years_on(tables, year_end))

    def _keep(self, by: StaffId, action: str, about: str, change: Callable[[Keeping, Tables], None]) -> None:
        def job(tables: Tables) -> None:
            self._ask_everywhere(tables, by, "erase")
            change(self._back.keeping, tables)
            self._back.audit.note(tables, by, action, f"rule/{about}")

        self._do(job, "stations")

    def export_learner(self, learner: LearnerId, by: StaffId) -> Export:
        """Everything of one learner as a zip; that it was taken is written down before the first byte of it."""

        def job(tables: Tables) -> None:
            everywhere = self._back.permissions.everywhere(tables, by, "export")
            if not everywhere or tables.definitions.get(Learner, learner) is None:
                self._back.permissions.ask_learners(tables, by, "export", (learner,))
            self._back.audit.note(tables, by, "learner.exported", f"learner/{learner}", "", (learner,))

        self._back.writer.do(job)
        return self._back.exporting.learner(learner)

    def may_erase(self, staff: StaffId) -> tuple[bool, bool]:
        """Whether this person may ask for it, and whether she may approve it."""
        mine = self._back.permissions
        with self._back.store.reading() as tables:
            return mine.everywhere(tables, staff, "erase"), mine.everywhere(tables, staff, "approve erase")

    def erase_preview(
        self, learners: Sequence[LearnerId], staff: StaffId, *, to_run: bool = False
    ) -> tuple[ErasePreview, ...]:
        """What exactly would go, and what stays; `to_run` for whoever is about to ask for it."""
        with self._back.store.reading() as tables:
            self._ask_for_erasing(tables, staff)
            if to_run:
                self._ask_everywhere(tables, staff, "erase")
            return tuple(preview(tables, learner) for learner in dict.fromkeys(learners))

    def erase(self, learners: Sequence[LearnerId], by: StaffId, *, now: bool = False) -> Erasure:
        """Ask to erase learners; whoever may approve it, too, has ordered it with that."""
        erasure = self._back.fresh_id()

        def job(tables: Tables) -> Erasure:
            self._ask_everywhere(tables, by, "erase")
            found = self._back.erasing.ask(tables, erasure, learners, by)
            may = self._back.permissions.everywhere(tables, by, "approve erase")
            if may and self._back.erasing.may_alone(tables, found, by):
                found = self._back.erasing.order(tables, erasure, by, self._due_ms(now=now))
            return found

        return self._after(self._do(job, "people", "room", "review", "badges"), now=now)

    def approve_erase(self, erasure: str, by: StaffId) -> Erasure:
        """A leader says yes: they are hidden from now, and gone in seven days."""

        def job(tables: Tables) -> Erasure:
            self._ask_everywhere(tables, by, "approve erase")
            return self._back.erasing.order(tables, erasure, by, self._due_ms(now=False))

        return self._do(job, "people", "room", "review", "badges")

    def erase_now(self, erasure: str, by: StaffId) -> Erasure:
        """Do not wait for the seven days of what was approved."""

        def job(tables: Tables) -> Erasure:
            self._ask_everywhere(tables, by, "erase")
            found = erasures.erasure(tables, erasure)
            if found is None or found.state != "ordered":
                raise ServiceRefused("This has to be approved first.")
            return self._back.erasing.order(tables, erasure, by, self._due_ms(now=True))

        return self._after(self._do(job, "people"), now=True)

    def undo_erase(self, erasure: str, by: StaffId) -> Erasure:
        """Everything is back as it was."""

        def job(tables: Tables) -> Erasure:
            self._ask_for_erasing(tables, by)
            return self._back.erasing.undo(tables, erasure, by)

        return self._do(job, "people", "room", "review", "badges")

    def learners_of_class(self, class_id: ClassId, staff: StaffId) -> tuple[Learner, ...]:
        """Everybody of a class, to be erased together."""
        with self._back.store.reading() as tables:
            self._ask_for_erasing(tables, staff)
            return roster.members(tables, class_id)

    def _due_ms(self, *, now: bool) -> int:
        return self._back.now() + (0 if now else UNDO_MS)

    def _after(self, found: Erasure, *, now: bool) -> Erasure:
        """Carry it out before anybody is told that it is done."""
        if not now or found.state != "ordered":
            return found
        self._back.erasing.tick(self._back.now())
        with self._back.store.reading() as tables:
            return erasures.erasure(tables, found.erasure) or found

    def _ask_for_erasing(self, tables: Tables, staff: StaffId) -> None:
        mine = self._back.permissions
        if not any(mine.everywhere(tables, staff, act) for act in _ERASING):
            raise NotYours

    def _ask_everywhere(self, tables: Tables, staff: StaffId, act: Act) -> None:
        if not self._back.permissions.everywhere(tables, staff, act):
            raise NotYours
