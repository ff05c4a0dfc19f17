"""A drawing at a station: her page, what is asked of the world, what comes back, what a finger says. Pure."""

from typing import Literal

import msgspec

from classroom.drawing import Paper
from station.session.effects import Effect
from station.session.events import Event
from station.session.touches import Touch
from station.session.visitor import DraftCard


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """U11: `draft.drawing` as far as it is; with which colour and width she draws on.

    papers: she looks at the papers; sure: whether all is to go; painting: it is becoming a picture.
    """

    draft: DraftCard
    stage: Literal["drawing", "papers", "sure", "painting"] = "drawing"
    colour: int = 0
    width: int = 1
    failed: bool = False


class PaintDrawing(Effect, frozen=True, kw_only=True):
    """Make a picture of a drawing. -> DrawingPainted."""

    draft: DraftCard

    def __repr__(self) -> str:
        return "PaintDrawing(...)"


class DrawingPainted(Event, frozen=True, kw_only=True):
    """A drawing as a jpeg in the open; empty when it could not be made."""

    draft: str
    jpeg: bytes


class StrokeDrawn(Touch, frozen=True, kw_only=True):
    """A finger drew from here to there, and was lifted: x and y in turn, on the page."""

    points: tuple[int, ...] = ()


class ColourPicked(Touch, frozen=True, kw_only=True):
    """Another colour."""

    colour: int


class WidthPicked(Touch, frozen=True, kw_only=True):
    """A thinner or thicker line."""

    width: int


class StrokeUndone(Touch, frozen=True, kw_only=True):
    """The last stroke goes."""


class ClearPressed(Touch, frozen=True, kw_only=True):
    """All strokes go, once she has said that she is `sure`."""

    sure: bool = False


class PapersPressed(Touch, frozen=True, kw_only=True):
    """Show the papers."""


class PaperPicked(Touch, frozen=True, kw_only=True):
    """Draw on this one."""

    paper: Paper


class DrawingDone(Touch, frozen=True, kw_only=True):
    """The drawing is ready."""
