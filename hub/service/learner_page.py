"""One learner as her teachers see her (H05): each line with the reason for its state, each piece with its answer."""

from calendar import month_abbr
from typing import Final, Protocol

from classroom.ids import EvidenceId, LearnerId
from classroom.learner import Learner
from classroom.mastery import MASTERED_STATES, MasteryState, State
from classroom.path import next_lines
from classroom.staff import Staff
from classroom.target import LearningTarget
from classroom.zone import ClassGroup, Zone
from hub.errors import NotYours
from hub.service.company import partners, seen_by
from hub.service.dating import made
from hub.service.shapes import EvidenceNow, FeedbackNow, LearnerPage, LineNow, MediaState, VisitNow
from hub.store.projections import badges, claims, evidence, judging, mastery, roster, visits
from hub.store.projections.evidence import HandedIn
from hub.store.projections.visits import Visit
from hub.store.tables import Tables

PIECES: Final = 60
VISITS: Final = 20


class Files(Protocol):
    """Knows the files of the pieces."""

    def states(self, tables: Tables, evidence_id: EvidenceId) -> tuple[MediaState, ...]: ...


def learner_page(tables: Tables, shelf: Files | None, learner_id: LearnerId) -> LearnerPage:
    """Gather the page, without a shelf of files no pieces; raises NotYours for a stranger."""
    learner = tables.definitions.get(Learner, learner_id)
    if learner is None:
        raise NotYours
    states = mastery.states(tables, learner_id)
    pieces = evidence.newest(tables, learner_id, PIECES if shelf else 0)
    printed = badges.badges_of(tables, learner_id)[:1]
    names = [tables.definitions.get(ClassGroup, class_) for class_ in roster.classes_of(tables, learner_id)]
    return LearnerPage(
        learner=learner,
        full=learner.full,
        class_names=tuple(class_.name for class_ in names if class_),
        mastered=_lines(tables, states, MASTERED_STATES),
        handed_in=_lines(tables, states, {State.HANDED_IN, State.READY}),
        now=_lines(tables, states, {State.NOW}),
        next=_next(tables, learner_id, states),
        look_again=_lines(tables, states, {State.LOOK_AGAIN}),
        later=sum(state.state is State.LATER for state in states.values()),
        evidence=tuple(_piece(tables, shelf, piece, learner_id) for piece in pieces if shelf),
        visits=tuple(_visit(tables, visit) for visit in visits.latest_visits(tables, learner_id, VISITS)),
        badge=printed[0].state if printed else "none",
    )


def _lines(
    tables: Tables, states: dict[str, MasteryState], wanted: set[State] | frozenset[State]
) -> tuple[LineNow, ...]:
    targets = tables.definitions.targets()
    return tuple(
        _line(tables, targets[target], state) for target, state in states.items() if state.state in wanted
    )


def _next(tables: Tables, learner: LearnerId, states: dict[str, MasteryState]) -> tuple[LineNow, ...]:
    """What is open, in the order in which the learner sees it."""
    targets = tables.definitions.targets()
    lines = next_lines(targets.values(), states, tables.definitions.plan(learner))
    open_ = [line.target for line in lines if states[line.target].state is State.OPEN]
    return tuple(_line(tables, targets[target], states[target]) for target in open_)


def _line(tables: Tables, target: LearningTarget, state: MasteryState) -> LineNow:
    person = tables.definitions.get(Staff, state.by)
    name = person.name if person else ""
    return LineNow(
        target=target.id,
        code=target.code,
        i_can=target.line(tables.definitions.lang()),
        state=state.state,
        since=state.since,
        by_name=name,
        why=_why(tables, target, state, name or "Staff"),
        counts=state.counts,
    )


def _why(tables: Tables, target: LearningTarget, state: MasteryState, name: str) -> str:
    counts, policy = state.counts, target.policy
    so_far = (
        f"{counts.pieces} of {policy.min_pieces} pieces, {counts.kinds} of {policy.min_kinds} kinds, "
        f"{counts.days} of {policy.min_days} days"
    )
    new = " New work has come since." if state.new_pieces else ""
    match state.state:
        case State.MASTERED | State.BEYOND:
            return f"{name} decided on {_day(state.since)}.{new}"
        case State.LOOK_AGAIN:
            return (
                f"Shown on {_day(state.star_day)}; {name} asked for another look on {_day(state.since)}.{new}"
            )
        case State.HANDED_IN:
            return f"Work is in and waits for an answer: {so_far}."
        case State.READY:
            return f"All the evidence asked for is there: {so_far}."
        case State.NOW:
            return f"On her path now: {so_far}."
        case State.OPEN:
            return _open(tables, target, state)
    return f"Opens after {', '.join(_codes(tables, state.opens_after))}."


def _open(tables: Tables, target: LearningTarget, state: MasteryState) -> str:
    if state.waived:
        return f"She asked to start early, and may without {', '.join(_codes(tables, state.waived))}."
    return "Everything that comes before it is mastered." if target.hard else "Open to everyone."


def _codes(tables: Tables, targets: tuple[str, ...]) -> list[str]:
    return [line.code for need in targets if (line := tables.definitions.targets().get(need))]


def _day(day: str) -> str:
    """A date as people say it: 14 Oct."""
    return f"{int(day[8:])} {month_abbr[int(day[5:7])]}" if day else "an earlier day"


def _piece(tables: Tables, shelf: Files, piece: HandedIn, learner: LearnerId) -> EvidenceNow:
    target = tables.definitions.targets().get(piece.targets[0])
    taken_back = evidence.is_taken_back(tables, piece.evidence)
    words, said = (
        judging.words_on(tables, piece.evidence, learner),
        claims.claim(tables, piece.evidence, learner),
    )
    return EvidenceNow(
        evidence=piece.evidence,
        target=piece.targets[0],
        code=target.code if target else "",
        kind=piece.kind,
        at_ms=piece.at_ms,
        made=made(tables, piece),
        media=shelf.states(tables, piece.evidence),
        state="withdrawn" if taken_back else evidence.progress(tables, piece.evidence),
        level=judging.level_of(tables, piece.evidence),
        text=piece.text,
        claim=said[0] if said else None,
        attempt=piece.attempt,
        revises=piece.revises,
        seen_by=seen_by(tables, piece),
        partners=partners(tables, piece, learner),
        feedback=tuple(
            FeedbackNow(
                kind=word.kind,
                text=word.text,
                by_name=person.name if (person := tables.definitions.get(Staff, word.by)) else "",
                seen=word.seen,
                reply=word.reply,
                voice=word.voice,
                voice_s=word.voice_s,
            )
            for word in words
        ),
    )


def _visit(tables: Tables, visit: Visit) -> VisitNow:
    zone = tables.definitions.get(Zone, visit.zone)
    return VisitNow(
        visit=visit.visit,
        zone_name=zone.name if zone else "",
        opened_from_ms=visit.opened_from_ms,
        opened_ms=visit.opened_ms,
        closed_ms=visit.closed_ms,
        mode=visit.mode,
    )
