"""Asking for help: two touches, no name, and back to what she was at. Pure."""

from msgspec.structs import replace

from classroom.facts import HelpCancelled, HelpOpened, HelpTried
from classroom.helping import asks_tried
from classroom.visit import Tried
from station.session.events import Event, NotRecorded
from station.session.hand import hand_of
from station.session.help_page import HelpPage
from station.session.help_touches import HelpLetGo, HelpPageTurned, HelpPicked, TriedPressed
from station.session.recording import record
from station.session.state import Moment, State, Step, Visit
from station.session.touches import BackPressed


def hand_pressed(state: State, visit: Visit) -> Step:
    """The page of help comes, or goes away again."""
    return _at(state, visit, None if visit.help else HelpPage())


def touched(state: State, visit: Visit, page: HelpPage, event: Event, moment: Moment) -> Step:
    """What a touch does on the page of help."""
    match event:
        case BackPressed():
            return _at(state, visit, None)
        case HelpPageTurned():
            return _at(state, visit, HelpPage(page=1 - page.page))
        case HelpPicked(kind=kind) if hand_of(visit) is None:
            asked, _ = _at(state, visit, HelpPage())
            return record(asked, HelpOpened(help=moment.fresh_id, kind=kind))
        case TriedPressed(what=what):
            return _tried(state, visit, what)
        case HelpLetGo():
            return _let_go(state, visit)
    return state, ()


def lowered(before: Visit, after: Visit) -> Visit:
    """Return the visit after news: where somebody took care of her hand, the page of it goes."""
    if after.help and hand_of(before) and not hand_of(after):
        return replace(after, help=None)
    return after


def not_recorded(visit: Visit, event: NotRecorded) -> Visit:
    """Return the visit with its page of help before her where her hand could not be written down."""
    lost = next((one for one in visit.pending if one.tag == event.tag), None)
    if lost and any(isinstance(fact, HelpOpened) for fact in lost.facts):
        return replace(visit, help=HelpPage(failed=True))
    return visit


def _tried(state: State, visit: Visit, what: Tried) -> Step:
    hand = hand_of(visit)
    if hand is None or not asks_tried(hand.kind):
        return state, ()
    others = tuple(one for one in hand.tried if one != what)
    tried = others if what in hand.tried else (*others, what)
    return record(state, HelpTried(help=hand.help, tried=tried))


def _let_go(state: State, visit: Visit) -> Step:
    hand, (closed, _) = hand_of(visit), _at(state, visit, None)
    return record(closed, HelpCancelled(help=hand.help)) if hand else (closed, ())


def _at(state: State, visit: Visit, page: HelpPage | None) -> Step:
    return replace(state, visit=replace(visit, help=page)), ()
