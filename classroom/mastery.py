"""How mastery is decided: a fold over what happened to one learner and one target. Pure.

Any order, any duplication of the records gives the same state; only a person's judgement moves a level down.
Source: learning model 2.1 (seven rules, vectors a-m).
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from classroom.errors import JudgementRefused
from classroom.evidence import Order, Piece, PolicyCount, count, countable, heads
from classroom.ids import EvidenceId, LearnerId, TargetId
from classroom.plan import PlanRole
from classroom.target import LearningTarget
from classroom.value import Value


class State(StrEnum):
    """Where a learner stands with a target."""

    BEYOND = "beyond"
    MASTERED = "mastered"
    LOOK_AGAIN = "look_again"
    HANDED_IN = "handed_in"
    READY = "ready"
    NOW = "now"
    OPEN = "open"
    LATER = "later"


MASTERED_STATES = frozenset({State.MASTERED, State.BEYOND})


class Judgement(Value, frozen=True, kw_only=True):
    """A judgement as the rules see it."""

    id: str
    order: Order
    day: str
    decision: Literal["mastered", "beyond", "not_yet", "need_more"]
    level: int | None
    by: str
    supersedes: str | None = None
    evidence: tuple[EvidenceId, ...] = ()
    target_version: int = 1


class Record(Value, frozen=True, kw_only=True):
    """All that the log holds about one learner and one target; tuples may be in any order, with repeats."""

    pieces: tuple[Piece, ...] = ()
    withdrawn: Mapping[EvidenceId, Order] = {}
    looked_at: Mapping[EvidenceId, Order] = {}
    answered: frozenset[EvidenceId] = frozenset()
    judgements: tuple[Judgement, ...] = ()


class MasteryState(Value, frozen=True, kw_only=True):
    """The state of one target for one learner, with what explains it.

    `waived` is what would come before an OPEN target, had a person not let her start early.
    """

    state: State
    level: int | None = None
    since: str = ""
    by: str = ""
    counts: PolicyCount = PolicyCount()
    new_pieces: bool = False
    opens_after: tuple[TargetId, ...] = ()
    star_day: str = ""
    waived: tuple[TargetId, ...] = ()


def withdrawal_holds(record: Record, piece: EvidenceId) -> bool:
    """Say whether a learner's taking back came before anyone looked."""
    taken, looked = record.withdrawn.get(piece), record.looked_at.get(piece)
    return taken is not None and (looked is None or taken < looked)


def live_pieces(record: Record) -> list[Piece]:
    """Return the pieces that are handed in and not validly withdrawn, each once, oldest first."""
    unique = {piece.id: piece for piece in sorted(record.pieces, key=lambda piece: piece.order, reverse=True)}
    kept = [piece for piece in unique.values() if not withdrawal_holds(record, piece.id)]
    return sorted(kept, key=lambda piece: piece.order)


def standing(record: Record) -> list[Judgement]:
    """Return the judgements that nobody corrected, each once, oldest first."""
    unique = {judgement.id: judgement for judgement in record.judgements}
    slips = {judgement.supersedes for judgement in unique.values()}
    return sorted((j for j in unique.values() if j.id not in slips), key=lambda judgement: judgement.order)


class Around(Value, frozen=True, kw_only=True):
    """What stands around one target for one learner: plan, drafts, what she mastered, what staff waived."""

    role: PlanRole | None = None
    draft: bool = False
    mastered: frozenset[TargetId] = frozenset()
    waived: frozenset[TargetId] = frozenset()
    mastery_level: int = 3
    adult_help_counts: bool = False


def fold(
    learner: LearnerId, target: LearningTarget, record: Record, around: Around | None = None
) -> MasteryState:
    """Return the state of one learner and target by the first rule of seven that fits."""
    around = around or Around()
    pieces = [
        piece for piece in live_pieces(record) if learner in piece.learners and target.id in piece.targets
    ]
    judgements = standing(record)
    levelled = [judgement for judgement in judgements if judgement.level is not None]
    latest = levelled[-1] if levelled else None
    star = next((judgement for judgement in levelled if _is_mastery(judgement, around)), None)
    mark = _look_again_mark(levelled, around)
    kept = countable(pieces, target.policy, after=mark, adult_help_counts=around.adult_help_counts)
    counts = count(kept, target.policy)
    state, waits = (
        _by_judgement(latest, star, around)
        or _by_pieces(pieces, record.answered, judgements, counts)
        or _by_path(target, around)
    )
    return MasteryState(
        state=state,
        level=latest.level if latest else None,
        since=latest.day if latest else "",
        by=latest.by if latest else "",
        counts=counts,
        new_pieces=bool(pieces and latest and pieces[-1].order > latest.order),
        opens_after=waits,
        star_day=star.day if star else "",
        waived=_waived(target, around) if state is State.OPEN else (),
    )


def _is_mastery(judgement: Judgement, around: Around) -> bool:
    return judgement.level is not None and judgement.level >= around.mastery_level


def _look_again_mark(levelled: list[Judgement], around: Around) -> Order | None:
    """Return when the latest judgement below mastery that follows one at mastery was made."""
    mark, reached = None, False
    for judgement in levelled:
        if _is_mastery(judgement, around):
            reached = True
        elif reached:
            mark = judgement.order
    return mark


_Found = tuple[State, tuple[TargetId, ...]]


def _by_judgement(latest: Judgement | None, star: Judgement | None, around: Around) -> _Found | None:
    """Rules 1 and 2: what a person decided."""
    if latest is None or star is None:
        return None
    if _is_mastery(latest, around):
        return (State.BEYOND if latest.decision == "beyond" else State.MASTERED), ()
    return State.LOOK_AGAIN, ()


def _by_pieces(
    pieces: list[Piece], answered: frozenset[EvidenceId], judgements: list[Judgement], counts: PolicyCount
) -> _Found | None:
    """Rules 3 and 4: what lies on the teacher's table."""
    if any(piece.id not in answered for piece in heads(pieces)):
        return State.HANDED_IN, ()
    if counts.met and not (judgements and judgements[-1].order > pieces[-1].order):
        return State.READY, ()
    return None


def _by_path(target: LearningTarget, around: Around) -> _Found:
    """Rules 5 to 7: what the plan and the prerequisites say."""
    if around.role == "now" or around.draft:
        return State.NOW, ()
    waits = tuple(need for need in target.hard if need not in around.mastered | around.waived)
    return (State.LATER, waits) if waits else (State.OPEN, ())


def _waived(target: LearningTarget, around: Around) -> tuple[TargetId, ...]:
    return tuple(need for need in target.hard if need in around.waived - around.mastered)


def check_judgement(
    decision: str, level: int | None, evidence: tuple[EvidenceId, ...], *, policy_met: bool, reason: str
) -> None:
    """Raise JudgementRefused when a judgement breaks the rules of the model (learning model, `Judgement`)."""
    if not evidence:
        raise JudgementRefused("A judgement rests on at least one piece. Open a piece first.")
    allowed = {"mastered": (3,), "beyond": (4,), "not_yet": (1, 2), "need_more": (None,)}
    if level not in allowed.get(decision, ()):
        raise JudgementRefused(f"Level {level} does not go with this decision. Choose again.")
    if decision in {"mastered", "beyond"} and not policy_met and not reason:
        raise JudgementRefused(
            "The evidence asked for is not all there yet. Say in a word why you decide now."
        )
