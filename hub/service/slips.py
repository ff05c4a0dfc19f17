"""A slip of the finger: a judgement that was not meant is followed by one that takes its place, and stays readable."""

from collections.abc import Callable
from typing import Final, Literal, cast

from classroom.facts import FeedbackGiven, JudgementMade
from classroom.ids import LearnerId, StaffId, TargetId
from classroom.mastery import Judgement, check_judgement, standing
from classroom.staff import Staff
from hub.errors import NotYours, ServiceRefused
from hub.service.recording import Recording
from hub.service.shapes import Decided
from hub.store.projections.records import record_of
from hub.store.tables import Tables

_LEVELS: Final[dict[Decided, Literal[2, 3, 4] | None]] = {
    "mastered": 3, "beyond": 4, "not_yet": 2, "need_more": None,
}  # fmt: skip
LONGEST: Final = 200


def learner_of(tables: Tables, judgement: str) -> LearnerId:
    """Whom a judgement is about; raises NotYours for one that is not here."""
    row = tables.one("SELECT learner FROM judgements WHERE judgement = ?", judgement)
    if row is None:
        raise NotYours
    return str(row[0])


def may_correct(tables: Tables, made_by: StaffId, staff: StaffId) -> bool:
    """A slip is corrected by whoever made it; by a colleague, once that person is not here any more."""
    person = tables.definitions.get(Staff, made_by)
    return made_by == staff or person is None or person.status != "active"


def correct(
    recording: Recording,
    fresh_id: Callable[[], str],
    tables: Tables,
    judgement: str,
    meant: Decided,
    words: str,
    by: StaffId,
) -> LearnerId:
    """Put what was meant in the place of a slip; return whom it is about. Raises ServiceRefused with what to do."""
    learner = learner_of(tables, judgement)
    slip, target, met, reason = _slip(tables, judgement, learner)
    words = " ".join(words.split())[:LONGEST]
    _check(tables, slip, meant, words, by)
    level, why = _LEVELS[meant], reason or ("" if met else "Correction of a slip")
    check_judgement(meant, level, slip.evidence, policy_met=met, reason=why)
    if words:
        said = FeedbackGiven(
            by=by, feedback=fresh_id(), evidence=slip.evidence[0], learner=learner, kind="next", text=words
        )
        recording.note(tables, said, (learner,))
    fact = JudgementMade(
        by=by,
        judgement=fresh_id(),
        learner=learner,
        target=target,
        decision=meant,
        evidence=slip.evidence,
        level=cast("Literal[1, 2, 3, 4] | None", level),
        policy_met=met,
        reason=why,
        supersedes=judgement,
        target_version=slip.target_version,
    )
    recording.note(tables, fact, (learner,))
    return learner


def _slip(tables: Tables, judgement: str, learner: LearnerId) -> tuple[Judgement, TargetId, bool, str]:
    """The judgement that stands, its target, whether the evidence was there, and the reason that was given."""
    row = tables.one("SELECT target, policy_met, reason FROM judgements WHERE judgement = ?", judgement)
    target, met, reason = row or ("", 0, "")
    for one in standing(record_of(tables, learner, target)):
        if one.id == judgement:
            return one, target, bool(met), reason
    raise ServiceRefused("This decision was corrected before. Look at the newer one.")


def _check(tables: Tables, slip: Judgement, meant: Decided, words: str, by: StaffId) -> None:
    if not may_correct(tables, slip.by, by):
        raise ServiceRefused("A slip is corrected by whoever made it. Open a piece and decide anew.")
    if slip.decision == meant:
        raise ServiceRefused("That is what stands already.")
    if meant == "not_yet" and not words:
        raise ServiceRefused("A \u201cnot yet\u201d needs one thing to try next. Write a line for her.")
