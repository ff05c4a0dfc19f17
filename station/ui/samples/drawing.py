"""Sample Views of drawing. Pure."""

from msgspec.structs import replace

from classroom.drawing import COLOURS, WIDTHS, Drawing, Stroke
from station.session.drawing import (
    ClearPressed,
    ColourPicked,
    DrawingDone,
    PaperPicked,
    PapersPressed,
    StrokeDrawn,
    StrokeUndone,
    WidthPicked,
)
from station.session.touches import BackPressed
from station.ui.samples.parts import BACK, choice, frame
from station.ui.samples.photo import PICTURE
from station.views.drawing_shapes import DrawView, Ink, PageLook
from station.views.shapes import View

_HILL = tuple(number for x in range(80, 1120, 20) for number in (x, 620 - (x - 600) ** 2 // -900 - 300))
_SUN = tuple(number for x, y in ((900, 160), (960, 200), (960, 260), (900, 300), (840, 260), (840, 200), (900, 160))
             for number in (x, y))  # fmt: skip
DRAWING = Drawing(
    paper="grid",
    strokes=(
        Stroke(colour=2, width=2, points=_HILL),
        Stroke(colour=3, width=1, points=_SUN),
        Stroke(colour=0, width=1, points=(300, 700, 300, 500, 420, 430, 540, 500, 540, 700, 300, 700)),
        Stroke(colour=4, width=2, points=(420, 600)),
    ),
)
PAGE = PageLook(
    drawing=DRAWING, colour=COLOURS[1], width=WIDTHS[1], pen=choice("Draw with your finger", StrokeDrawn())
)
DRAW = DrawView(
    frame=frame("Because Bridges"),
    title="Draw with your finger",
    page=PAGE,
    colours=tuple(
        Ink(colour=colour, choice=replace(choice("", ColourPicked(colour=at), chosen=at == 1), says="blue"))
        for at, colour in enumerate(COLOURS)
    ),
    widths=tuple(
        Ink(
            colour=COLOURS[1],
            width=width,
            choice=replace(choice("", WidthPicked(width=at), chosen=at == 1), says="thin"),
        )
        for at, width in enumerate(WIDTHS)
    ),
    tools=(
        choice("Undo", StrokeUndone(), "undo-2"),
        choice("Clear all", ClearPressed(), "trash-2"),
        choice("Paper", PapersPressed(), "file"),
    ),
    choices=(),
    back=BACK,
    done=choice("Ready", DrawingDone(), "check", "main"),
)
_ASKS = replace(
    DRAW,
    colours=(),
    widths=(),
    tools=(),
    page=replace(PAGE, pen=None),
    done=replace(DRAW.done, enabled=False),
)
PAPERS = replace(
    _ASKS,
    title="Which paper?",
    choices=(
        choice("Blank", PaperPicked(paper="blank"), "file"),
        choice("Squares", PaperPicked(paper="grid"), "grid-3x3", chosen=True),
        choice("Number line", PaperPicked(paper="line"), "ruler"),
        choice("My photo", PaperPicked(paper="photo"), "camera"),
    ),
)
SURE = replace(
    _ASKS,
    title="Clear the whole page?",
    choices=(
        choice("No, keep it", BackPressed(), "undo-2"),
        choice("Yes, clear it", ClearPressed(sure=True), "trash-2"),
    ),
)
DRAWN: dict[str, View] = {
    "draw": DRAW,
    "draw-line": replace(DRAW, page=replace(PAGE, drawing=replace(DRAWING, paper="line"))),
    "draw-photo": replace(DRAW, page=replace(PAGE, drawing=replace(DRAWING, paper="photo"), photo=PICTURE)),
    "draw-papers": PAPERS,
    "draw-sure": SURE,
}
