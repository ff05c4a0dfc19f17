"""Where each learner stands with each target: the fold of `classroom.mastery`, kept so that pages are cheap."""

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from classroom.facts import (
    DateSet,
    Defined,
    DraftDropped,
    DraftParked,
    EvidenceHandedIn,
    EvidenceReviewStarted,
    EvidenceWithdrawn,
    FeedbackGiven,
    JudgementMade,
    JumpAnswered,
    ObservationMade,
    PieceLevelled,
    PlanApproved,
)
from classroom.ids import TargetId
from classroom.learner import Learner
from classroom.mastery import MASTERED_STATES, Around, MasteryState, Record, fold
from classroom.target import Framework, LearningTarget
from classroom.zone import School
from hub.store.facts import Stored
from hub.store.projections import asking, dating, drafts, evidence, judging
from hub.store.projections.records import record_of
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE states (
    learner TEXT NOT NULL, target TEXT NOT NULL, state TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (learner, target)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("states",)
_DECODER: Final = msgspec.json.Decoder(MasteryState)
_MASTERED: Final = tuple(sorted(MASTERED_STATES))


def _piece_came(tables: Tables, stored: Stored, fact: EvidenceHandedIn) -> None:
    _touch(tables, stored.learners, fact.targets)


def _seen(tables: Tables, stored: Stored, fact: ObservationMade) -> None:
    _touch(tables, stored.learners, (fact.target,))


def _touch(tables: Tables, learners: Iterable[str], targets: Iterable[TargetId]) -> None:
    """Have these lines of these learners folded once, after all that happens to them in this transaction."""
    for learner in learners:
        for target in targets:
            tables.later(_fold_touched, learner, target)


def _piece_changed(
    tables: Tables,
    _stored: Stored,
    fact: EvidenceWithdrawn | EvidenceReviewStarted | FeedbackGiven | PieceLevelled | DateSet,
) -> None:
    if piece := evidence.piece(tables, fact.evidence):
        _touch(tables, piece.learners, piece.targets)


def _judged(tables: Tables, _stored: Stored, fact: JudgementMade) -> None:
    """The judgement moves one target; what it opens or shuts are the targets that wait for that one."""
    before = _is_mastered(tables, fact.learner, fact.target)
    for id_ in fact.evidence:
        if piece := evidence.piece(tables, id_):
            _touch(tables, piece.learners, piece.targets)
    _refresh(tables, fact.learner, (fact.target,))
    if _is_mastered(tables, fact.learner, fact.target) != before:
        waiting = [line.id for line in tables.definitions.targets().values() if fact.target in line.hard]
        _refresh(tables, fact.learner, tuple(waiting))


def _defined(tables: Tables, _stored: Stored, fact: Defined) -> None:
    if isinstance(fact.entity, Learner):
        refresh_all(tables, fact.entity.id)
    elif isinstance(fact.entity, School):
        for line in {*dating.date_anew(tables), *judging.date_anew(tables)}:
            tables.later(_fold_touched, *line)
            tables.mark_stale(f"learner/{line[0]}")
    elif isinstance(fact.entity, Framework):
        for learner in tables.definitions.all(Learner):
            refresh_all(tables, learner.id)
            tables.mark_stale(f"learner/{learner.id}")


def _planned(tables: Tables, _stored: Stored, fact: PlanApproved) -> None:
    refresh_all(tables, fact.plan.learner)


def _parked(tables: Tables, stored: Stored, fact: DraftParked) -> None:
    _touch(tables, stored.learners, (fact.target,) if fact.target else ())


def _dropped(tables: Tables, stored: Stored, fact: DraftDropped) -> None:
    found = (drafts.draft(tables, id_) for id_ in (fact.draft, fact.continues))
    _touch(tables, stored.learners, {one.target for one in found if one and one.target})


def _let_early(tables: Tables, _stored: Stored, fact: JumpAnswered) -> None:
    _touch(tables, (fact.learner,), (fact.target,))


HANDLERS: Final = {
    DraftParked: _parked,
    DraftDropped: _dropped,
    EvidenceHandedIn: _piece_came,
    ObservationMade: _seen,
    EvidenceWithdrawn: _piece_changed,
    EvidenceReviewStarted: _piece_changed,
    FeedbackGiven: _piece_changed,
    PieceLevelled: _piece_changed,
    JudgementMade: _judged,
    Defined: _defined,
    PlanApproved: _planned,
    DateSet: _piece_changed,
    JumpAnswered: _let_early,
}
MOVED: Final = {
    DraftParked: _parked,
    EvidenceHandedIn: _piece_came,
    ObservationMade: _seen,
    EvidenceWithdrawn: _piece_changed,
    EvidenceReviewStarted: _piece_changed,
    JudgementMade: _judged,
    DateSet: _piece_changed,
    JumpAnswered: _let_early,
}


def states(tables: Tables, learner: str) -> dict[TargetId, MasteryState]:
    """The state of every published target for one learner, in framework order."""
    found: dict[str, bytes] = dict(tables.all("SELECT target, body FROM states WHERE learner = ?", learner))
    return {
        target: _DECODER.decode(found[target]) if target in found else fold(learner, line, Record())
        for target, line in tables.definitions.targets().items()
    }


def _is_mastered(tables: Tables, learner: str, target: TargetId) -> bool:
    row = tables.one("SELECT state FROM states WHERE learner = ? AND target = ?", learner, target)
    return row is not None and row[0] in _MASTERED


def _fold_touched(tables: Tables, touched: Iterable[tuple[str, TargetId]]) -> None:
    for learner, lines in groupby(sorted(touched), key=itemgetter(0)):
        _refresh(tables, learner, tuple(target for _, target in lines))


def _refresh(tables: Tables, learner: str, targets: tuple[TargetId, ...]) -> None:
    """Fold some targets anew; nothing but a judgement changes which others are open."""
    rows = tables.all("SELECT target FROM states WHERE learner = ? AND state IN (?, ?)", learner, *_MASTERED)
    mastered = frozenset(target for (target,) in rows)
    begun = drafts.begun(tables, learner)
    for target in targets:
        line = tables.definitions.targets().get(target)
        if line is not None:
            around = _around(tables, learner, line, mastered, begun)
            _write(tables, learner, line, fold(learner, line, record_of(tables, learner, target), around))


def refresh_all(tables: Tables, learner: str) -> None:
    """Fold every target of a learner anew: what is mastered first, then what that opens."""
    targets = tables.definitions.targets()
    records = {target: record_of(tables, learner, target) for target in targets}
    none: frozenset[str] = frozenset()
    begun = drafts.begun(tables, learner)
    mastered = frozenset(
        target
        for target, line in targets.items()
        if records[target].judgements
        and fold(learner, line, records[target], _around(tables, learner, line, none, begun)).state
        in MASTERED_STATES
    )
    tables.run("DELETE FROM states WHERE learner = ?", (learner,))
    for target, line in targets.items():
        around = _around(tables, learner, line, mastered, begun)
        _write(tables, learner, line, fold(learner, line, records[target], around))


def _around(
    tables: Tables, learner: str, line: LearningTarget, mastered: frozenset[str], begun: frozenset[str]
) -> Around:
    plan = tables.definitions.plan(learner)
    person = tables.definitions.get(Learner, learner)
    return Around(
        role=plan.role_of(line.id) if plan else None,
        mastered=mastered,
        mastery_level=tables.definitions.scale(line.id).mastery,
        adult_help_counts=person is not None and person.supports.adult_help_counts,
        draft=line.id in begun,
        waived=_waived(tables, learner, line),
    )


def _waived(tables: Tables, learner: str, line: LearningTarget) -> frozenset[TargetId]:
    """All that comes before a target, where a person let her start it early."""
    early = bool(line.hard) and asking.opened_early(tables, learner, line.id)
    return frozenset(line.hard) if early else frozenset()


def _write(tables: Tables, learner: str, line: LearningTarget, state: MasteryState) -> None:
    tables.run(
        "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?)",
        (learner, line.id, state.state, msgspec.json.encode(state)),
    )
