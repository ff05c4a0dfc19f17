"""Where each learner stands with each target: the fold of `classroom.mastery`, kept so that pages are cheap."""

from typing import Final

import msgspec

from classroom.facts import (
    Defined,
    EvidenceHandedIn,
    EvidenceReviewStarted,
    EvidenceWithdrawn,
    FeedbackGiven,
    JudgementMade,
    PieceLevelled,
    PlanApproved,
)
from classroom.ids import TargetId
from classroom.learner import Learner
from classroom.mastery import MASTERED_STATES, Around, Judgement, MasteryState, Record, fold
from classroom.target import Framework, LearningTarget
from hub.store.facts import Stored
from hub.store.projections import evidence, judging
from hub.store.projections.evidence import HandedIn
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
    for learner in stored.learners:
        _refresh(tables, learner, fact.targets)


def _piece_changed(
    tables: Tables,
    _stored: Stored,
    fact: EvidenceWithdrawn | EvidenceReviewStarted | FeedbackGiven | PieceLevelled,
) -> None:
    piece = evidence.piece(tables, fact.evidence)
    if piece is not None:
        for learner in piece.learners:
            _refresh(tables, learner, piece.targets)


def _judged(tables: Tables, _stored: Stored, fact: JudgementMade) -> None:
    """The judgement moves one target; what it opens or shuts are the targets that wait for that one."""
    before = _is_mastered(tables, fact.learner, fact.target)
    for piece in (evidence.piece(tables, id_) for id_ in fact.evidence):
        for learner in piece.learners if piece else ():
            _refresh(tables, learner, piece.targets if piece else ())
    _refresh(tables, fact.learner, (fact.target,))
    if _is_mastered(tables, fact.learner, fact.target) != before:
        waiting = [line.id for line in tables.definitions.targets().values() if fact.target in line.hard]
        _refresh(tables, fact.learner, tuple(waiting))


def _defined(tables: Tables, _stored: Stored, fact: Defined) -> None:
    if isinstance(fact.entity, Learner):
        refresh_all(tables, fact.entity.id)
    elif isinstance(fact.entity, Framework):
        for learner in tables.definitions.all(Learner):
            refresh_all(tables, learner.id)
            tables.mark_stale(f"learner/{learner.id}")


def _planned(tables: Tables, _stored: Stored, fact: PlanApproved) -> None:
    refresh_all(tables, fact.plan.learner)


HANDLERS: Final = {
    EvidenceHandedIn: _piece_came,
    EvidenceWithdrawn: _piece_changed,
    EvidenceReviewStarted: _piece_changed,
    FeedbackGiven: _piece_changed,
    PieceLevelled: _piece_changed,
    JudgementMade: _judged,
    Defined: _defined,
    PlanApproved: _planned,
}


def states(tables: Tables, learner: str) -> dict[TargetId, MasteryState]:
    """The state of every published target for one learner, in framework order."""
    found: dict[str, bytes] = dict(tables.all("SELECT target, body FROM states WHERE learner = ?", learner))
    return {
        target: _DECODER.decode(found[target]) if target in found else fold(learner, line, Record())
        for target, line in tables.definitions.targets().items()
    }


def record(tables: Tables, pieces: list[HandedIn], judgements: list[Judgement]) -> Record:
    """What the log holds about one learner and one target, from her pieces and judgements for it."""
    withdrawn, looked_at, answered = {}, {}, set()
    for piece in pieces:
        if taken := evidence.orders(tables, "withdrawn", piece.evidence):
            withdrawn[piece.evidence] = taken
        if looked := evidence.orders(tables, "looked_at", piece.evidence):
            looked_at[piece.evidence] = looked
        if evidence.is_answered(tables, piece.evidence):
            answered.add(piece.evidence)
    return Record(
        pieces=tuple(piece.piece() for piece in pieces),
        withdrawn=withdrawn,
        looked_at=looked_at,
        answered=frozenset(answered),
        judgements=tuple(judgements),
    )


def _is_mastered(tables: Tables, learner: str, target: TargetId) -> bool:
    row = tables.one("SELECT state FROM states WHERE learner = ? AND target = ?", learner, target)
    return row is not None and row[0] in _MASTERED


def _refresh(tables: Tables, learner: str, targets: tuple[TargetId, ...]) -> None:
    """Fold some targets anew; nothing but a judgement changes which others are open."""
    rows = tables.all("SELECT target FROM states WHERE learner = ? AND state IN (?, ?)", learner, *_MASTERED)
    mastered = frozenset(target for (target,) in rows)
    for target in targets:
        line = tables.definitions.targets().get(target)
        if line is not None:
            judgements = [judgement for _, judgement in judging.judgements_of(tables, learner, target)]
            known = record(tables, evidence.pieces_of(tables, learner, target), judgements)
            _write(
                tables, learner, line, fold(learner, line, known, _around(tables, learner, line, mastered))
            )


def refresh_all(tables: Tables, learner: str) -> None:
    """Fold every target of a learner anew: what is mastered first, then what that opens."""
    targets = tables.definitions.targets()
    pieces: dict[str, list[HandedIn]] = {}
    for piece in evidence.pieces_of(tables, learner):
        for target in piece.targets:
            pieces.setdefault(target, []).append(piece)
    judgements: dict[str, list[Judgement]] = {}
    for target, judgement in judging.judgements_of(tables, learner):
        judgements.setdefault(target, []).append(judgement)
    records = {
        target: record(tables, pieces.get(target, []), judgements.get(target, [])) for target in targets
    }
    none: frozenset[str] = frozenset()
    mastered = frozenset(
        target
        for target in judgements
        if target in targets
        and fold(
            learner, targets[target], records[target], _around(tables, learner, targets[target], none)
        ).state
        in MASTERED_STATES
    )
    tables.run("DELETE FROM states WHERE learner = ?", (learner,))
    for target, line in targets.items():
        around = _around(tables, learner, line, mastered)
        _write(tables, learner, line, fold(learner, line, records[target], around))


def _around(tables: Tables, learner: str, line: LearningTarget, mastered: frozenset[str]) -> Around:
    plan = tables.definitions.plan(learner)
    person = tables.definitions.get(Learner, learner)
    return Around(
        role=plan.role_of(line.id) if plan else None,
        mastered=mastered,
        mastery_level=tables.definitions.scale(line.id).mastery,
        adult_help_counts=person is not None and person.supports.adult_help_counts,
    )


def _write(tables: Tables, learner: str, line: LearningTarget, state: MasteryState) -> None:
    tables.run(
        "INSERT OR REPLACE INTO states VALUES (?, ?, ?, ?)",
        (learner, line.id, state.state, msgspec.json.encode(state)),
    )
