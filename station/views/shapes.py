"""What a screen shows: frozen words, pictures and choices, one View a screen. Pure.

Widgets show a View as it stands and post `choice.event`; there is nothing left to decide for them.
"""

from typing import Literal

import msgspec

from station.session.events import Event

Kind = Literal["main", "plain", "choice", "help", "quiet"]
Tone = Literal["mastered", "now", "next", "help", "calm"]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a screen."""


class Choice(Shape, frozen=True, kw_only=True):
    """A button: its words, its lucide icon, and the event to post when it is pressed.

    kind: main = the one filled button, plain = a white card, choice = dashed outline, help = the hand,
    quiet = no fill. `chosen` marks the picked one of several. `says` is what to read aloud for it.
    """

    words: str
    event: Event
    icon: str = ""
    kind: Kind = "plain"
    enabled: bool = True
    chosen: bool = False
    says: str = ""


class Avatar(Shape, frozen=True, kw_only=True):
    """A round picture: a lucide icon when there is one, else the letter; `colour` is #RRGGBB."""

    letter: str
    icon: str
    colour: str


class Frame(Shape, frozen=True, kw_only=True):
    """What all signed-in screens share. `young`: right rail instead of an action bar. `banner` is empty
    while the hub is there. `me` opens what is hers, where nothing is being made. `scale` is the text size 1 to 1.6.
    `beside` are those who work with her.
    """

    name: str
    avatar: Avatar
    subtitle: str
    speaker: Choice
    hand: Choice
    door: Choice
    me: Choice | None = None
    banner: str = ""
    young: bool = False
    scale: float = 1.0
    contrast: bool = False
    calm: bool = False
    beside: tuple[Avatar, ...] = ()


class Dots(Shape, frozen=True, kw_only=True):
    """How much of what is asked is in: `filled` of `asked` dots."""

    filled: int
    asked: int


class View(Shape, frozen=True, kw_only=True):
    """One screen. `spoken` is everything on it, for speech; `aloud` asks to speak it on arrival.

    `error` is a line of at most 10 words, empty when all is well.
    """

    spoken: str = ""
    aloud: bool = False
    error: str = ""
    lang: str = "en"
    rtl: bool = False


class PieceLook(Shape, frozen=True, kw_only=True):
    """How a piece looks: its picture (jpeg or empty) or its words; `words` says what it is."""

    kind: str
    icon: str
    jpeg: bytes
    text: str
    words: str
