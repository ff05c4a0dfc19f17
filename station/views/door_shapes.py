"""Screens with nobody, somebody coming, somebody going: U01-U03, U07, U22, U23. Pure."""

from typing import Literal

from station.views.shapes import Avatar, Choice, Shape, View


class ZoneRow(Shape, frozen=True, kw_only=True):
    """One zone of the room list; `known` False is drawn hatched, never as empty."""

    name: str
    icon: str
    words: str
    known: bool
    full: bool
    here: bool


class Said(Shape, frozen=True, kw_only=True):
    """What a grown-up says to everybody."""

    title: str
    words: str
    icon: str


class IdleView(View, frozen=True, kw_only=True):
    """U01 and U02. `camera` asleep: no picture, the hint says so. `asking`: "no badge?" was pressed, so the
    room list fills the screen and `ask` is its headline. `error` is what became of the last scan.
    `found`: a badge is being looked up, so the corner brackets close. `code`: a grown-up may type that of her card.
    `badge_age` says how old the badge list is, when it is old. An `announcement` stands in the agreement's place.
    """

    zone: str
    icon: str
    seats: str
    seats_known: bool
    hint: str
    camera: Literal["ready", "dark", "glare", "asleep"]
    found: bool
    room_title: str
    rooms: tuple[ZoneRow, ...]
    agreement_title: str
    agreement: str
    asking: bool
    ask: str
    no_badge: Choice
    language: Choice | None
    banner: str = ""
    code: Choice | None = None
    badge_age: str = ""
    announcement: Said | None = None


class HelloView(View, frozen=True, kw_only=True):
    """U03. `avatars` is empty but for the young, who tap their own among three. Nothing of her work."""

    greeting: str
    avatar: Avatar
    note: str
    ask: str
    avatars: tuple[tuple[Avatar, Choice], ...]
    not_me: Choice
    young: bool
    scale: float = 1.0
    contrast: bool = False
    calm: bool = False


class ReleaseView(View, frozen=True, kw_only=True):
    """U07: "Your place is kept. Scan when you are back."."""

    title: str
    words: str
    icon: str = "footprints"
    calm: bool = False


class StillThereView(View, frozen=True, kw_only=True):
    """U22: full screen. `left_s` of `ring_s` seconds are left."""

    title: str
    left_s: int
    ring_s: int
    stay: Choice
    done: Choice
    calm: bool = False


class GoodbyeView(View, frozen=True, kw_only=True):
    """U23: nothing of hers is on it."""

    title: str
    icon: str = "hand"
    calm: bool = False


class RestsView(View, frozen=True, kw_only=True):
    """U24: "This zone rests now." and where there is room."""

    title: str
    words: str
    icon: str = "moon"


class NamedView(View, frozen=True, kw_only=True):
    """A station that is to be found among others: "It's me", and its name."""

    title: str
    words: str
    icon: str = "map-pin"


class EmptyingView(View, frozen=True, kw_only=True):
    """A station that is being emptied: nothing is saved any more."""

    title: str
    words: str
    icon: str = "trash-2"
