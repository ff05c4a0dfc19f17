"""Hello: name and picture first, her work only when it is she. Pure."""

from typing import Final

from msgspec.structs import replace

from classroom.documents import OpenVisit
from classroom.facts import VisitNotMe
from classroom.mastery import MASTERED_STATES
from station.session import timing
from station.session.effects import Forget
from station.session.items import at
from station.session.overlay import item_of
from station.session.recording import of_station, opening, record
from station.session.state import Hello, Idle, Item, Moment, Notice, Path, State, Step, Trouble, Visit, Work
from station.session.visitor import Visitor

DECOYS: Final = ("anchor", "bell", "gem", "key", "rocket", "shell", "snowflake", "umbrella")
"""Pictures that are nobody's; two of them stand beside a young learner's own."""


def greet(state: State, visitor: Visitor, moment: Moment) -> State:
    """Return the state that says hello to whoever's badge this is."""
    document = visitor.document
    chosen = state.screen.lang if isinstance(state.screen, Idle) else None
    avatars = _avatars(document.avatar, moment.fresh_id) if document.band.look == "young" else ()
    stays_s = timing.AVATARS_S if avatars else timing.HELLO_S
    screen = Hello(
        visitor=visitor,
        until_s=moment.mono_s + stays_s,
        lang=chosen or document.lang,
        avatars=avatars,
    )
    return replace(state, screen=screen, notice=None)


def hello_over(state: State, screen: Hello, moment: Moment) -> Step:
    """The time of hello is over: she comes in; a young one who tapped no picture does not."""
    if screen.avatars:
        return _cleared(state, screen, None, moment)
    return enter(state, screen, moment)


def avatar_picked(state: State, screen: Hello, avatar: str, moment: Moment) -> Step:
    """Her own picture lets a young learner in."""
    if avatar == screen.visitor.document.avatar:
        return enter(state, screen, moment)
    return _denied(state, screen, "other_picture", moment)


def not_me(state: State, screen: Hello, moment: Moment) -> Step:
    """It was somebody else's badge: the visit never was."""
    return _denied(state, screen, "cleared", moment)


def enter(state: State, screen: Hello, moment: Moment) -> Step:
    """Open her visit and show her path, or the work that she went away for."""
    visitor = screen.visitor
    left = _left_open(state, visitor)
    item = _item_of(left, visitor)
    visit = Visit(
        id=visitor.here.visit if visitor.here else moment.fresh_id,
        visitor=visitor,
        lang=screen.lang,
        item=item,
        touched_s=moment.mono_s,
    )
    state = replace(state, visit=visit, screen=Work(item=item) if item else Path(), notice=None)
    if left is None:
        return state, (opening(visit),)
    state, said = record(state, at("at_screen", item))
    return state, (opening(visit), *said)


def moved_from(state: State, visitor: Visitor) -> OpenVisit | None:
    """Return the visit that she has open at another station, and that her badge here has closed."""
    visit = visitor.document.visit
    if visitor.here is not None or visit is None or visit.station == state.face.station:
        return None
    return visit


def _left_open(state: State, visitor: Visitor) -> OpenVisit | None:
    return visitor.here or moved_from(state, visitor)


def _item_of(left: OpenVisit | None, visitor: Visitor) -> Item | None:
    """Return what she was at, unless it is mastered by now."""
    done = {line.target for line in visitor.document.lines if line.state in MASTERED_STATES}
    item = item_of(left) if left else None
    return None if item is None or item.target in done else item


def _denied(state: State, screen: Hello, what: Trouble, moment: Moment) -> Step:
    state, said = of_station(state, VisitNotMe(), learner=screen.visitor.document.learner)
    state, wiped = _cleared(state, screen, what, moment)
    return state, (*said, *wiped)


def _cleared(state: State, screen: Hello, what: Trouble | None, moment: Moment) -> Step:
    notice = Notice(what=what, until_s=moment.mono_s + timing.NOTICE_S) if what else None
    wipe = Forget(why="not_me", learner=screen.visitor.document.learner)
    return replace(state, screen=Idle(), notice=notice), (wipe,)


def _avatars(own: str, fresh_id: str) -> tuple[str, ...]:
    """Return her picture among two that are nobody's, in an order that chance gave with the id."""
    chance = int(fresh_id.replace("-", "")[-12:], 16)
    others = [decoy for decoy in DECOYS if decoy != own]
    first = others.pop(chance % len(others))
    second = others.pop(chance // 8 % len(others))
    place = chance // 64 % 3
    pictures = [first, second]
    pictures.insert(place, own)
    return tuple(pictures)
