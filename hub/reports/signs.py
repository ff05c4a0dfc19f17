"""Signs for the zones: an icon and a name that a six-year-old finds from the other end of the room."""

import io
from pathlib import Path
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from classroom.zone import Zone, ZoneKind
from hub.reports.lettering import DRAWING, draw, fit, shape

PAGE: Final = landscape(A4)
NOISE: Final = {
    "silent": "Silent",
    "quiet": "Quiet voices",
    "talk": "Talking is fine",
    "lively": "Loud is fine",
}
ICONS: Final[dict[ZoneKind, str]] = {
    "cave": "\ue227",
    "campfire": "\ue0d2",
    "watering": "\ue283",
    "make": "\ue0ec",
    "listen": "\ue0f1",
    "read": "\ue05f",
    "show": "\ue4ae",
    "outside": "\ue2de",
}
"""The code points of lucide's glyphs: tent, flame, waves, hammer, headphones, book-open, presentation, leaf."""
_FONT: Final = "lucide-signs"
_PAPER, _INK, _SOFT = HexColor("#FFF8E7"), HexColor("#1B1F3B"), HexColor("#5B6078")
_BLUE, _LINE = HexColor("#2456B8"), HexColor("#E9DFC8")


def zone_sign(*zones: Zone) -> bytes:
    """Return a PDF with an A4 page for each zone."""
    file = io.BytesIO()
    with DRAWING:
        if _FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(_FONT, str(Path(__file__).parent / "fonts" / f"{_FONT}.ttf")))
        canvas = Canvas(file, pagesize=PAGE, pageCompression=1)
        canvas.setTitle("Zone signs")
        for zone in zones:
            _page(canvas, zone)
            canvas.showPage()
        canvas.save()
    return file.getvalue()


def _page(canvas: Canvas, zone: Zone) -> None:
    width, height = PAGE
    middle = width / 2
    canvas.setFillColor(_PAPER)
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(2)
    canvas.roundRect(10 * mm, 10 * mm, width - 20 * mm, height - 20 * mm, 12 * mm, fill=1)
    canvas.setFillColor(_BLUE)
    canvas.setFont(_FONT, 78 * mm)
    canvas.drawCentredString(middle, 103 * mm, ICONS[zone.kind])
    canvas.setFillColor(_INK)
    name = fit(zone.name, "heading", width=width - 50 * mm, height=52 * mm, largest=96, smallest=30)
    below = draw(canvas, name, middle, 96 * mm, centred=True)
    canvas.setFillColor(_SOFT)
    seats = f"{zone.seats} seats" if zone.seats != 1 else "1 seat"
    draw(canvas, (shape(f"{seats} · {NOISE[zone.noise]}", "text", 30),), middle, below - 4 * mm, centred=True)
