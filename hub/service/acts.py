"""The part of the office where people act: each act is one transaction, and is on the disk when it returns."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from classroom.facts import Fact
from classroom.ids import EvidenceId, LearnerId, StaffId
from classroom.learner import Learner
from classroom.roster import Entity
from hub.service.defining import AT_A_TIME
from hub.service.permissions import OPERATOR, Act
from hub.service.room_acts import RoomActs
from hub.service.shapes import Answer, AnswerKept
from hub.store.projections import evidence
from hub.store.tables import Tables

T = TypeVar("T")


class PastFact(Protocol):
    """A fact with its time (UTC ms) and whom it concerns."""

    @property
    def at_ms(self) -> int: ...
    @property
    def learners(self) -> tuple[LearnerId, ...]: ...
    @property
    def fact(self) -> Fact: ...


class Acts(RoomActs):
    """What a person may do; `by` is who does it."""

    def start_review(self, evidence: EvidenceId, by: StaffId) -> None:
        """Someone looks at it: from here the learner cannot take it back. Again is no harm."""

        def job(tables: Tables) -> None:
            self._ask_for_piece(tables, by, "give words", evidence)
            self._back.judging.start(tables, evidence, by)

        self._do(job, "review")

    def answer(self, evidence: EvidenceId, by: StaffId, answer: Answer) -> AnswerKept:
        """Enter: keep the answer for 10 s, then send it; this person's answer before it is sent at once."""
        following = self._following(evidence, by)

        def job(tables: Tables) -> AnswerKept:
            learners = self._ask_for_piece(tables, by, "give words", evidence)
            may_judge = self._back.permissions.reaches(tables, by, "judge", learners)
            said = self._back.voices.keep(tables, evidence, answer, by)
            held, did = self._back.judging.answer(tables, evidence, by, said, may_judge=may_judge)
            return AnswerKept(
                answer=held.answer, evidence=evidence, did=did, until_ms=held.due_ms, next=following
            )

        return self._do(job, "review", "room", "people")

    def undo(self, answer: str, by: StaffId) -> EvidenceId:
        """Take back an answer that was not sent yet; return its piece."""
        return self._do(lambda tables: self._back.judging.undo(tables, answer, by), "review")

    def import_learners(self, learners: Iterable[Learner], by: StaffId = OPERATOR) -> int:
        """Write new and changed learners, make their keys; return how many differed from what was here."""
        return self.publish(tuple(learners), by)

    def publish(self, entities: Iterable[Entity], by: StaffId = OPERATOR) -> int:
        """Write new versions of records that only the hub edits; return how many differed."""
        records, differed = tuple(entities), 0
        for start in range(0, len(records), AT_A_TIME):
            some = records[start : start + AT_A_TIME]

            def job(tables: Tables, some: tuple[Entity, ...] = some) -> int:
                for entity in some:
                    self._back.permissions.ask_to_define(tables, by, entity)
                return self._back.defining.define(tables, some, by)

            differed += self._do(job, "people", "room")
        return differed

    def remember(self, past: Iterable[PastFact]) -> int:
        """Write facts of the past, in the order given, as the hub's own record, all or none; return how many."""
        rows = tuple(past)

        def job(tables: Tables) -> None:
            for row in rows:
                self._back.recording.note(tables, row.fact, row.learners, at_ms=row.at_ms)

        self._do(job, "people", "room", "review")
        return len(rows)

    def _following(self, evidence: EvidenceId, by: StaffId) -> EvidenceId | None:
        """The piece that comes after this one in the queue, or at its beginning."""
        queue = [item.evidence for item in self.review_queue(by)]
        place = queue.index(evidence) if evidence in queue else -1
        return next((other for other in queue[place + 1 :] + queue if other != evidence), None)

    def _ask_for_piece(
        self, tables: Tables, by: StaffId, act: Act, evidence_id: EvidenceId
    ) -> tuple[LearnerId, ...]:
        """Raise NotYours unless this person may do this for a learner of the piece; return its learners."""
        piece = evidence.piece(tables, evidence_id)
        learners = piece.learners if piece else ()
        self._back.permissions.ask_learners(tables, by, act, learners)
        return learners
