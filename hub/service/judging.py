"""What Enter means in review: a judgement, a level for this piece only, or words (learning model 2.1)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Literal, NamedTuple, cast

import msgspec
from msgspec.structs import replace

from classroom.errors import JudgementRefused
from classroom.evidence import countable
from classroom.facts import (
    Decision,
    EvidenceReviewStarted,
    FeedbackGiven,
    JudgementMade,
    PieceLevelled,
    TalkFlagged,
)
from classroom.ids import EvidenceId, LearnerId, StaffId
from classroom.mastery import check_judgement
from classroom.target import LearningTarget
from classroom.wire.messages import MediaRef
from hub.errors import LevelsNotYours, ServiceRefused
from hub.service.recording import Recording
from hub.service.reviewing import target_of
from hub.service.shapes import Answer, Chip, Decided
from hub.service.voices import MIME
from hub.store import desk, letting_go
from hub.store.desk import Held
from hub.store.projections import evidence, mastery
from hub.store.projections.evidence import HandedIn
from hub.store.tables import Tables

HOLD_MS: Final = 10_000
LONGEST_WORDS: Final = 1_000
Did = Literal["judged", "counts", "words"]
_LEVEL_OF: Final = {"mastered": 3, "beyond": 4, "not_yet": 2}
_Facts = tuple[PieceLevelled | FeedbackGiven | JudgementMade | TalkFlagged, ...]
_DECODER: Final = msgspec.json.Decoder(_Facts)


class _Meant(NamedTuple):
    """An answer with its meaning: the decision that it makes (None = no judgement) and the level of the piece."""

    decision: Decided | None
    level: int | None
    judged_level: int | None


def is_due(held: Held, now_ms: int) -> bool:
    """Whether an answer is to be sent; also one that was held by the clock of another run, which said otherwise."""
    return not now_ms < held.due_ms <= now_ms + HOLD_MS


class Judging:
    """Used in the writer's transactions. `fresh_id` makes ids; `now` are ms that go on evenly, whatever time it is."""

    def __init__(self, recording: Recording, now: Callable[[], int], fresh_id: Callable[[], str]) -> None:
        self._recording, self._now, self._fresh_id = recording, now, fresh_id

    def start(self, tables: Tables, evidence_id: EvidenceId, by: StaffId) -> HandedIn:
        """Someone looks: from here the piece cannot be taken back."""
        piece = evidence.piece(tables, evidence_id)
        if piece is None:
            raise ServiceRefused("This piece is not here.")
        if evidence.is_taken_back(tables, evidence_id):
            raise ServiceRefused("The learner has taken this piece back. There is nothing to answer.")
        if evidence.orders(tables, "looked_at", evidence_id) is None:
            self._recording.note(tables, EvidenceReviewStarted(evidence=evidence_id, by=by), piece.learners)
        return piece

    def answer(
        self, tables: Tables, evidence_id: EvidenceId, by: StaffId, answer: Answer, *, may_judge: bool
    ) -> tuple[Held, Did]:
        """Check an answer and hold it for 10 s; the one that this person gave before is sent now."""
        (kept,) = self.answer_each(tables, (evidence_id,), by, answer, may_judge=may_judge)
        return kept

    def answer_each(
        self, tables: Tables, ids: Iterable[EvidenceId], by: StaffId, answer: Answer, *, may_judge: bool
    ) -> tuple[tuple[Held, Did], ...]:
        """Hold the same answer to several pieces; what this person answered before is sent now."""
        ids = tuple(ids)
        for evidence_id in ids:
            self._make_room(tables, evidence_id, by, answer)
        self.send(tables, by=by)
        return tuple(self._hold(tables, id_, by, answer, may_judge=may_judge) for id_ in ids)

    def _make_room(self, tables: Tables, evidence_id: EvidenceId, by: StaffId, answer: Answer) -> None:
        """Let go of what this person said of the same piece, unless it was about another of its targets."""
        for held in [held for held in desk.held(tables) if held.evidence == evidence_id]:
            if held.by != by:
                raise ServiceRefused("Somebody else has just answered this piece. Look at the next one.")
            about = {
                fact.target for fact in _DECODER.decode(held.body) if not isinstance(fact, FeedbackGiven)
            }
            if not answer.target or not about or answer.target in about:
                desk.let_go(tables, held.answer)

    def _hold(
        self, tables: Tables, evidence_id: EvidenceId, by: StaffId, answer: Answer, *, may_judge: bool
    ) -> tuple[Held, Did]:
        piece = self.start(tables, evidence_id, by)
        if not may_judge and (answer.level or answer.decision):
            raise LevelsNotYours
        facts = tuple(self._facts(tables, piece, by, answer))
        held = Held(self._fresh_id(), evidence_id, by, self._now() + HOLD_MS, msgspec.json.encode(facts))
        desk.hold(tables, held)
        return held, _did(facts)

    def undo(self, tables: Tables, answer: str, by: StaffId) -> EvidenceId:
        """Take back an answer that is still held."""
        for held in desk.held(tables):
            if held.answer == answer and held.by == by:
                desk.let_go(tables, answer)
                for fact in _DECODER.decode(held.body):
                    if isinstance(fact, FeedbackGiven) and fact.voice:
                        letting_go.doom(tables, (fact.voice,))
                return held.evidence
        raise ServiceRefused("This answer has been sent. Open the piece again to say something new.")

    def send(self, tables: Tables, by: StaffId | None = None, *, until_ms: int | None = None) -> int:
        """Send the held answers of a person, or those that are due by a time; return how many."""
        sent = 0
        for held in desk.held(tables):
            if held.by == by or (until_ms is not None and is_due(held, until_ms)):
                for fact in _DECODER.decode(held.body):
                    self._recording.note(tables, fact, (fact.learner,), media=_media_of(fact))
                desk.let_go(tables, held.answer)
                sent += 1
        return sent

    def _facts(self, tables: Tables, piece: HandedIn, by: StaffId, answer: Answer) -> Iterator[Decision]:
        target = target_of(tables, piece, answer.target)
        for learner in piece.learners:
            met = mastery.states(tables, learner)[target.id].counts.met
            mastery_level = tables.definitions.scale(target.id).mastery
            meant = _meaning(answer, policy_met=met, mastery_level=mastery_level)
            if meant.level is not None:
                yield PieceLevelled(
                    by=by,
                    evidence=piece.evidence,
                    learner=learner,
                    target=target.id,
                    level=cast(Literal[1, 2, 3, 4], meant.level),
                )
            yield from _words(self._fresh_id, piece.evidence, learner, by, answer)
            if answer.talk:
                yield TalkFlagged(
                    by=by, talk=self._fresh_id(), learner=learner, evidence=piece.evidence, target=target.id
                )
            if meant.decision is not None:
                yield self._judgement(tables, piece, learner, target, by, meant, answer.reason, met=met)

    def _judgement(
        self,
        tables: Tables,
        piece: HandedIn,
        learner: LearnerId,
        target: LearningTarget,
        by: StaffId,
        meant: _Meant,
        reason: str,
        *,
        met: bool,
    ) -> JudgementMade:
        rests_on = _rests_on(tables, piece, learner, target)
        decision = meant.decision or "need_more"
        try:
            check_judgement(decision, meant.judged_level, rests_on, policy_met=met, reason=reason.strip())
        except JudgementRefused as error:
            raise ServiceRefused(str(error)) from error
        return JudgementMade(
            by=by,
            judgement=self._fresh_id(),
            learner=learner,
            target=target.id,
            decision=decision,
            evidence=rests_on,
            level=cast(Literal[1, 2, 3, 4] | None, meant.judged_level),
            policy_met=met,
            reason=reason.strip()[:LONGEST_WORDS],
            target_version=target.version,
        )


def _words(
    fresh_id: Callable[[], str], evidence_id: EvidenceId, learner: LearnerId, by: StaffId, answer: Answer
) -> Iterator[FeedbackGiven]:
    """The words of an answer, those that are written and those that are said."""
    about = FeedbackGiven(by=by, feedback="", evidence=evidence_id, learner=learner, kind="next", text="")
    for chip in answer.words:
        if text := chip.text.strip()[:LONGEST_WORDS]:
            yield replace(about, feedback=fresh_id(), kind=chip.kind, text=text)
    if said := answer.spoken:
        yield replace(
            about, feedback=fresh_id(), voice=said.media, voice_size=said.size, voice_s=said.seconds
        )


def _meaning(answer: Answer, *, policy_met: bool, mastery_level: int) -> _Meant:
    """Read the keys; raises ServiceRefused when something is missing."""
    words = [chip for chip in answer.words if chip.text.strip()]
    if answer.spoken:
        words.append(Chip(kind="next", text="said"))
    if answer.level is not None and not 1 <= answer.level <= 4:
        raise ServiceRefused("A level is 1, 2, 3 or 4.")
    if answer.decision is not None:
        if answer.decision == "not_yet" and not any(chip.kind in {"grow", "next"} for chip in words):
            raise ServiceRefused("A “not yet” needs one thing to try next. Choose a chip or write a line.")
        level = answer.level if answer.level is not None else _LEVEL_OF.get(answer.decision)
        return _Meant(answer.decision, level, None if answer.decision == "need_more" else level)
    if answer.level is None:
        if not words:
            raise ServiceRefused("Choose a level, or say something.")
        return _Meant(None, None, None)
    if answer.level < mastery_level:
        if not words:
            raise ServiceRefused(
                "Below “can do it” she needs a word that helps. Choose a chip or write a line."
            )
        return _Meant(None, answer.level, None)
    decision: Decided = "beyond" if answer.level > mastery_level else "mastered"
    return _Meant(decision if policy_met else None, answer.level, answer.level)


def _rests_on(
    tables: Tables, piece: HandedIn, learner: LearnerId, target: LearningTarget
) -> tuple[EvidenceId, ...]:
    """The piece on the table and those that count with it and were answered before."""
    pieces = evidence.pieces_of(tables, learner, target.id)
    answered = [
        other.piece()
        for other in pieces
        if other.evidence != piece.evidence
        and evidence.is_answered(tables, other.evidence)
        and not evidence.is_taken_back(tables, other.evidence)
    ]
    counted = countable(answered, target.policy, after=None, adult_help_counts=True)
    return (piece.evidence, *(other.id for other in counted))


def _media_of(fact: Decision) -> tuple[MediaRef, ...]:
    """The sealed file of what was said."""
    if isinstance(fact, FeedbackGiven) and fact.voice:
        return (MediaRef(id=fact.voice, size=fact.voice_size, mime=MIME),)
    return ()


def _did(facts: tuple[Decision, ...]) -> Did:
    if any(isinstance(fact, JudgementMade) for fact in facts):
        return "judged"
    return "counts" if any(isinstance(fact, PieceLevelled) for fact in facts) else "words"
