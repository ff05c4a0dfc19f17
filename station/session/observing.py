"""A grown-up saw a child do it: which target, in which words, written down. A level is never set here. Pure."""

from typing import Final

from msgspec.structs import replace

from classroom.staff import OBSERVERS
from station.session.curtain import Curtain, Roster
from station.session.effects import Effect
from station.session.events import Event, StaffOpened
from station.session.making import cleaned
from station.session.observed import (
    LONGEST,
    AskTargets,
    ObservationFailed,
    ObservationKept,
    ObservationPressed,
    Observing,
    TargetAimed,
    TargetsTold,
    TypingPressed,
    WordsPicked,
    WriteDown,
)
from station.session.state import Moment, State, Step, lang_of
from station.session.touches import BackPressed, Backspaced, KeysTurned, KeyTyped, PageTurned, WritingDone
from station.session.visitor import FaceCard

UNTOUCHED_S: Final = 60.0
"""How long a page stays on which a grown-up thinks about her words."""


def may_observe(staff: StaffOpened) -> bool:
    """Say whether somebody with these roles writes down what she sees."""
    return any(role in OBSERVERS for role in staff.roles)


def begin(state: State, curtain: Curtain, face: FaceCard) -> Step:
    """A child was picked: find what she works on."""
    return _show(state, curtain, Observing(face=face)), (AskTargets(learner=face.learner),)


def happened(state: State, event: Event, moment: Moment) -> Step:
    """What the disk says to it."""
    curtain = state.curtain
    page = curtain.page if curtain else None
    if curtain is None or not isinstance(page, Observing):
        return state, ()
    match event:
        case TargetsTold(learner=learner) if learner == page.face.learner and page.targets is None:
            return _told(state, curtain, page, event, moment), ()
        case ObservationKept(learner=learner) if learner == page.face.learner:
            return _show(state, curtain, Roster(by="observe", told=page.face.name)), ()
        case ObservationFailed(learner=learner) if learner == page.face.learner:
            return _show(state, curtain, replace(page, asked=False, failed=True)), ()
    return state, ()


def touched(state: State, curtain: Curtain, page: Observing, event: Event, moment: Moment) -> Step:
    """What a touch does while she writes it down."""
    page = replace(page, failed=False)
    if page.asked:
        return state, ()
    if isinstance(event, BackPressed):
        return _show(state, curtain, _before(page)), ()
    if page.typing:
        return _show(state, curtain, _typed(page, event)), ()
    match event:
        case PageTurned(what="targets", by=by) if not page.target:
            return _show(state, curtain, replace(page, page=max(0, page.page + by))), ()
        case TargetAimed(target=target) if target in (page.targets or ()):
            return _show(state, curtain, replace(page, target=target)), ()
        case WordsPicked(words=words) if page.target:
            return _show(state, curtain, _picked(page, words)), ()
        case TypingPressed() if page.target:
            keys = "small" if page.typed else "capital"
            return _show(state, curtain, replace(page, typing=True, keys=keys)), ()
        case ObservationPressed() if page.target and page.words:
            return _write_down(state, curtain, page, moment)
    return state, ()


def _told(state: State, curtain: Curtain, page: Observing, event: TargetsTold, moment: Moment) -> State:
    """Her own targets first, then all others in the order of the school."""
    everything = [target.id for one in state.room.frameworks for target in one.framework.targets]
    now = tuple(target for target in everything if target in event.now)
    others = tuple(target for target in everything if target not in event.now)
    page = replace(page, targets=(*now, *others), now=len(now))
    over_s = moment.mono_s + event.lasts_s
    until_s = min(over_s, moment.mono_s + UNTOUCHED_S)
    return replace(state, curtain=replace(curtain, page=page, over_s=over_s, until_s=until_s))


def _before(page: Observing) -> Observing | Roster:
    """Return where back leads: from the keys to the words, from the words to the targets, from there to the faces."""
    if page.typing:
        return replace(page, typing=False)
    return replace(page, target="", picked=(), typed="") if page.target else Roster(by="observe")


def _typed(page: Observing, event: Event) -> Observing:
    match event:
        case KeyTyped(text=text):
            typed = (page.typed + cleaned(text).replace("\n", " "))[:LONGEST]
            return replace(page, typed=typed, keys="small" if page.keys == "capital" else page.keys)
        case Backspaced():
            return replace(page, typed=page.typed[:-1])
        case KeysTurned(to=to):
            return replace(page, keys=to)
        case WritingDone():
            return replace(page, typing=False)
    return page


def _picked(page: Observing, words: str) -> Observing:
    """Take words of the list, in the order in which they were picked; a second time they go."""
    others = tuple(one for one in page.picked if one != words)
    return replace(page, picked=others if words in page.picked else (*others, words))


def _write_down(state: State, curtain: Curtain, page: Observing, moment: Moment) -> Step:
    ask: Effect = WriteDown(
        evidence=moment.fresh_id,
        learner=page.face.learner,
        target=page.target,
        text=page.words,
        lang=lang_of(state),
    )
    return _show(state, curtain, replace(page, asked=True)), (ask,)


def _show(state: State, curtain: Curtain, page: Observing | Roster) -> State:
    return replace(state, curtain=replace(curtain, page=page))
