"""The chart for the camera check: codes of four sizes, a focus star, grey steps, on one A4 page."""

import math
from pathlib import Path
from typing import Any

from hardware.errors import PartMissing

SIZES_MM = (15, 20, 25, 30)
_PAGE_MM = (210, 297)
_STAR_SPOKES = 36
_GREYS = 10


def text_of(size_mm: int) -> str:
    """What the code of this size says; as long as a badge, so that it is as hard to read."""
    return f"WSTEST-{size_mm:02}-MILLIMETRES-ACROSS"


def sizes_read(texts: set[str]) -> list[int]:
    """The sizes of the chart's codes among these texts, smallest first."""
    return [size for size in SIZES_MM if text_of(size) in texts]


def write(out: Path) -> None:
    """Raises PartMissing, OSError."""
    try:
        from reportlab.lib.units import mm  # noqa: PLC0415 - a station has no need of it
        from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415
    except ImportError as error:
        raise PartMissing("The test chart", "reportlab", "pip install 'waystation[hub]'") from error
    page = Canvas(str(out), pagesize=(_PAGE_MM[0] * mm, _PAGE_MM[1] * mm))
    page.setTitle("Camera test chart")
    page.scale(mm, mm)  # from here on, one unit is one millimetre
    _words(page)
    left = 20.0
    for size in SIZES_MM:
        _code(page, text_of(size), left, 200, size)
        left += size + 22
    _star(page, 62, 110, 42)
    _grey_steps(page, 125, 70)
    _ruler(page, 20, 40)
    page.save()


def _words(page: Any) -> None:
    page.setFont("Helvetica-Bold", 7)
    page.drawString(20, 272, "Camera test chart")
    page.setFont("Helvetica", 4)
    for line, text in enumerate(
        (
            "Print at 100 %: the ruler below must be 100 mm long. Hold the page flat, 25 cm before",
            "the camera, and run: waystation doctor. A good camera reads the 20 mm code there; badges",
            "are 25 to 30 mm. If only the larger ones are read, turn the lens until the star is sharp to",
            "its middle, and add light until all ten greys differ.",
        )
    ):
        page.drawString(20, 260 - 6 * line, text)


def _code(page: Any, text: str, left: float, low: float, size: float) -> None:
    try:
        import segno  # noqa: PLC0415 - a station has no need of it
    except ImportError as error:
        raise PartMissing("The test chart", "segno", "pip install 'waystation[hub]'") from error
    rows = list(segno.make(text, micro=False, error="m", boost_error=False).matrix)
    module = size / len(rows)
    shape = page.beginPath()
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                shape.rect(left + across * module, low + (len(rows) - 1 - down) * module, module, module)
    page.drawPath(shape, stroke=0, fill=1)
    page.setFont("Helvetica", 4)
    page.drawString(left, low - 6, f"{size} mm")


def _star(page: Any, x: float, y: float, radius: float) -> None:
    shape = page.beginPath()
    step = math.pi / _STAR_SPOKES
    for spoke in range(_STAR_SPOKES):
        shape.moveTo(x, y)
        for edge in (2 * spoke, 2 * spoke + 1):
            shape.lineTo(x + radius * math.cos(edge * step), y + radius * math.sin(edge * step))
        shape.close()
    page.drawPath(shape, stroke=0, fill=1)


def _grey_steps(page: Any, left: float, low: float) -> None:
    for step in range(_GREYS):
        page.setFillGray(step / _GREYS)
        page.rect(left + 12 * (step % 5), low + 26 * (1 - step // 5), 12, 24, stroke=0, fill=1)
    page.setFillGray(0)


def _ruler(page: Any, left: float, low: float) -> None:
    page.setLineWidth(0.2)
    for millimetre in range(101):
        tall = 6 if millimetre % 10 == 0 else 4 if millimetre % 5 == 0 else 2.5
        page.line(left + millimetre, low, left + millimetre, low + tall)
    page.drawString(left + 102, low, "100 mm")
