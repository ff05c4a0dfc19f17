"""The only way anything changes at a station: (state, event) -> (state, effects). Pure."""

from msgspec.structs import replace

from classroom.tokens import is_token
from station.session import (
    announced,
    answers,
    calling,
    commanding,
    handing,
    hello,
    helping,
    idle,
    leaving,
    listening,
    making,
    news,
    overviewing,
    pairing,
    path,
    saying,
    scanning,
    sketching,
    staffroom,
    voicing,
    work,
)
from station.session.drawing import Draw
from station.session.events import CodesSeen, Event
from station.session.recording import hold_back
from station.session.state import (
    Assess,
    Face,
    Feedback,
    HandedIn,
    Hello,
    Idle,
    Moment,
    Path,
    Photo,
    Started,
    State,
    Step,
    Work,
    Write,
    present,
)
from station.session.timing import deadline
from station.session.touches import (
    AvatarPicked,
    DoorPressed,
    HandPressed,
    KeyTyped,
    NotMePressed,
    SpeechAsked,
    Touch,
)
from station.session.voice import Voice

__all__ = ["deadline", "start", "update"]


def start(face: Face) -> State:
    """Return the state of a station that has just been switched on: nobody is here."""
    return State(face=face)


def update(state: State, event: Event, moment: Moment) -> Step:
    """Return the state after the event, and what is to be done, in this order."""
    match event:
        case KeyTyped(text=text) if is_token(text.strip()):
            step = scanning.codes_seen(state, CodesSeen(texts=(text.strip(),)), moment)
        case Touch():
            step = _touched(state, event, moment)
        case _:
            step = news.happened(state, event, moment)
    if state.curtain is None and step[0].curtain is not None:
        step = voicing.behind_the_curtain(step)
    after, effects = listening.silence(state, step)
    return _with_orders(hold_back((pairing.within(after), effects)), moment)


def _with_orders(step: Step, moment: Moment) -> Step:
    """Let what the hub asked for follow, as soon as it can."""
    state, effects = step
    if not state.orders and state.named_until_s is None:
        return step
    state, more = hold_back(commanding.proceed(state, moment))
    return state, (*effects, *more)


def _touched(state: State, event: Touch, moment: Moment) -> Step:
    visit = state.visit
    if state.curtain is not None:
        return staffroom.touched(state, state.curtain, event, moment)
    if visit is None:
        return _touched_by_nobody(state, event, moment)
    if visit.called is not None and not visit.called.seen:
        return calling.touched(state, visit, visit.called, event, moment)
    if visit.announced is not None:
        return announced.seen(state, visit, moment), ()
    if visit.still_s is not None and isinstance(event, DoorPressed):
        return leaving.sign_out(state, moment)
    awake = replace(state, visit=replace(visit, touched_s=moment.mono_s, still_s=None))
    if visit.still_s is not None:
        return awake, ()
    match event:
        case DoorPressed():
            return leaving.sign_out(awake, moment)
        case HandPressed():
            return helping.hand_pressed(awake, present(awake))
        case SpeechAsked(text=text):
            return saying.say(awake, text, moment)
    return overviewing.touched(awake, event, moment) or _touched_on_screen(awake, event, moment)


def _touched_by_nobody(state: State, event: Touch, moment: Moment) -> Step:
    match state.screen, event:
        case Idle() as screen, _:
            return idle.touched(state, screen, event, moment)
        case Hello() as screen, NotMePressed():
            return hello.not_me(state, screen, moment)
        case Hello(avatars=avatars) as screen, AvatarPicked(avatar=avatar) if avatars:
            return hello.avatar_picked(state, screen, avatar, moment)
    return state, ()


def _touched_on_screen(state: State, event: Touch, moment: Moment) -> Step:
    visit = present(state)
    if visit.help is not None:
        return helping.touched(state, visit, visit.help, event, moment)
    match state.screen:
        case Path() as screen:
            return path.touched(state, screen, event, moment)
        case Started() as screen:
            return path.picking(state, screen, event, moment)
        case Work() as screen:
            return work.touched(state, screen, event, moment)
        case Feedback() as screen:
            return answers.touched(state, screen, event, moment)
    return _touched_while_making(state, event, moment)


def _touched_while_making(state: State, event: Touch, moment: Moment) -> Step:
    match state.screen:
        case Photo() as screen:
            return making.photographing(state, screen, event, moment)
        case Voice() as screen:
            return voicing.touched(state, screen, event, moment)
        case Write() as screen:
            return making.writing(state, screen, event)
        case Draw() as screen:
            return sketching.touched(state, screen, event)
        case Assess() as screen:
            return making.assessing(state, screen, event, moment)
        case HandedIn() as screen:
            return handing.touched(state, screen, event, moment)
    return state, ()
