"""U05: what she could do next, one way for each target that is open; she filters, nobody sorts for her. Pure."""

from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec
from msgspec.structs import replace

from classroom.ids import TargetId, ZoneId
from classroom.path import NextLine
from classroom.playlist import Activity, Need
from station.session import catalog
from station.session.events import Event
from station.session.items import choose
from station.session.overlay import Standing, standing
from station.session.overview import Choosing
from station.session.overview_touches import FilterTurned, IdeaPicked, LeafTurned
from station.session.path import next_lines
from station.session.state import Item, Path, State, Step, present
from station.session.touches import BackPressed
from station.session.visitor import RoomKnown

_Setting = TypeVar("_Setting", bound=str)
SHORT_MINUTES: Final = 15
"""What lasts no longer is short."""


class Idea(msgspec.Struct, frozen=True, kw_only=True):
    """A target that is open, with the activity by which she could begin it."""

    line: NextLine
    activity: Activity | None = None
    need: Need = "may"

    @property
    def target(self) -> TargetId:
        return self.line.target


def ideas(room: RoomKnown, stand: Standing, screen: Choosing) -> tuple[Idea, ...]:
    """Return what the filters let through, in the order of the hub."""
    found = (_idea(room, stand, line, screen) for line in next_lines(stand))
    return tuple(one for one in found if one is not None)


def places(room: RoomKnown, stand: Standing, here: ZoneId) -> tuple[ZoneId, ...]:
    """Return the places at which something of it is done: this one first, then in the order of the room."""
    ways = [one for line in next_lines(stand) for one in _ways(room, stand, line.target)]
    used = {zone for activity in ways for zone in activity.zones}
    ordered = [line.zone.id for line in room.zones if line.zone.id in used]
    return tuple(sorted(ordered, key=lambda zone: zone != here))


def touched(state: State, screen: Choosing, event: Event) -> Step:
    """What a touch does before what there is to choose from."""
    match event:
        case LeafTurned(by=by):
            return replace(state, screen=replace(screen, page=max(0, screen.page + by))), ()
        case FilterTurned():
            return replace(state, screen=_turned(state, screen, event)), ()
        case IdeaPicked(target=target, activity=activity, reason=reason):
            return pick(state, target, activity, reason)
        case BackPressed():
            return replace(state, screen=Path()), ()
    return state, ()


def pick(state: State, target: TargetId, activity: str | None, reason: str) -> Step:
    """Begin what she picked, if it is still open to her."""
    stand = standing(present(state).visitor)
    if all(line.target != target for line in next_lines(stand)):
        return state, ()
    return choose(state, Item(target=target, activity=activity), reason)


def _turned(state: State, screen: Choosing, event: FilterTurned) -> Choosing:
    match event.what:
        case "company":
            return replace(screen, page=0, company=_after(screen.company, ("", "alone", "pair")))
        case "length":
            return replace(screen, page=0, length=_after(screen.length, ("", "short", "long")))
    stand = standing(present(state).visitor)
    known = ("", *places(state.room, stand, state.face.zone))
    return replace(screen, page=0, place=_after(screen.place, known))


def _after(setting: _Setting, settings: tuple[_Setting, ...]) -> _Setting:
    at = settings.index(setting) if setting in settings else -1
    return settings[(at + 1) % len(settings)]


def _idea(room: RoomKnown, stand: Standing, line: NextLine, screen: Choosing) -> Idea | None:
    for activity in _ways(room, stand, line.target):
        if _fits(activity, screen):
            return Idea(line=line, activity=activity, need=catalog.need(room, activity.id))
    without = not (screen.place or screen.company or screen.length)
    return Idea(line=line) if without and not catalog.ways(room, line.target) else None


def _ways(room: RoomKnown, stand: Standing, target: TargetId) -> Iterator[Activity]:
    """Return the activities for a target: what her plan says first, then as the playlists order them."""
    first = catalog.first_way(room, stand.document, target)
    for name in dict.fromkeys((first, *catalog.ways(room, target))):
        if found := catalog.activity(room, name):
            yield found


def _fits(activity: Activity, screen: Choosing) -> bool:
    return (
        (not screen.place or screen.place in activity.zones)
        and (not screen.company or (activity.mode == "pair") == (screen.company == "pair"))
        and (not screen.length or (activity.minutes <= SHORT_MINUTES) == (screen.length == "short"))
    )
