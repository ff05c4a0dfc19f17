"""The recovery sheet: nine words and a code that open every backup of a hub, on one page for the safe."""

import io
from collections.abc import Sequence
from typing import Final

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from hub.reports.badges import INK, LINE, SOFT, draw_code
from hub.reports.lettering import DRAWING, draw, fit, shape

_LEFT: Final = 22 * mm
_CODE: Final = 46 * mm
_ADVICE: Final = (
    "Whoever has these words and a backup can read everything that the school keeps in it.",
    "Put this sheet where the school keeps what must not be lost, not beside the hub and not beside the backup.",
    "A broken or stolen hub comes back with the backup and these words: waystation hub restore",
    "Nobody can make this sheet again. Is it lost, or has somebody seen it? waystation hub recovery makes a new one.",
)


def recovery_sheet(school: str, number: str, words: Sequence[str], code: str) -> bytes:
    """Return the sheet as a PDF; `code` is what its QR code says, `number` which sheet this is."""
    file = io.BytesIO()
    with DRAWING:
        canvas = Canvas(file, pagesize=A4, pageCompression=1)
        canvas.setTitle("Recovery sheet")
        canvas.setFillColor(INK)
        width = A4[0] - 2 * _LEFT
        top = draw(canvas, (shape("Recovery sheet", "heading", 30),), _LEFT, A4[1] - 22 * mm)
        name = fit(f"{school} · sheet {number}", "text", width=width, height=20 * mm, largest=16, smallest=9)
        top = draw(canvas, name, _LEFT, top - 2 * mm) - 12 * mm
        _words(canvas, words, top)
        qr = segno.make(code, error="q", micro=False)
        module = _CODE / qr.symbol_size(border=0)[0]
        draw_code(canvas, qr, A4[0] - _LEFT - _CODE, top - _CODE - 6 * mm, module)
        _advice(canvas, 78 * mm)
        canvas.showPage()
        canvas.save()
    return file.getvalue()


def recovery_text(school: str, number: str, words: Sequence[str], code: str) -> str:
    """Return the sheet as plain text, for a terminal or a file."""
    rows = [
        "   ".join(f"{place}. {word}" for place, word in enumerate(words[at : at + 3], at + 1))
        for at in range(0, len(words), 3)
    ]
    head = f"RECOVERY SHEET {number} of {school}"
    return "\n".join([head, "", *(f"    {row}" for row in rows), "", f"    {code}", "", *_ADVICE, ""])


def _words(canvas: Canvas, words: Sequence[str], top: float) -> None:
    for place, word in enumerate(words, 1):
        canvas.setFillColor(SOFT)
        draw(canvas, (shape(f"{place}", "text", 14),), _LEFT, top - 2 * mm)
        canvas.setFillColor(INK)
        top = draw(canvas, (shape(word, "bold", 22),), _LEFT + 10 * mm, top) - 3 * mm


def _advice(canvas: Canvas, top: float) -> None:
    canvas.setStrokeColor(LINE)
    canvas.line(_LEFT, top + 4 * mm, A4[0] - _LEFT, top + 4 * mm)
    for sentence in _ADVICE:
        canvas.setFillColor(INK)
        lines = fit(sentence, "text", width=A4[0] - 2 * _LEFT, height=14 * mm, largest=11, smallest=9)
        top = draw(canvas, lines, _LEFT, top) - 2 * mm
