"""Her work: steps to read, ways to show it, off to the table. Pure."""

from msgspec.structs import replace

from station.session import catalog, drafts, leaving
from station.session.events import Event
from station.session.items import choose
from station.session.state import Moment, Path, State, Step, Work
from station.session.touches import BackPressed, KindPicked, OffToWorkPressed, OtherWayPressed, PageTurned


def touched(state: State, screen: Work, event: Event, moment: Moment) -> Step:
    """What a touch does on the work screen."""
    match event:
        case PageTurned(what="steps", by=by):
            return replace(state, screen=replace(screen, page=max(0, screen.page + by))), ()
        case BackPressed():
            return replace(state, screen=Path()), ()
        case OtherWayPressed(activity=activity):
            return _other_way(state, screen, activity)
        case OffToWorkPressed():
            return leaving.off_to_work(state, screen.item, moment)
        case KindPicked(kind=kind):
            return drafts.begin(state, screen.item, kind, moment)
    return state, ()


def _other_way(state: State, screen: Work, activity: str) -> Step:
    if activity not in catalog.ways(state.room, screen.item.target):
        return state, ()
    return choose(state, replace(screen.item, activity=activity), "another way")
