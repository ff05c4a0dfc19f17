"""Facts on their way to the disk and what became of them. Pure."""

from msgspec.structs import replace

from classroom.facts import (
    DraftDropped,
    DraftParked,
    DraftResumed,
    EvidenceHandedIn,
    EvidenceWithdrawn,
    Fact,
    VisitClosed,
    VisitModeChanged,
)
from station.session.effects import Effect, JoinPair, JournalDraft, OpenVisit, Record, ReopenVisit
from station.session.events import Recorded, VisitStarted
from station.session.state import HandedIn, Moment, Pending, State, Step, Visit
from station.session.visitor import DraftCard, OwnFact

_MADE_TOGETHER = EvidenceHandedIn | EvidenceWithdrawn
"""What is everybody's who made it."""
_DRAFTS = DraftParked | DraftResumed | DraftDropped
"""What waits for the first one, under the key of the pair."""


def record(state: State, *facts: Fact, file: bytes = b"", closes_drafts: tuple[str, ...] = ()) -> Step:
    """Return the step that makes facts of the open visit durable; the tag is `str(state.tags)` afterwards.

    Where several work together, what they make goes under the key of the pair, and whose hand is up, or who chose,
    is the first one's.
    """
    visit = state.visit
    if visit is None or not facts:
        return state, ()
    if state.pair and not isinstance(facts[0], _MADE_TOGETHER | _DRAFTS):
        everybodys = isinstance(facts[0], VisitModeChanged | VisitClosed)
        return each(state, *facts, only=None if everybodys else state.pair[0])
    together = isinstance(facts[-1], _MADE_TOGETHER)
    effect = Record(
        tag=str(state.tags + 1),
        facts=facts,
        visit=visit.id,
        learner=visit.visitor.document.learner,
        partners=visit.partners if together else (),
        file=file,
        closes_drafts=closes_drafts,
    )
    return _under_way(state, visit, effect), (effect,)


def each(state: State, *facts: Fact, only: Visit | None = None) -> Step:
    """Return the step that records facts for everybody who is here, or for one of them, under keys of their own."""
    effects: tuple[Effect, ...] = ()
    for member in (only,) if only else state.pair or ((state.visit,) if state.visit else ()):
        learner, tag = member.visitor.document.learner, str(state.tags + 1)
        effect = Record(tag=tag, facts=facts, visit=member.id, learner=learner)
        effects = (*effects, effect)
        if state.visit is not None:
            state = _under_way(state, state.visit, effect)
    return state, effects


def _under_way(state: State, visit: Visit, effect: Record) -> State:
    pending = (*visit.pending, Pending(tag=effect.tag, facts=effect.facts))
    return replace(state, tags=state.tags + 1, visit=replace(visit, pending=pending))


def of_station(state: State, *facts: Fact, learner: str | None = None) -> Step:
    """Return the step that records facts of the station itself."""
    return replace(state, tags=state.tags + 1), (
        Record(tag=str(state.tags + 1), facts=facts, learner=learner),
    )


def journal(visit: Visit, draft: DraftCard) -> JournalDraft:
    """Return the effect that keeps the latest form of a draft."""
    return JournalDraft(visit=visit.id, learner=visit.visitor.document.learner, draft=draft)


def opening(visit: Visit) -> Effect:
    """Return the effect that gets the visit its key: an old one when she left it open here; one for several."""
    learner = visit.visitor.document.learner
    if visit.partners:
        return JoinPair(pair=visit.id, learners=(learner, *visit.partners))
    if visit.visitor.here is not None:
        return ReopenVisit(visit=visit.id, learner=learner)
    return OpenVisit(visit=visit.id, learner=learner)


def hold_back(step: Step) -> Step:
    """Keep what needs the visit's key until the key is there, in order; let the rest go."""
    state, effects = step
    visit = state.visit
    if visit is None or visit.started:
        return step
    waits = tuple(effect for effect in effects if _needs_key(effect, visit))
    goes = tuple(effect for effect in effects if effect not in waits)
    return replace(state, visit=replace(visit, waiting=visit.waiting + waits)), goes


def visit_started(state: State, event: VisitStarted) -> Step:
    """The key is there: let go what waited for it."""
    visit = state.visit
    if visit is None or visit.id != event.visit or visit.started:
        return state, ()
    return replace(state, visit=replace(visit, started=True, waiting=())), visit.waiting


def recorded(state: State, event: Recorded, moment: Moment) -> Step:
    """The facts are on disk: they lie over her document from now on."""
    visit = state.visit
    done = _pending(visit, event.tag)
    if visit is None or done is None:
        return state, ()
    first = event.last_seq - len(done.facts) + 1
    at_ms = event.wall_ms or moment.wall_ms
    known = {own.seq for own in visit.visitor.own}
    later = tuple(
        OwnFact(seq=seq, at_ms=at_ms, fact=fact, acknowledged=seq <= state.acked)
        for seq, fact in enumerate(done.facts, first)
        if seq not in known
    )
    visitor = replace(visit.visitor, own=visit.visitor.own + later)
    visit = replace(visit, visitor=visitor, pending=_without(visit.pending, event.tag))
    screen = state.screen
    if isinstance(screen, HandedIn) and screen.tag == event.tag:
        screen = replace(screen, seq=event.last_seq, failed="")
    return replace(state, visit=visit, screen=screen), ()


def forget_pending(visit: Visit, tag: str) -> Visit:
    """Return the visit without the facts of this tag, which are not on disk."""
    waiting = tuple(
        effect for effect in visit.waiting if not (isinstance(effect, Record) and effect.tag == tag)
    )
    return replace(visit, pending=_without(visit.pending, tag), waiting=waiting)


def _needs_key(effect: Effect, visit: Visit) -> bool:
    return isinstance(effect, Record | JournalDraft) and effect.visit == visit.id


def _pending(visit: Visit | None, tag: str) -> Pending | None:
    return next((one for one in visit.pending if one.tag == tag), None) if visit else None


def _without(pending: tuple[Pending, ...], tag: str) -> tuple[Pending, ...]:
    return tuple(one for one in pending if one.tag != tag)
