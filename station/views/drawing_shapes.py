"""What drawing looks like: U11. Pure."""

from classroom.drawing import Drawing
from station.views.shapes import Choice, Frame, Shape, View


class PageLook(Shape, frozen=True, kw_only=True):
    """The page: what is drawn, the photo below it, and with which pen; `pen.event` gets the points of a stroke.

    Without a pen nothing can be drawn.
    """

    drawing: Drawing
    photo: bytes = b""
    colour: str = ""
    width: int = 0
    pen: Choice | None = None


class Ink(Shape, frozen=True, kw_only=True):
    """A colour (#RRGGBB) or a width (in units of the page) to choose."""

    choice: Choice
    colour: str
    width: int = 0


class DrawView(View, frozen=True, kw_only=True):
    """U11: a page and pens; `choices` stand in place of the pens while there is something to decide."""

    frame: Frame
    title: str
    page: PageLook
    colours: tuple[Ink, ...]
    widths: tuple[Ink, ...]
    tools: tuple[Choice, ...]
    choices: tuple[Choice, ...]
    back: Choice
    done: Choice
