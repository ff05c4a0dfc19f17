"""A second badge during a visit: the curtain falls at once; together, or one after the other. Pure.

Nothing of the first learner is seen before she has shown her own badge again, or is gone.
"""

from math import ceil
from typing import Final

from msgspec.structs import replace

from station.session import hello, leaving, pairing, saying
from station.session.curtain import Curtain
from station.session.effects import Effect, Forget, Hush
from station.session.events import BadgeAccepted, Event
from station.session.state import Idle, Moment, State, Step, who
from station.session.together import MyTurnPressed, SecondBadge, TogetherPressed
from station.session.touches import SpeechAsked

TAP_S: Final = 10
"""So long the question waits for a tap."""
BADGE_S: Final = 15
"""So long the first badge is waited for."""


def asked_by(state: State) -> SecondBadge | None:
    """Return the question that stands in front of the screen."""
    page = state.curtain.page if state.curtain else None
    return page if isinstance(page, SecondBadge) else None


def shown(state: State, event: BadgeAccepted, moment: Moment) -> Step:
    """Draw the curtain; what the first one is making is put aside."""
    state, aside = leaving.draw_aside(state)
    page = SecondBadge(visitor=event.visitor, visit=moment.fresh_id, left_s=TAP_S)
    curtain = Curtain(page=page, until_s=moment.mono_s + TAP_S)
    return replace(state, curtain=curtain, notice=None), (Hush(), *aside)


def badge_read(state: State, page: SecondBadge, event: BadgeAccepted, moment: Moment) -> Step:
    """A badge before the question: the first one's says yes, once somebody asked; another one is in the way."""
    learner = event.visitor.document.learner
    if learner == page.visitor.document.learner:
        return state, ()
    if state.visit is not None and learner in pairing.learners(state):
        if page.stage == "badge" and learner == who(state):
            return pairing.join(replace(state, curtain=None), page, moment)
        return state, ()
    return state, (Forget(why="not_me", learner=learner),)


def touched(state: State, curtain: Curtain, page: SecondBadge, event: Event, moment: Moment) -> Step:
    """What a touch says to the question."""
    match event:
        case TogetherPressed() if page.stage == "ask" and pairing.has_room(state):
            page = replace(page, stage="badge", left_s=BADGE_S)
            curtain = replace(curtain, page=page, until_s=moment.mono_s + BADGE_S)
            return replace(state, curtain=curtain), ()
        case MyTurnPressed():
            return _her_turn(state, page, moment)
        case SpeechAsked(text=text):
            return saying.say(state, text, moment)
    return state, ()


def ticked(state: State, curtain: Curtain, page: SecondBadge, moment: Moment) -> Step:
    """Nobody said anything: it is the turn of the second one."""
    left_s = ceil(curtain.until_s - moment.mono_s)
    if left_s <= 0 or state.visit is None:
        return _her_turn(state, page, moment)
    return replace(state, curtain=replace(curtain, page=replace(page, left_s=left_s))), ()


def given_up(state: State) -> Step:
    """Something else comes first: the second one goes as she came."""
    page = asked_by(state)
    if page is None:
        return state, ()
    forget = Forget(why="not_me", learner=page.visitor.document.learner)
    return replace(state, curtain=None), (forget,)


def _her_turn(state: State, page: SecondBadge, moment: Moment) -> Step:
    state, ended = replace(state, curtain=None), tuple[Effect, ...]()
    if state.visit is not None:
        state, ended = leaving.end(state, "signed_out", Idle())
    return hello.greet(state, page.visitor, moment), ended
