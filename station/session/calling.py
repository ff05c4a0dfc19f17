"""The bell, or a grown-up at the hub: she is told, may finish her line, then her piece waits for her. Pure."""

from math import ceil
from typing import Final

from msgspec.structs import replace

from classroom.visit import EndReason
from station.session import commanding, leaving, pairing, timing
from station.session.called import Called, VisitCalled, Why
from station.session.events import Event
from station.session.state import Goodbye, Idle, Moment, State, Step, Visit, lang_of
from station.session.touches import DoorPressed

FINISH_S: Final[dict[Why, int]] = {"bell": 40, "staff": 15, "moved": 15, "teacher": 15}
"""With the way of the news to the station, everybody is gone a minute after the bell."""

_REASON: Final[dict[Why, EndReason]] = {
    "bell": "bell",
    "staff": "staff",
    "moved": "moved",
    "teacher": "moved",
}


def called(state: State, event: VisitCalled, moment: Moment) -> Step:
    """Tell her; again is no news."""
    visit = state.visit
    if visit is None or not pairing.is_here(state, event.learner, event.visit) or visit.called:
        return state, ()
    ring_s = FINISH_S[event.why]
    told = Called(
        why=event.why, until_s=moment.mono_s + ring_s, ring_s=ring_s, left_s=ring_s, zone=event.zone
    )
    return replace(state, visit=replace(visit, called=told, still_s=None)), ()


def touched(state: State, visit: Visit, told: Called, event: Event, moment: Moment) -> Step:
    """She goes at once, or finishes what she is at."""
    if isinstance(event, DoorPressed):
        until_s = moment.mono_s + timing.GOODBYE_S
        calm = visit.visitor.document.supports.calm
        return leaving.end(state, _REASON[told.why], Goodbye(until_s=until_s, lang=lang_of(state), calm=calm))
    return replace(state, visit=replace(visit, called=replace(told, seen=True))), ()


def ticked(state: State, visit: Visit, told: Called, moment: Moment) -> Step:
    """A second less, or the end; what is being saved is saved first."""
    left_s = ceil(told.until_s - moment.mono_s)
    if left_s <= 0 and commanding.saving(state):
        told = replace(told, until_s=moment.mono_s + 1)
    elif left_s <= 0:
        return leaving.end(state, _REASON[told.why], Idle())
    return replace(state, visit=replace(visit, called=replace(told, left_s=max(1, left_s)))), ()
