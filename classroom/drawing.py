"""A drawing as what the finger did: strokes on a page of 1200 x 900, so that each of them can be taken back. Pure."""

from itertools import pairwise
from typing import Final, Literal

from classroom.value import Value

Paper = Literal["blank", "grid", "line", "photo"]
PAGE: Final = (1200, 900)
"""All coordinates are whole, count from the left and from the top."""
COLOURS: Final = ("#1B1F3B", "#2456B8", "#00796B", "#E09000", "#8E3B8A", "#7A4300")
WIDTHS: Final = (5, 12, 28)
MOST_POINTS: Final = 8_000
"""Of all strokes together: half an hour of a busy hand, 70 KB as text."""
_NEAR: Final = 4
_SQUARE: Final = 60


class Stroke(Value, frozen=True, kw_only=True):
    """One line of the finger: which colour and width of ours, and its points, x and y in turn."""

    colour: int
    width: int
    points: tuple[int, ...]


class Drawing(Value, frozen=True, kw_only=True):
    """A page and what is drawn on it, the oldest stroke first."""

    paper: Paper = "blank"
    strokes: tuple[Stroke, ...] = ()


class Rule(Value, frozen=True, kw_only=True):
    """A printed line of a page, from one point to another; `bold` where it matters."""

    points: tuple[int, int, int, int]
    bold: bool = False


class Mark(Value, frozen=True, kw_only=True):
    """A printed number of a page, centred below a point."""

    x: int
    y: int
    text: str


def with_stroke(drawing: Drawing, stroke: Stroke) -> Drawing:
    """Return the drawing with one stroke more; the same where there is no room, or it is none."""
    points = thinned(stroke.points)
    fits = points and 0 <= stroke.colour < len(COLOURS) and 0 <= stroke.width < len(WIDTHS)
    if not fits or points_of(drawing) + len(points) // 2 > MOST_POINTS:
        return drawing
    stroke = Stroke(colour=stroke.colour, width=stroke.width, points=points)
    return Drawing(paper=drawing.paper, strokes=(*drawing.strokes, stroke))


def without_last(drawing: Drawing) -> Drawing:
    """Return the drawing without its last stroke."""
    return Drawing(paper=drawing.paper, strokes=drawing.strokes[:-1])


def points_of(drawing: Drawing) -> int:
    """Return how many points all strokes have together."""
    return sum(len(stroke.points) // 2 for stroke in drawing.strokes)


def is_full(drawing: Drawing) -> bool:
    """Say whether there is hardly room for another stroke."""
    return points_of(drawing) > MOST_POINTS * 0.95


def thinned(points: tuple[int, ...]) -> tuple[int, ...]:
    """Return a stroke without the points that nobody would miss, and inside the page."""
    width, height = PAGE
    inside = [(min(max(x, 0), width), min(max(y, 0), height)) for x, y in _pairs(points)]
    kept = inside[:1]
    for x, y in inside[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= _NEAR:
            kept.append((x, y))
    if inside and kept[-1] != inside[-1] and len(kept) > 1:
        kept.append(inside[-1])
    return tuple(number for point in kept for number in point)


def rules_of(paper: Paper) -> tuple[Rule, ...]:
    """Return the printed lines of a page."""
    width, height = PAGE
    if paper == "grid":
        down = (Rule(points=(x, 0, x, height)) for x in range(_SQUARE, width, _SQUARE))
        across = (Rule(points=(0, y, width, y)) for y in range(_SQUARE, height, _SQUARE))
        return (*down, *across)
    if paper != "line":
        return ()
    middle = height // 2
    ticks = (Rule(points=(x, middle - 24, x, middle + 24), bold=True) for x in _ticks())
    return (Rule(points=(40, middle, width - 40, middle), bold=True), *ticks)


def marks_of(paper: Paper) -> tuple[Mark, ...]:
    """Return the printed numbers of a page: 0 to 10 on the number line."""
    if paper != "line":
        return ()
    return tuple(Mark(x=x, y=PAGE[1] // 2 + 40, text=str(number)) for number, x in enumerate(_ticks()))


def _ticks() -> range:
    return range(100, 1101, 100)


def _pairs(points: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(x, y) for at, (x, y) in enumerate(pairwise(points)) if at % 2 == 0]
