"""Her path: what she goes on with, what she picks next. Pure."""

from msgspec.structs import replace

from classroom.documents import LearnerDocument, TargetLine
from classroom.ids import TargetId
from classroom.mastery import MASTERED_STATES
from classroom.mastery import State as Mastery
from classroom.path import NextLine
from station.session import answers, catalog, drafts
from station.session.events import Event
from station.session.items import choose, work_on
from station.session.overlay import Standing, open_drafts, standing
from station.session.state import Item, Moment, Path, Started, State, Step, present
from station.session.touches import (
    BackPressed,
    DraftPicked,
    KeepGoingPressed,
    MailPressed,
    NextPicked,
    PageTurned,
    StartedPressed,
    TargetPicked,
)
from station.session.visitor import DraftCard

_NOW = frozenset({Mastery.NOW, Mastery.HANDED_IN, Mastery.READY})
_WAITS = frozenset({Mastery.HANDED_IN, Mastery.READY})


def now_lines(stand: Standing) -> tuple[TargetLine, ...]:
    """Return what she works on: planned or started, what is with the teacher last."""
    lines = [
        line
        for line in stand.document.lines
        if line.state in _NOW or (line.target in stand.started and line.state not in MASTERED_STATES)
    ]
    return tuple(sorted(lines, key=lambda line: line.state in _WAITS))


def next_lines(stand: Standing) -> tuple[NextLine, ...]:
    """Return what can come next and is not begun, in the order of the hub."""
    begun = {line.target for line in now_lines(stand)}
    return tuple(line for line in stand.document.next if line.target not in begun)


def keep_going(stand: Standing) -> DraftCard | TargetLine | None:
    """Return what "Keep going" opens: a piece that she began, her last item, else the first of Now."""
    begun = next((draft for draft in stand.drafts if not draft.away), None)
    if begun is not None:
        return begun
    lines = now_lines(stand)
    last = stand.item.target if stand.item else None
    going = [line for line in lines if line.state not in _WAITS]
    return next((line for line in going if line.target == last), None) or next(iter(going or lines), None)


def touched(state: State, screen: Path, event: Event, moment: Moment) -> Step:
    """What a touch does on her path."""
    match event:
        case PageTurned(what="now", by=by):
            return replace(state, screen=replace(screen, now=max(0, screen.now + by))), ()
        case PageTurned(what="next", by=by):
            return replace(state, screen=replace(screen, next=max(0, screen.next + by))), ()
        case KeepGoingPressed():
            return _keep_going(state, moment)
        case TargetPicked(target=target):
            return pick(state, target, moment)
        case NextPicked(target=target, reason=reason):
            return _start(state, target, reason)
        case MailPressed():
            return answers.open_newest(state, moment)
        case StartedPressed():
            return replace(state, screen=Started()), ()
    return state, ()


def picking(state: State, screen: Started, event: Event, moment: Moment) -> Step:
    """What a touch does before all that she has begun."""
    match event:
        case PageTurned(what="started", by=by):
            return replace(state, screen=replace(screen, page=max(0, screen.page + by))), ()
        case DraftPicked(draft=draft):
            begun = next((one for one in open_drafts(present(state).visitor) if one.draft == draft), None)
            return drafts.resume(state, begun, moment) if begun and not begun.away else (state, ())
        case BackPressed():
            return replace(state, screen=Path()), ()
    return state, ()


def _keep_going(state: State, moment: Moment) -> Step:
    match keep_going(standing(present(state).visitor, moment.offset_min)):
        case DraftCard() as draft:
            return drafts.resume(state, draft, moment)
        case TargetLine(target=target):
            return pick(state, target, moment)
    return state, ()


def pick(state: State, target: TargetId, moment: Moment) -> Step:
    """Go on with a target of hers, as she worked on it last."""
    visit = present(state)
    if not _is_hers(visit.visitor.document, target):
        return state, ()
    stand = standing(visit.visitor, moment.offset_min)
    for last in (visit.item, stand.item):
        if last is not None and last.target == target:
            return work_on(state, last)
    way = catalog.first_way(state.room, stand.document, target)
    return work_on(state, Item(target=target, activity=way))


def _start(state: State, target: TargetId, reason: str) -> Step:
    document = present(state).visitor.document
    if all(line.target != target for line in document.next):
        return state, ()
    way = catalog.first_way(state.room, document, target)
    return choose(state, Item(target=target, activity=way), reason)


def _is_hers(document: LearnerDocument, target: TargetId) -> bool:
    return any(line.target == target for line in document.lines)
