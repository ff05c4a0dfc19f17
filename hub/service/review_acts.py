"""The part of the office where people say the same to several pieces, flag and hold talks, keep lines ready."""

from collections.abc import Sequence

from classroom.facts import TalkHeld
from classroom.ids import EvidenceId, LearnerId, StaffId
from hub.errors import NotYours, ServiceRefused
from hub.service.chips import CHIPS, chips_for, set_chips
from hub.service.shapes import Answer, AnswerKept, Chip, Decided
from hub.service.slips import correct, learner_of
from hub.service.watch_acts import WatchActs
from hub.store.projections import talks
from hub.store.tables import Tables

AT_ONCE = 40
"""Pieces that get the same words at once."""


class ReviewActs(WatchActs):
    """`by` is who does it."""

    def say_to_each(
        self, pieces: Sequence[EvidenceId], words: tuple[Chip, ...], by: StaffId
    ) -> tuple[AnswerKept, ...]:
        """The same words to several pieces, each held for 10 s; all or none."""
        ids = tuple(dict.fromkeys(pieces))
        if not 0 < len(ids) <= AT_ONCE:
            raise ServiceRefused(f"Choose the pieces first, up to {AT_ONCE} at once.")
        if not words:
            raise ServiceRefused("Choose the words first.")

        def job(tables: Tables) -> tuple[AnswerKept, ...]:
            for evidence in ids:
                self._ask_for_piece(tables, by, "give words", evidence)
            answer = Answer(words=words)
            kept = self._back.judging.answer_each(tables, ids, by, answer, may_judge=False)
            return tuple(
                AnswerKept(answer=held.answer, evidence=held.evidence, did=did, until_ms=held.due_ms)
                for held, did in kept
            )

        return self._do(job, "review", "room", "people")

    def say(self, evidence: EvidenceId, samples: bytes, by: StaffId) -> str:
        """Take in what somebody said about a piece (a WAV file); return the word by which her answer names it."""
        with self._back.store.reading() as tables:
            self._ask_for_piece(tables, by, "give words", evidence)
        return self._back.voices.take(evidence, samples, by)

    def hold_talk(self, talk: str, by: StaffId) -> LearnerId:
        """The talk was held; return with whom. Again is no harm."""

        def job(tables: Tables) -> LearnerId:
            found = talks.talk(tables, talk)
            if found is None:
                raise NotYours
            self._back.permissions.ask_learners(tables, by, "give words", (found.learner,))
            if not found.held_ms:
                fact = TalkHeld(by=by, talk=talk, learner=found.learner)
                self._back.recording.note(tables, fact, (found.learner,))
            return found.learner

        return self._do(job, "people")

    def correct_slip(self, judgement: str, meant: Decided, words: str, by: StaffId) -> LearnerId:
        """What was meant takes the place of a judgement that was a slip; return whom it is about."""

        def job(tables: Tables) -> LearnerId:
            learner = learner_of(tables, judgement)
            self._back.permissions.ask_learners(tables, by, "judge", (learner,))
            return correct(self._back.recording, self._back.fresh_id, tables, judgement, meant, words, by)

        return self._do(job, "review", "room", "people")

    def chips(self, staff: StaffId) -> tuple[tuple[Chip, ...], tuple[Chip, ...]]:
        """The lines under a person's keys, and those that the hub comes with."""
        with self._back.store.reading() as tables:
            if not self._classes(tables, staff, "give words"):
                raise NotYours
            return chips_for(tables, staff), CHIPS

    def set_chips(self, chips: Sequence[Chip], by: StaffId) -> None:
        """Keep one's own lines ready; none brings back those that the hub comes with."""

        def job(tables: Tables) -> None:
            if not self._classes(tables, by, "give words"):
                raise NotYours
            set_chips(self._back.recording, tables, chips, by)

        self._do(job, "review")
