"""What she works on: opened, chosen, said to the room. Pure."""

from msgspec.structs import replace

from classroom.facts import ChoiceMade, VisitModeChanged
from classroom.visit import Mode
from station.session.recording import record
from station.session.state import Item, State, Step, Work, present


def work_on(state: State, item: Item) -> Step:
    """Open the work screen for an item, and say so when it is another one than before."""
    visit = present(state)
    state = replace(state, screen=Work(item=item), visit=replace(visit, item=item))
    if visit.item == item:
        return state, ()
    return record(state, at("at_screen", item))


def choose(state: State, item: Item, reason: str) -> Step:
    """She picked this: remember it, and the reason that stood beside it."""
    state = replace(state, screen=Work(item=item), visit=replace(present(state), item=item))
    return record(
        state,
        ChoiceMade(target=item.target, activity=item.activity, reason=reason),
        at("at_screen", item),
    )


def at(mode: Mode, item: Item | None) -> VisitModeChanged:
    """Return the fact that she is at something, at the screen or at the table."""
    if item is None:
        return VisitModeChanged(mode=mode)
    return VisitModeChanged(
        mode=mode,
        activity=item.activity,
        target=item.target,
        revises=item.revises,
        attempt=item.attempt,
    )
