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
