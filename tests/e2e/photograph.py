"""A printed badge as a camera would see it: cut from the page, held at an angle, blurred, with noise."""

import io
import subprocess
from pathlib import Path
from random import Random

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

DPI = 200
FRAME = (640, 480)


def pages(sheet: Path, folder: Path) -> list[Image.Image]:
    """Render a PDF by pdftoppm, as a printer would, and return its pages."""
    subprocess.run(["pdftoppm", "-r", str(DPI), "-png", str(sheet), str(folder / "page")], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page*.png"))]


def cut_out(page: Image.Image, text: str) -> Image.Image:
    """Cut the card out of a page whose code reads `text`: the code with a card's room around it."""
    code = next(found for found in zxingcpp.read_barcodes(page) if found.text == text)
    corners = [code.position.top_left, code.position.top_right, code.position.bottom_right]
    left, right = min(corner.x for corner in corners), max(corner.x for corner in corners)
    top, bottom = min(corner.y for corner in corners), max(corner.y for corner in corners)
    side = max(right - left, bottom - top)
    room = side // 3
    return page.crop((max(left - room, 0), max(top - room, 0), right + room, bottom + room))


def codes(page: Image.Image) -> list[str]:
    """Return the texts of all codes on a page."""
    return [found.text for found in zxingcpp.read_barcodes(page)]


def hold_up(card: Image.Image, seed: int = 7) -> Image.Image:
    """Return a frame in which a hand holds the card before a room: perspective, blur, uneven light, noise."""
    chance = Random(seed)
    width, height = FRAME
    frame = Image.new("RGB", FRAME, (96, 88, 80))
    drawing = ImageDraw.Draw(frame)
    for _ in range(40):
        x, y = chance.randrange(width), chance.randrange(height)
        shade = tuple(chance.randrange(40, 170) for _ in range(3))
        drawing.rectangle((x, y, x + chance.randrange(20, 160), y + chance.randrange(10, 90)), fill=shade)
    shape = [(210, 110), (455, 128), (440, 372), (198, 350)]
    corners = [(x + chance.randrange(-8, 8), y + chance.randrange(-8, 8)) for x, y in shape]
    held = card.transform(
        FRAME, Image.Transform.PERSPECTIVE, _perspective(corners, card.size), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", FRAME, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    frame.paste(held, (0, 0), mask)
    frame = frame.filter(ImageFilter.GaussianBlur(0.9))
    light = np.linspace(0.65, 1.0, width)[None, :, None]
    noise = np.random.default_rng(seed).normal(0, 6, (height, width, 3))
    seen = np.clip(np.asarray(frame, dtype=float) * light + noise, 0, 255)
    return Image.fromarray(seen.astype("uint8"))


def work_on_paper(seed: int = 3) -> Image.Image:
    """Return a photograph of a lined page with some handwriting-like strokes: a piece of work."""
    chance = Random(seed)
    page = Image.new("RGB", (1280, 960), (252, 250, 244))
    drawing = ImageDraw.Draw(page)
    for y in range(90, 940, 70):
        drawing.line((0, y, 1280, y), fill=(170, 190, 225), width=2)
    for row in range(4):
        x = 120
        while x < 1100:
            y = 60 + 140 * row
            strokes = [
                (x + step * 6, y + chance.randrange(-14, 14)) for step in range(chance.randrange(4, 16))
            ]
            drawing.line(strokes, fill=(40, 44, 92), width=4)
            x = strokes[-1][0] + 34
    return page


def as_jpeg(picture: Image.Image) -> bytes:
    """Return a picture as JPEG bytes."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()


def _perspective(corners: list[tuple[int, int]], size: tuple[int, int]) -> list[float]:
    """Return PIL's eight coefficients that map frame corners to the card's own."""
    width, height = size
    own = [(0, 0), (width, 0), (width, height), (0, height)]
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, own, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    wanted = [value for pair in own for value in pair]
    return [float(value) for value in np.linalg.solve(np.array(rows, float), np.array(wanted, float))]
