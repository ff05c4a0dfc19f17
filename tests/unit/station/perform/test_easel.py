"""A drawing becomes a picture: the right colours in the right places, on the right paper, small."""

import io
import random

import pytest
from PIL import Image

from classroom.drawing import PAGE, Drawing, Stroke
from station.perform.easel import MAX_BYTES, painted, picture_of
from station.session.drawing import DrawingPainted, PaintDrawing
from station.session.visitor import DraftCard

CORNER = Stroke(colour=1, width=2, points=(100, 100, 700, 100))
DOT = Stroke(colour=3, width=2, points=(900, 700))


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg)).convert("RGB")


def near(picture: Image.Image, at: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    found = picture.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(one - other) < 40 for one, other in zip(found, colour, strict=True))


def test_strokes_and_dots_stand_where_the_finger_was() -> None:
    picture = opened(picture_of(Drawing(strokes=(CORNER, DOT))))
    assert picture.size == PAGE
    assert near(picture, (400, 100), (0x24, 0x56, 0xB8))
    assert near(picture, (900, 700), (0xE0, 0x90, 0x00))
    assert near(picture, (400, 500), (255, 255, 255))


def test_papers_are_printed_below_the_strokes() -> None:
    grid = opened(picture_of(Drawing(paper="grid", strokes=(CORNER,))))
    assert not near(grid, (660, 450), (255, 255, 255))
    line = opened(picture_of(Drawing(paper="line")))
    assert near(line, (650, 450), (0x5B, 0x60, 0x78))


def test_a_photo_lies_in_the_middle_of_the_page() -> None:
    photo = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 60, 60)).save(photo, "JPEG")
    picture = opened(picture_of(Drawing(paper="photo", strokes=(CORNER,)), photo.getvalue()))
    assert near(picture, (600, 450), (200, 60, 60))
    assert near(picture, (400, 100), (0x24, 0x56, 0xB8))
    assert near(picture, (20, 450), (255, 255, 255))


@pytest.mark.parametrize("paper", ["blank", "photo"])
def test_the_wildest_page_is_small_enough(paper: str) -> None:
    chance = random.Random(3)
    strokes = tuple(
        Stroke(colour=at % 6, width=at % 3, points=tuple(chance.randrange(900) for _ in range(160)))
        for at in range(100)
    )
    noise = io.BytesIO()
    Image.frombytes("RGB", (400, 300), chance.randbytes(360_000)).resize((1600, 1200)).save(noise, "JPEG")
    drawing = Drawing(paper="photo" if paper == "photo" else "blank", strokes=strokes)
    assert len(picture_of(drawing, noise.getvalue())) <= MAX_BYTES


def test_a_photo_that_is_none_makes_no_picture() -> None:
    draft = DraftCard(draft="d", kind="drawing", target="G10", photo=b"none", drawing=Drawing(paper="photo"))
    assert painted(PaintDrawing(draft=draft)) == DrawingPainted(draft="d", jpeg=b"")
