"""When a class meets, and what ends with the bell."""

from collections.abc import Callable

from classroom.facts import BlockClosed, BlockOpened, HelpSeen, VisitEnded
from classroom.ids import ClassId, StaffId
from hub.errors import ServiceRefused
from hub.service.recording import Recording
from hub.store.projections import blocks, hands, roster, visits
from hub.store.tables import Tables


class Blocks:
    """Used in the writer's transactions. `fresh_id` makes ids."""

    def __init__(self, recording: Recording, fresh_id: Callable[[], str]) -> None:
        self._recording, self._fresh_id = recording, fresh_id

    def open(self, tables: Tables, class_id: ClassId, by: StaffId) -> None:
        """The class meets from now; again is no harm."""
        if blocks.open_block(tables, class_id) is None:
            self._recording.note(tables, BlockOpened(block=self._fresh_id(), class_=class_id, by=by))

    def close(self, tables: Tables, class_id: ClassId, by: StaffId) -> None:
        """The class is over: its learners' visits end with the bell."""
        block = blocks.open_block(tables, class_id)
        if block is None:
            raise ServiceRefused("No block is open for this class.")
        self._recording.note(tables, BlockClosed(block=block, by=by))
        members = {learner.id for learner in roster.members(tables, class_id)}
        for visit in visits.open_visits(tables):
            if visit.learner in members:
                ended = VisitEnded(visit=visit.visit, reason="bell", by=by)
                self._recording.note(tables, ended, (visit.learner,))

    def see_help(self, tables: Tables, help_id: str, state: str, by: StaffId) -> None:
        """A grown-up is coming, or was there."""
        hand = hands.hand(tables, help_id)
        if hand is None:
            raise ServiceRefused("This hand is down already.")
        if state == "coming":
            self._recording.note(tables, HelpSeen(help=help_id, state="coming", by=by), (hand.learner,))
        elif state == "done":
            self._recording.note(tables, HelpSeen(help=help_id, state="done", by=by), (hand.learner,))
        else:
            raise ServiceRefused("A hand is answered by “coming” or “done”.")
