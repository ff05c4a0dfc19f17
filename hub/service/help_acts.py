"""The part of the office where hands are seen to: the line (H02), one hand opened, what somebody does about it."""

from classroom.ids import StaffId
from hub.errors import NotYours
from hub.service import helping
from hub.service.helping import AnswerTo
from hub.service.shapes import HandNow, HelpLineNow
from hub.service.station_acts import StationActs
from hub.store.projections import hands
from hub.store.tables import Tables


class HelpActs(StationActs):
    """`by` is who does it."""

    def help_line(self, staff: StaffId) -> HelpLineNow:
        """The hands that are up in this person's classes, oldest first; no kind that is private."""
        with self._back.store.reading() as tables:
            mine = self._back.permissions.classes(tables, staff, "see room")
            if not mine:
                raise NotYours
            up = tuple(helping.hand_now(tables, hand) for hand in helping.line_of(tables, mine))
            return HelpLineNow(now_ms=self._back.now(), hands=up)

    def hand(self, help_id: str, staff: StaffId) -> HandNow:
        """One hand with what it is really about; it may be down by now."""
        with self._back.store.reading() as tables:
            self._ask_for_hand(tables, help_id, staff)
            found = hands.hand(tables, help_id)
            if found is None:
                raise NotYours
            return helping.hand_now(tables, found, opened=True)

    def see_help(self, help_id: str, state: AnswerTo, by: StaffId) -> None:
        """Say what is done about a hand."""

        def job(tables: Tables) -> None:
            self._ask_for_hand(tables, help_id, by)
            helping.answer(self._back.recording, tables, help_id, state, by)

        self._do(job, "room")

    def _ask_for_hand(self, tables: Tables, help_id: str, staff: StaffId) -> None:
        """Raise NotYours unless this person may see to this hand."""
        found = hands.hand(tables, help_id)
        owners = (found.learner,) if found else ()
        self._back.permissions.ask_learners(tables, staff, "see room", owners)
