"""What the hub asks of a station, each at a moment at which no child loses anything by it. Pure."""

from typing import Final

from msgspec.structs import replace

from classroom.commands import LOST_ANYWAY, Why
from station.session import leaving, resting, second
from station.session.effects import (
    AnswerCommand,
    AskFeed,
    BlinkLight,
    Effect,
    EndStation,
    Forget,
    LetIn,
    WipeStation,
)
from station.session.events import CommandArrived, Event, LockFound, WipeRefused
from station.session.state import HandedIn, Hello, Idle, Moment, Order, Photo, State, Step

NAMED_S: Final = 10.0
"""So long a station says which one it is."""


def happened(state: State, event: Event) -> State:
    """Return the state after news about commands; `proceed` does what can be done."""
    match event:
        case CommandArrived(command=command, until_s=until_s):
            return replace(state, orders=(*state.orders, Order(command=command, until_s=until_s)))
        case LockFound():
            return replace(state, locked=True)
        case WipeRefused():
            return replace(state, wiping=False)
    return state


def proceed(state: State, moment: Moment) -> Step:
    """Carry out what waits and can be done now; what has waited too long is answered for."""
    if state.named_until_s is not None and moment.mono_s >= state.named_until_s:
        state = replace(state, named_until_s=None)
    effects: tuple[Effect, ...] = ()
    for order in state.orders:
        step = _carried_out(state, order, moment)
        if step is None and moment.mono_s >= order.until_s:
            step = _answered(state, order, "busy")
        if step is not None:
            state = replace(step[0], orders=tuple(other for other in step[0].orders if other != order))
            effects += step[1]
    return state, effects


def _carried_out(state: State, order: Order, moment: Moment) -> Step | None:
    """Return the step of a command; None while it has to wait."""
    match order.command.kind:
        case "identify":
            named = replace(state, named_until_s=moment.mono_s + NAMED_S)
            return _answered(named, order, before=(BlinkLight(seconds=NAMED_S),))
        case "rescan":
            return _answered(state, order, before=(AskFeed(anew=True),))
        case "lock":
            return _locked(state, order)
        case "unlock":
            return _answered(replace(state, locked=False), order)
        case "restart" | "rezone" | "admit" if (
            state.visit or state.curtain or isinstance(state.screen, Hello)
        ):
            return None
        case "restart":
            return _answered(state, order, after=(EndStation(),))
        case "rezone":
            face = replace(state.face, zone=order.command.args.get("zone", state.face.zone))
            return _answered(replace(state, face=face), order)
        case "admit":
            return None if resting.rests(state) else (state, (LetIn(command=order.command),))
        case "wipe":
            return _wiped(state, order)
    return _answered(state, order, "unknown")


def _locked(state: State, order: Order) -> Step | None:
    """Whoever is here goes now, her half-finished piece waits for her; what is being saved is saved first."""
    if saving(state):
        return None
    state, gone = nobody_here(state)
    return _answered(replace(state, locked=True), order, before=gone)


def _wiped(state: State, order: Order) -> Step | None:
    """Nobody is thrown out for it, unless it was asked for whatever is lost."""
    at_once = order.command.args.items() >= LOST_ANYWAY.items()
    if saving(state) or (not at_once and (state.visit or isinstance(state.screen, Hello))):
        return None
    state, gone = nobody_here(state)
    return replace(state, wiping=True), (*gone, WipeStation(command=order.command))


def nobody_here(state: State) -> Step:
    """Send home whoever is on screen; her half-finished piece waits for her."""
    state, other = second.given_up(state)
    if state.visit is not None:
        state, gone = leaving.end(state, "idle_parked", Idle())
        return state, (*other, *gone)
    if isinstance(state.screen, Hello):
        learner = state.screen.visitor.document.learner
        return replace(state, screen=Idle()), (Forget(learner=learner, why="not_me"),)
    return replace(state, screen=Idle()), ()


def saving(state: State) -> bool:
    """Say whether something is on its way to the disk that a child waits for."""
    match state.screen:
        case HandedIn(seq=None, failed=""):
            return True
        case Photo(stage="taking"):
            return True
    return state.visit is not None and bool(state.visit.pending or state.visit.waiting)


def _answered(
    state: State,
    order: Order,
    why: Why = "",
    *,
    before: tuple[Effect, ...] = (),
    after: tuple[Effect, ...] = (),
) -> Step:
    return state, (*before, AnswerCommand(command=order.command, why=why), *after)
