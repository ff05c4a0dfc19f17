"""What speaking a piece looks like: U09. Pure."""

from typing import Literal

from station.views.shapes import Choice, Frame, Shape, View


class Meter(Shape, frozen=True, kw_only=True):
    """A ring of which `share` is left, an icon in it, `bars` of `of` lit, how long it is in words."""

    icon: str
    share: float
    bars: int
    of: int
    words: str = ""
    lively: bool = False


class VoiceView(View, frozen=True, kw_only=True):
    """U09: one button records and stops; then keep, hear, again. `starters` are ways to begin.

    away: no microphone answers, and `instead` are the other ways.
    """

    frame: Frame
    stage: Literal["ready", "recording", "made", "away"]
    title: str
    starters: tuple[str, ...]
    meter: Meter
    main: Choice
    others: tuple[Choice, ...]
    back: Choice
