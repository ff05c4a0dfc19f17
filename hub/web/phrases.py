"""Times, ages and states in the words of a page. Pure."""

from datetime import UTC, datetime
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from classroom.mastery import State
from classroom.visit import Mode
from hub.service.shapes import PersonNow, RoomNow, ZoneNow

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
AVATARS: Final = 6
MODES: Final[dict[Mode, tuple[str, str]]] = {
    "at_screen": ("", ""),
    "at_table": ("notebook-pen", "at table"),
    "with_teacher": ("users", "with teacher"),
    "paused": ("pause", "paused"),
}
AT_ONCE: Final = 4
"""How many people of a zone stand on its card; the rest is one touch away."""
KINDS: Final = {
    "photo": ("camera", "photo"),
    "writing": ("pencil", "writing"),
    "voice": ("mic", "voice"),
    "drawing": ("brush", "drawing"),
    "reflection": ("message-circle", "reflection"),
    "quiz": ("list-checks", "quick check"),
    "link": ("link", "link"),
    "observation": ("eye", "seen by a grown-up"),
}
STATES: Final = {
    State.BEYOND: ("star", "beyond"),
    State.MASTERED: ("star", "mastered"),
    State.LOOK_AGAIN: ("rotate-ccw", "look again"),
    State.HANDED_IN: ("send", "handed in"),
    State.READY: ("eye", "ready for a look"),
    State.NOW: ("footprints", "now"),
    State.OPEN: ("circle-dashed", "open"),
    State.LATER: ("lock", "later"),
}
ZONES: Final = {
    "cave": "tent",
    "campfire": "flame",
    "watering": "waves",
    "make": "hammer",
    "listen": "headphones",
    "read": "book-open",
    "show": "presentation",
    "outside": "leaf",
}


class Fresh(NamedTuple):
    """How fresh a zone is: a name for its colour, an icon, the words."""

    tone: str
    icon: str
    words: str


def clock(at_ms: int, zone: ZoneInfo) -> str:
    """Return a time of the school's day: "10:28"."""
    return _local(at_ms, zone).strftime("%H:%M")


def day(at_ms: int, zone: ZoneInfo) -> str:
    """Return a day of the school's calendar: "3 Nov"."""
    local = _local(at_ms, zone)
    return f"{local.day} {MONTHS[local.month - 1]}"


def day_of(date: str) -> str:
    """Return an ISO date as people say it: "3 Nov"; other text as it is."""
    try:
        local = datetime.fromisoformat(date)
    except ValueError:
        return date
    return f"{local.day} {MONTHS[local.month - 1]}"


def minutes(since_ms: int, now_ms: int) -> int:
    """Return the full minutes since then, never less than 0."""
    return max(0, now_ms - since_ms) // 60_000


def waited(since_ms: int, now_ms: int) -> str:
    """Return how long something lasts already: "now" in its first minute, then "3 min"."""
    return f"{minutes(since_ms, now_ms)} min" if minutes(since_ms, now_ms) else "now"


def ago(since_ms: int, now_ms: int) -> str:
    """Return an age: "14 s" below two minutes, "14 min" below two hours, then hours."""
    seconds = max(0, now_ms - since_ms) // 1_000
    if seconds < 120:
        return f"{seconds} s"
    return f"{seconds // 60} min" if seconds < 7_200 else f"{seconds // 3_600} h"


def many(number: int, one: str, several: str = "") -> str:
    """Return a number with its noun: "1 piece", "7 pieces"."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def freshness(zone: ZoneNow, now_ms: int) -> Fresh:
    """Return how far one may trust what stands in a zone's card."""
    if zone.freshness == "none":
        return Fresh("none", "circle-dashed", "no station here yet")
    heard = "" if zone.heard_ms is None else ago(zone.heard_ms, now_ms)
    if zone.freshness == "live":
        return Fresh("live", "wifi", "live")
    if zone.freshness == "late":
        return Fresh("late", "wifi", f"last heard {heard} ago")
    holding = f" · holding {many(zone.holding, 'piece')}" if zone.holding else ""
    return Fresh("offline", "wifi-off", f"offline {heard}{holding}" if heard else f"not heard yet{holding}")


def unknown(zone: ZoneNow, tz: ZoneInfo) -> tuple[str, str]:
    """Return what to say of a zone that cannot be seen: since when, and who was there then."""
    if zone.heard_ms is None:
        return "Not heard yet today.", ""
    here = many(zone.were_here, "learner was", "learners were") if zone.were_here else "Nobody was"
    return f"Not known since {clock(zone.heard_ms, tz)}.", f"{here} here then."


def on_card(zone: ZoneNow) -> tuple[tuple[PersonNow, ...], tuple[PersonNow, ...]]:
    """Return who stands on a zone's card and who behind "+ 2 more"; a raised hand is always on the card."""
    if len(zone.people) <= AT_ONCE + 1:
        return zone.people, ()
    shown = {
        person.learner for person in sorted(zone.people, key=lambda person: person.hand is None)[:AT_ONCE]
    }
    here = tuple(person for person in zone.people if person.learner in shown)
    return here, tuple(person for person in zone.people if person.learner not in shown)


def headline(room: RoomNow, tz: ZoneInfo) -> str:
    """Return the one line that says how the class is: who is here, who is not known, who is out."""
    parts = [room.class_name, f"{room.here} here"]
    if room.unknown:
        since = "" if room.unknown_since_ms is None else f" since {clock(room.unknown_since_ms, tz)}"
        parts.append(f"{room.unknown} not known{since}")
    if room.out:
        parts.append(f"{room.out} out")
    if room.absent:
        parts.append(f"{room.absent} absent")
    return " · ".join(parts if room.block_open else [room.class_name, "no block open"])


def avatar(identity: str) -> int:
    """Return which of the avatar colours goes with an id, the same on every page."""
    return sum(identity.encode()) % AVATARS


def _local(at_ms: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(at_ms / 1_000, UTC).astimezone(zone)
