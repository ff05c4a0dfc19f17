"""Zones of the room, the classes that meet there, the school around them. Pure."""

from typing import Literal

from classroom.ids import ClassId, StaffId, ZoneId
from classroom.value import Value

ZoneKind = Literal["cave", "campfire", "watering", "make", "listen", "read", "show", "outside"]


class Zone(Value, frozen=True, kw_only=True, tag="zone", tag_field="entity"):
    """A place to work; `seats` counts people, not screens."""

    id: ZoneId
    name: str
    kind: ZoneKind
    seats: int
    noise: Literal["silent", "quiet", "talk", "lively"] = "quiet"
    open: bool = True
    order: int = 0


class ClassGroup(Value, frozen=True, kw_only=True, tag="class", tag_field="entity"):
    """A class: who meets, with whom, under which agreement."""

    id: ClassId
    name: str
    staff: tuple[StaffId, ...] = ()
    agreement: str = ""


class School(Value, frozen=True, kw_only=True, tag="school", tag_field="entity"):
    """The one school of a hub."""

    id: str
    name: str
    tz: str = "UTC"
    langs: tuple[str, ...] = ("en",)
    vision: str = ""


def usual_zones() -> tuple[Zone, ...]:
    """Return the eight zones that a new hub begins with, in the order of the room list; a school changes them."""
    return (
        Zone(id="cave", name="Quiet Cave", kind="cave", seats=5, noise="silent", order=0),
        Zone(id="campfire", name="Campfire", kind="campfire", seats=6, noise="talk", order=1),
        Zone(id="watering", name="Watering Hole", kind="watering", seats=8, noise="talk", order=2),
        Zone(id="make", name="Make Bench", kind="make", seats=6, noise="lively", order=3),
        Zone(id="listening", name="Listening Nook", kind="listen", seats=3, noise="quiet", order=4),
        Zone(id="reading", name="Reading Porch", kind="read", seats=6, noise="quiet", order=5),
        Zone(id="show", name="Show-It Table", kind="show", seats=4, noise="talk", order=6),
        Zone(id="garden", name="Garden Door", kind="outside", seats=6, noise="lively", order=7),
    )
