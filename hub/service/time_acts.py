"""The part of the office where people say what time it is, or was."""

from typing import Final

from classroom.ids import EvidenceId, StaffId
from hub.errors import NotYours, ServiceRefused
from hub.service.acts import Acts
from hub.service.dating import set_date
from hub.store.tables import Tables

EARLIEST_MS: Final = 1_767_225_600_000
"""The beginning of 2026: no clock that is right says less."""
LATEST_MS: Final = 4_102_444_800_000


class TimeActs(Acts):
    """What staff know better than a clock; `by` is who says so."""

    def now_ms(self) -> int:
        """The hub's time, UTC ms."""
        return self._back.now()

    def may_set_clock(self, staff: StaffId) -> bool:
        """Whether a person may set the hub's clock."""
        with self._back.store.reading() as tables:
            return self._back.permissions.everywhere(tables, staff, "clock")

    def set_clock(self, true_ms: int, by: StaffId) -> int:
        """It is this time now (UTC ms), whatever the hub's clock says; return by how much it was wrong.

        What the hub noted, and told stations, since its machine was started moves along.
        """
        if not EARLIEST_MS <= true_ms <= LATEST_MS:
            raise ServiceRefused("The clock of this device is wrong itself. Set it first, then try again.")
        offset_ms = true_ms - self._back.now()

        def job(tables: Tables) -> None:
            if not self._back.permissions.everywhere(tables, by, "clock"):
                raise NotYours
            with self._back.clock.being_set():
                self._back.recording.note(tables, self._back.clock.correct(tables, offset_ms, by))

        self._do(job, "room", "review", "people", "stations")
        return offset_ms

    def set_date(self, evidence: EvidenceId, day: str, by: StaffId) -> None:
        """A piece of which no clock knows the day was made on this one (an ISO date)."""

        def job(tables: Tables) -> None:
            self._ask_for_piece(tables, by, "date work", evidence)
            set_date(self._back.recording, tables, evidence, day, by)

        self._do(job, "review", "people")
