"""The badge sheet: ten cards a page, a key as a QR code on each.

The paper is the only place of a key. It stands in no other file, no log and no property of the PDF.
"""

import io
from collections.abc import Sequence
from typing import Final, Protocol

import segno
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from classroom.tokens import typed_groups
from hub.reports.lettering import DRAWING, LEADING, Line, draw, fit, shape

CARD: Final = (85 * mm, 54 * mm)
CODE: Final = 28 * mm
COLUMNS, ROWS = 2, 5
A_PAGE: Final = COLUMNS * ROWS
INK, SOFT, LINE = HexColor("#1B1F3B"), HexColor("#5B6078"), HexColor("#C9BFA6")
_LEFT: Final = (A4[0] - COLUMNS * CARD[0]) / 2
_TOP: Final = A4[1] - (A4[1] - ROWS * CARD[1]) / 2
_LOW: Final = 14 * mm  # where a code begins above the foot of its card
_READABLE: Final = 13
_QUIET: Final = 4  # modules of white that a reader needs around a code


class Badge(Protocol):
    """What a card needs to know."""

    @property
    def full(self) -> str: ...
    @property
    def class_name(self) -> str: ...
    @property
    def token(self) -> str: ...
    @property
    def print_no(self) -> int: ...
    @property
    def owner_kind(self) -> str: ...


def badge_sheet(badges: Sequence[Badge]) -> bytes:
    """Return a PDF with a card for each badge, in their order, ten an A4 page with marks to cut along."""
    file = io.BytesIO()
    with DRAWING:
        canvas = Canvas(file, pagesize=A4, pageCompression=1)
        canvas.setTitle("Badges")
        pages = range(0, len(badges), A_PAGE)
        for page, first in enumerate(pages, 1):
            for place, badge in enumerate(badges[first : first + A_PAGE]):
                row, column = divmod(place, COLUMNS)
                _card(canvas, badge, _LEFT + column * CARD[0], _TOP - (row + 1) * CARD[1])
            _cut_marks(canvas)
            _foot(canvas, f"Page {page} of {len(pages)}")
            canvas.showPage()
        canvas.save()
    return file.getvalue()


def _card(canvas: Canvas, badge: Badge, x: float, y: float) -> None:
    code = segno.make(badge.token, error="m", micro=False)
    module = CODE / (code.symbol_size(border=0)[0])
    quiet = _QUIET * module
    draw_code(canvas, code, x + quiet, y + _LOW, module)
    canvas.setFillColor(SOFT)
    number = (shape(f"No. {badge.print_no}", "text", 8),)
    draw(canvas, number, x + quiet + CODE / 2, y + _LOW - quiet, centred=True)
    _words(canvas, badge, x + CODE + 2 * quiet, y)


def _words(canvas: Canvas, badge: Badge, x: float, y: float) -> None:
    """Write whose card it is beside the code; a name too long for that stands over it."""
    width = CARD[0] - CODE - 13 * mm
    name = fit(badge.full, "heading", width=width, height=CODE * 0.7, largest=24, smallest=_READABLE)
    above = any(line.width > width for line in name)
    beside = fit(badge.class_name, "text", width=width, height=14, largest=11, smallest=7)
    typed = _typed(badge) if badge.owner_kind == "staff" else ()
    height = sum(line.size for line in (*beside, *typed, *(() if above else name))) * LEADING
    top = y + _LOW + (CODE + height) / 2 + 1 * mm
    canvas.setFillColor(INK)
    if above:
        across = fit(badge.full, "heading", width=CARD[0] - 8 * mm, height=17, largest=14, smallest=6)
        draw(canvas, across, x - CODE - 4 * mm, y + CARD[1] - 2 * mm)
    else:
        top = draw(canvas, name, x, top)
    canvas.setFillColor(SOFT)
    top = draw(canvas, beside, x, top - 1 * mm)
    canvas.setFillColor(INK)
    draw(canvas, typed, x, top - 1 * mm)


def _typed(badge: Badge) -> tuple[Line, ...]:
    """Return the key in letters, for a station whose camera sleeps: nine groups of three."""
    groups = typed_groups(badge.token)
    rows = [groups[place : place + 3] for place in range(0, len(groups), 3)]
    return tuple(shape("  ".join(row), "bold", 12) for row in rows)


def draw_code(canvas: Canvas, code: segno.QRCode, x: float, y: float, module: float) -> None:
    """Draw a code with its lower left corner at x, y: each run of dark modules is one bar."""
    canvas.setFillColor(HexColor("#000000"))
    path = canvas.beginPath()
    for row, modules in enumerate(reversed(list(code.matrix))):
        start = None
        for place, dark in enumerate([*modules, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                path.rect(x + start * module, y + row * module, (place - start) * module, module)
                start = None
    canvas.drawPath(path, fill=1, stroke=0)


def _cut_marks(canvas: Canvas) -> None:
    """Put a small cross on each corner of the grid: no line crosses a card."""
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    arm = 2 * mm
    for column in range(COLUMNS + 1):
        for row in range(ROWS + 1):
            x, y = _LEFT + column * CARD[0], _TOP - row * CARD[1]
            canvas.line(x - arm, y, x + arm, y)
            canvas.line(x, y - arm, x, y + arm)


def _foot(canvas: Canvas, page: str) -> None:
    canvas.setFillColor(SOFT)
    words = "Each code is a key. Cut along the marks, give each card to its owner, keep no copy."
    draw(canvas, (shape(words, "text", 8),), _LEFT, 10 * mm)
    line = shape(page, "text", 8)
    draw(canvas, (line,), A4[0] - _LEFT - line.width, 10 * mm)
