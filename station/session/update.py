"""The only way anything changes at a station: (state, event) -> (state, effects). Pure."""

from station.session.events import Event
from station.session.state import Face, Moment, State, Step


def start(face: Face) -> State:
    """Return the state of a station that has just been switched on: nobody is here."""
    return State(face=face)


def update(state: State, event: Event, moment: Moment) -> Step:
    """Return the state after the event, and what is to be done, in this order."""
    return state, ()


def deadline(state: State) -> float | None:
    """Return the monotonic second at which `Ticked` must be posted, None when nothing waits."""
    return None
