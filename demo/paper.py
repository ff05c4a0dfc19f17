"""Photographs of paper that nobody ever wrote: lined sheets with slanted words, made by code."""

import io
from importlib.resources import files
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = (1280, 960)
_PAPER, _RULE, _INK = (253, 251, 245), (183, 201, 230), (44, 48, 102)


def paper(words: str, seed: int) -> Image.Image:
    """Return a sheet that bears these words as a camera sees it; the same for the same seed."""
    chance = Random(seed)
    sheet = Image.new("RGB", SIZE, _PAPER)
    drawing = ImageDraw.Draw(sheet)
    for y in range(120, SIZE[1], 92):
        drawing.line((0, y, SIZE[0], y), fill=_RULE, width=3)
    font = ImageFont.truetype(io.BytesIO(_font()), 52)
    for row, line in enumerate(_wrapped(words, font, drawing)):
        drawing.text((110 + chance.randrange(-6, 6), 62 + 92 * row), line, font=font, fill=_INK)
    slanted = sheet.transform(SIZE, Image.Transform.AFFINE, (1, 0.16, -76, 0, 1, 0), fillcolor=_PAPER)
    turned = slanted.rotate(chance.uniform(-1.6, 1.6), Image.Resampling.BICUBIC, fillcolor=(206, 192, 170))
    return turned.filter(ImageFilter.GaussianBlur(0.6))


def _font() -> bytes:
    return (files("station.ui") / "assets" / "AtkinsonHyperlegible-Regular.ttf").read_bytes()


def _wrapped(words: str, font: ImageFont.FreeTypeFont, drawing: ImageDraw.ImageDraw) -> list[str]:
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if drawing.textlength(longer, font=font) > SIZE[0] - 320 and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
