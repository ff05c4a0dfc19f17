"""Names on paper, in any script: the right letters, joined as they are written, in lines that fit.

HarfBuzz shapes each run (reportlab's own `shaping` does so only beside a package under another licence);
the order of runs follows the direction of the first letter, which is all that a name needs.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from reportlab.lib.abag import ABag
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, shapeFragWord
from reportlab.pdfgen.canvas import Canvas

Style = Literal["heading", "text", "bold"]
_FOLDER: Final = Path(__file__).parent / "fonts"
_FONTS: Final[dict[Style, tuple[str, str]]] = {
    "heading": ("Lexend-SemiBold", "DejaVuSans-Bold"),
    "text": ("AtkinsonHyperlegible-Regular", "DejaVuSans"),
    "bold": ("AtkinsonHyperlegible-Bold", "DejaVuSans-Bold"),
}
LEADING: Final = 1.16
DRAWING: Final = threading.Lock()
"""Held while a file is drawn: reportlab keeps its fonts, and what it cut from them, once for the process."""
_TRY: Final = 0.5
_HOLD: Final = "\u00a0"


class Line(NamedTuple):
    """A shaped line: its runs from left to right as (font, shaped text, width), and its width, in points."""

    runs: tuple[tuple[str, Any, float], ...]
    width: float
    size: float


def shape(text: str, style: Style, size: float) -> Line:
    """Return a text as it is drawn in one line."""
    text = unicodedata.normalize("NFC", text.replace(_HOLD, " "))
    font = _font(text, style)
    runs = []
    for run in _runs(text):
        width, (_, shaped) = shapeFragWord([0, (ABag(fontName=font, fontSize=size), run)], force=True)
        runs.append((font, shaped, float(width)))
    return Line(tuple(runs), sum(width for *_, width in runs), size)


def fit(
    text: str, style: Style, *, width: float, height: float, largest: float, smallest: float
) -> tuple[Line, ...]:
    """Return a text in the largest letters in which its lines fit a box (points); the smallest always do."""
    size = largest
    while True:
        lines = tuple(_wrap(text, style, size, width))
        fits = len(lines) * size * LEADING <= height and all(line.width <= width for line in lines)
        if fits or size - _TRY < smallest:
            return lines
        size -= _TRY


def draw(canvas: Canvas, lines: tuple[Line, ...], x: float, top: float, *, centred: bool = False) -> float:
    """Draw lines below `top`, from `x` on or around it; return where the next line would have its top."""
    for line in lines:
        top -= line.size * LEADING
        place = x - line.width / 2 if centred else x
        for font, text, width in line.runs:
            canvas.setFont(font, line.size)
            canvas.drawString(place, top + line.size * 0.26, text)
            place += width
    return top


def _wrap(text: str, style: Style, size: float, width: float) -> Iterator[Line]:
    """Yield the lines of a text, broken at spaces and after hyphens; an initial stays with its name."""
    line = ""
    for word in re.findall(r"[^ -]+-* *|-+ *", re.sub(r" (?=\S{1,2}$)", _HOLD, text)):
        if line and shape((line + word).strip(), style, size).width > width:
            yield shape(line.strip(), style, size)
            line = ""
        line += word
    if line:
        yield shape(line.strip(), style, size)


def _font(text: str, style: Style) -> str:
    """Return the first font of a style that has every letter of a text; the last one when none has."""
    for name in _FONTS[style]:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(_FOLDER / f"{name}.ttf"), shapable=True))
        letters = pdfmetrics.getFont(name).face.charToGlyph
        if all(ord(letter) in letters for letter in text):
            break
    return name


def _runs(text: str) -> list[str]:
    """Return the runs of one direction in a text, in the order in which they stand from left to right."""
    strong = [_direction(letter) for letter in text]
    base = next((direction for direction in strong if direction), "left")
    for place, direction in enumerate(strong):
        if not direction:
            before = next((found for found in reversed(strong[:place]) if found), base)
            after = next((found for found in strong[place:] if found), base)
            strong[place] = before if before == after else base
    runs = [
        "".join(letter for letter, _ in run)
        for _, run in groupby(zip(text, strong, strict=True), key=lambda pair: pair[1])
    ]
    return runs[::-1] if base == "right" else runs


def _direction(letter: str) -> str:
    kind = unicodedata.bidirectional(letter)
    return "right" if kind in {"R", "AL"} else "left" if kind in {"L", "EN"} else ""
