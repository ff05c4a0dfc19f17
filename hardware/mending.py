"""Where in a picture a code may be, and pictures of it in which a decoder sees more. Pure."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageFilter

LEAST_SIDE = 32  # pixels; nothing smaller can hold a code with a border
Box = tuple[int, int, int, int]
_CELL = 8  # pixels; three cells are as wide as the smallest code that is ever read
_AROUND = 48
# For each mean distance from the mean, the step that is just not enough: 0.6 of it, and never below 3 of luma.
# Codes that any decoder reads have 0.7 and more, and the faintest had 4.
_ENOUGH = [max(3, math.ceil(0.6 * (spread + 1))) - 1 for spread in range(256)]
_MOST_PIXELS = 640 * 400  # of a part that is looked at closely: what is drawn of it is four times as many
_QUIET = 24  # pixels around a part: a code's border, and the letters of its card


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a picture, drawn larger or not: what is at x, y in it is at `left` + x / `scale` there."""

    picture: Image.Image
    left: int
    top: int
    scale: float = 1.0


def evened(picture: Image.Image) -> Image.Image:
    """Each pixel against the mean of its surroundings (128: the same), so that a shadow, a lamp or a dark
    room no longer matters. The surroundings are small, about as wide as three modules of a badge.
    """
    block = max(8, round(picture.width / 80))
    mean = picture.reduce(block).resize(picture.size, Image.Resampling.BILINEAR)
    return ImageChops.subtract(picture, mean, scale=1, offset=128)


def closely(picture: Image.Image, place: Box) -> Part:
    """The part around a place; of one that is too large its middle, for there a badge is held up."""
    left, top = max(0, place[0] - _QUIET), max(0, place[1] - _QUIET)
    right, low = min(picture.width, place[2] + _QUIET), min(picture.height, place[3] + _QUIET)
    too_large = math.sqrt((right - left) * (low - top) / _MOST_PIXELS)
    if too_large > 1:
        across, down = (right - left) * (1 - 1 / too_large) / 2, (low - top) * (1 - 1 / too_large) / 2
        left, top, right, low = (
            round(left + across),
            round(top + down),
            round(right - across),
            round(low - down),
        )
    return Part(picture.crop((left, top, right, low)), left, top)


def softened(part: Part) -> Part:
    """Without the grain of a dark room: each pixel shares in its neighbours' light."""
    return Part(part.picture.filter(ImageFilter.GaussianBlur(1)), part.left, part.top, part.scale)


def enlarged(part: Part) -> Part:
    """Twice as large and with steeper edges: for modules of two pixels and less, and for what is out of focus."""
    width, height = part.picture.size
    larger = part.picture.resize((2 * width, 2 * height), Image.Resampling.BICUBIC)
    return Part(larger.filter(ImageFilter.UnsharpMask(2, 300, 0)), part.left, part.top, 2 * part.scale)


def textured(picture: Image.Image, *, lines_are_enough: bool) -> Box | None:
    """Where luma steps up and down densely, sideways and upwards as in a code (or in one of the two
    directions, as in bars), whatever the size of its modules: each round looks at half the size.
    """
    smaller, shrunk = picture.reduce(2), 2
    while min(smaller.size) >= LEAST_SIDE:
        cells = _dense_steps(smaller, ImageChops.lighter if lines_are_enough else ImageChops.darker)
        if cells is not None:
            left, top, right, low = (side * _CELL * shrunk for side in cells)
            return left, top, min(right, picture.width), min(low, picture.height)
        smaller, shrunk = smaller.reduce(2), 2 * shrunk
    return None


def _dense_steps(picture: Image.Image, join: Callable[[Image.Image, Image.Image], Image.Image]) -> Box | None:
    """The box of cells where, in most of nine neighbours, the steps between pixels two apart are about as large as
    the distance of the pixels from their mean: modules do that, while edges and shades are mostly even.
    """
    width, height = picture.size
    sideways = picture.crop((2, 0, width, height)), picture.crop((0, 0, width - 2, height))
    upwards = picture.crop((0, 2, width, height)), picture.crop((0, 0, width, height - 2))
    whole = (0, 0, width // _CELL, height // _CELL)
    steps = join(_cells(*sideways, whole), _cells(*upwards, whole))
    mean = picture.reduce(_AROUND).resize(picture.size, Image.Resampling.NEAREST)
    enough = _cells(picture, mean, whole).point(_ENOUGH)
    return ImageChops.subtract(steps, enough).filter(ImageFilter.MedianFilter(3)).getbbox()


def _cells(one: Image.Image, other: Image.Image, whole: tuple[int, int, int, int]) -> Image.Image:
    """The mean difference of the two in each whole cell."""
    return ImageChops.difference(one, other).reduce(_CELL).crop(whole)
