"""Makes a picture of a drawing: paper, printed lines, strokes, small enough to travel."""

import logging
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from classroom.drawing import COLOURS, PAGE, WIDTHS, Drawing, marks_of, rules_of
from hardware.errors import PictureRefused
from hardware.stills import open_picture, shrink
from station.session.drawing import DrawingPainted, PaintDrawing

MAX_BYTES: Final = 300_000
_FINE: Final = 2
"""Drawn so many times as large, then made smaller: lines without steps."""
_FAINT, _BOLD = "#C9CDDA", "#5B6078"

log = logging.getLogger(__name__)


def painted(effect: PaintDrawing) -> DrawingPainted:
    """Return what became of a drawing. For the disk thread: it takes a tenth of a second and more."""
    draft = effect.draft
    try:
        jpeg = picture_of(draft.drawing, draft.photo)
    except PictureRefused as error:
        log.warning("a drawing on a photo could not be made: %s", error)
        jpeg = b""
    return DrawingPainted(draft=draft.draft, jpeg=jpeg)


def picture_of(drawing: Drawing, photo: bytes = b"") -> bytes:
    """Return a drawing as a jpeg of at most 300 KB. Raises PictureRefused for a photo that is none."""
    size = PAGE[0] * _FINE, PAGE[1] * _FINE
    page = _photo_page(photo, size) if drawing.paper == "photo" and photo else Image.new("RGB", size, "white")
    pen = ImageDraw.Draw(page)
    _print(pen, drawing)
    for stroke in drawing.strokes:
        _draw(pen, stroke.points, COLOURS[stroke.colour], WIDTHS[stroke.width])
    return shrink(page, max(PAGE), MAX_BYTES).jpeg


def _photo_page(photo: bytes, size: tuple[int, int]) -> Image.Image:
    """The whole photo in the middle of the page."""
    picture, page = open_picture(photo), Image.new("RGB", size, "white")
    share = min(size[0] / picture.width, size[1] / picture.height)
    picture = picture.resize((round(picture.width * share), round(picture.height * share)))
    page.paste(picture, ((size[0] - picture.width) // 2, (size[1] - picture.height) // 2))
    return page


def _print(pen: ImageDraw.ImageDraw, drawing: Drawing) -> None:
    for rule in rules_of(drawing.paper):
        width = _FINE * (4 if rule.bold else 2)
        pen.line([number * _FINE for number in rule.points], fill=_BOLD if rule.bold else _FAINT, width=width)
    letters = ImageFont.load_default(30 * _FINE)
    for mark in marks_of(drawing.paper):
        pen.text((mark.x * _FINE, mark.y * _FINE), mark.text, fill=_BOLD, font=letters, anchor="ma")


def _draw(pen: ImageDraw.ImageDraw, points: tuple[int, ...], colour: str, width: int) -> None:
    """A line with round joints and ends; a single point is a dot."""
    scaled = [number * _FINE for number in points]
    if len(scaled) > 2:
        pen.line(scaled, fill=colour, width=width * _FINE, joint="curve")
    radius = width * _FINE / 2
    for at in (0, len(scaled) - 2):
        x, y = scaled[at], scaled[at + 1]
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
