"""Who of a class is where, and what a grown-up may do about it, in the words of a page. Pure."""

from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from classroom.announcement import Announcing
from hub.service.shapes import PersonNow, RoomNow, WallZone, ZoneNow
from hub.web.phrases import MODES, clock, waited

ANNOUNCING: Final[dict[Announcing, tuple[str, str]]] = {
    "info": ("info", "to know"),
    "move": ("footprints", "time to move"),
    "clear": ("brush", "time to tidy up"),
}
"""An icon and words for each kind of announcement."""
PLACES: Final = ("nurse", "office", "library", "restroom")
"""Where learners go most; any other place can be typed."""


def away(person: PersonNow, tz: ZoneInfo) -> str:
    """Return what was said of somebody who is in no zone: "nurse, 10:30"; "" when nobody said anything."""
    match person.mark:
        case "present":
            return "here, at no screen"
        case "absent":
            return "absent today"
        case "out":
            return f"{person.place or 'out'}, {clock(person.since_ms, tz)}"
    return ""


def awaited(room: RoomNow) -> tuple[PersonNow, ...]:
    """Return who should be here by the open block, and is not: nobody said anything of them either."""
    return tuple(person for person in room.nowhere if person.mark is None) if room.block_open else ()


def others_away(room: RoomNow) -> tuple[PersonNow, ...]:
    """Return the others who are in no zone; without a block that is everybody who is not here."""
    return tuple(person for person in room.nowhere if person.mark or not room.block_open)


def where(person: PersonNow, zone: ZoneNow | None, now_ms: int, tz: ZoneInfo) -> str:
    """Return where she is and what she is at: "Quiet Cave \u00b7 at table \u00b7 Ratio Bakery \u00b7 12 min"."""
    if zone is None:
        return away(person, tz) or "in no zone"
    mode = f"with {person.teacher}" if person.teacher else MODES[person.mode][1]
    parts = (zone.zone.name, mode, person.doing, waited(person.since_ms, now_ms))
    return " \u00b7 ".join(part for part in parts if part)


def seats(zone: ZoneNow) -> str:
    """Return how full a zone is, as far as anybody knows."""
    if zone.freshness in {"offline", "none"} and not zone.people:
        return f"{zone.zone.seats} seats, how many are taken is not known"
    return f"{len(zone.people)} of {zone.zone.seats} seats taken"


def free(zone: ZoneNow) -> str:
    """Return how many seats are free, "?" where nobody can know."""
    if zone.freshness in {"offline", "none"}:
        return "?"
    return str(max(0, zone.zone.seats - len(zone.people)))


def doing(person: PersonNow) -> str:
    """Return what she is at: "with Ms R \u00b7 Ratio Bakery"."""
    parts = (f"with {person.teacher}" if person.teacher else "", person.doing)
    return " \u00b7 ".join(part for part in parts if part) or "choosing"


class Room(NamedTuple):
    """How much room a zone has: a name for its colour, the words."""

    tone: str
    words: str


def room_in(one: WallZone) -> Room:
    """Return how many places a zone has for one more, as far as anybody knows."""
    if not one.zone.open:
        return Room("rests", "rests now")
    if one.taken is None:
        return Room("unknown", "not known")
    free_seats = one.zone.seats - one.taken
    return Room("free", f"{free_seats} free") if free_seats > 0 else Room("full", "full")
