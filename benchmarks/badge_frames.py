"""Seeded pictures of badges before a station's camera, and of rooms with nobody in them."""

import io
import math
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import segno
from PIL import Image, ImageDraw, ImageFilter, ImageFont

Luma = npt.NDArray[np.float32]
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CARD_MM = (86.0, 54.0)
PRINT_PX_PER_MM = 10
ACROSS_ONE_METRE = 2 * math.tan(math.radians(30))  # a usual webcam sees 60 degrees
SCENES = ("wall", "shelf", "shirt", "notice board", "floor tiles")


@dataclass(frozen=True)
class Shot:
    """One frame: what kind of trouble it has, the text it shows (None: no badge), its picture."""

    kind: str
    text: str | None
    image: Image.Image


def shots(
    seed: int, count: int, size: tuple[int, int], kinds: tuple[str, ...] | None = None
) -> Iterator[Shot]:
    """`count` frames of `size` pixels; every kind gets an equal share, an empty room four shares."""
    kinds = kinds or (*TROUBLES, "empty", "empty", "empty", "empty")
    for number in range(count):
        kind = kinds[number % len(kinds)]
        rng = random.Random(f"{seed}/{size}/{number}")
        yield _shot(kind, rng, size)


def token(rng: random.Random) -> str:
    """A text of the form a badge carries: `WS1.`, 26 letters and a check character."""
    return "WS1." + "".join(rng.choice(BASE32) for _ in range(27))


def _shot(kind: str, rng: random.Random, size: tuple[int, int]) -> Shot:
    canvas = scene(rng, size)
    if kind == "empty":
        luma = np.asarray(canvas, np.float32) * rng.uniform(0.5, 1.0)
        return Shot(kind, None, _camera(luma, rng, sigma=rng.uniform(1, 5)))
    text = token(rng)
    nearest, farthest, tilt = _POSES.get(kind, (0.16, 0.28, 12.0))
    middle = _hold_up(canvas, text, rng, distance_m=rng.uniform(nearest, farthest), tilt=tilt)
    luma = np.asarray(canvas, np.float32) * rng.uniform(0.8, 1.0)
    luma, sigma = TROUBLES[kind](luma, rng, middle)
    return Shot(kind, text, _camera(luma, rng, sigma))


def _camera(luma: Luma, rng: random.Random, sigma: float) -> Image.Image:
    """What a cheap webcam makes of the light: sensor noise, then JPEG."""
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, sigma, luma.shape)
    image = Image.fromarray(np.clip(luma + noise, 0, 255).astype(np.uint8))
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=rng.randint(55, 92))
    return Image.open(packed).convert("L")


# --- the badge ---------------------------------------------------------------------------------


def _card(text: str, rng: random.Random) -> Image.Image:
    width, height = (round(side * PRINT_PX_PER_MM) for side in CARD_MM)
    card = Image.new("L", (width, height), 250)
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, 0, width - 1, height - 1), outline=120, width=6)
    draw.ellipse((540, 60, 780, 300), fill=rng.randint(90, 200))
    draw.text((520, 340), rng.choice(("Amal K", "Noor", "Ben T", "Yuki")), fill=20, font=_font(90))
    side = round(rng.uniform(25, 30) * PRINT_PX_PER_MM)
    code = segno.make(text, micro=False, error=rng.choice("MQ"), boost_error=False)
    packed = io.BytesIO()
    code.save(packed, kind="png", scale=8, border=4, dark="#111", light="#fafafa")
    modules = code.symbol_size(border=0)[0]
    whole = round(side * (modules + 8) / modules)
    card.paste(Image.open(packed).convert("L").resize((whole, whole), Image.Resampling.NEAREST), (60, 90))
    return card


def _hold_up(
    canvas: Image.Image, text: str, rng: random.Random, distance_m: float, tilt: float
) -> tuple[float, float]:
    """Draw a tilted card into the scene; answers where the middle of its code fell."""
    card = _card(text, rng)
    width, height = canvas.size
    px_per_mm = width / (ACROSS_ONE_METRE * distance_m * 1000)
    reach = 3  # drawn larger and shrunk, as a lens would gather the light
    roll = math.radians(rng.choice((0, 90, 180, 270)) + rng.gauss(0, 12))
    lean, turn = (math.radians(rng.uniform(-tilt, tilt)) for _ in range(2))
    where = (width * rng.uniform(0.42, 0.58), height * rng.uniform(0.42, 0.58))

    def seen(x_mm: float, y_mm: float) -> tuple[float, float]:
        x_mm, y_mm = x_mm - 24, y_mm - 27  # turned about the middle of the code
        x_roll = x_mm * math.cos(roll) - y_mm * math.sin(roll)
        y_roll = x_mm * math.sin(roll) + y_mm * math.cos(roll)
        deep = 1 + (x_roll * math.sin(turn) + y_roll * math.sin(lean)) / (distance_m * 1000)
        return (
            where[0] + x_roll * math.cos(turn) * px_per_mm / deep,
            where[1] + y_roll * math.cos(lean) * px_per_mm / deep,
        )

    corners = [seen(0, 0), seen(CARD_MM[0], 0), seen(CARD_MM[0], CARD_MM[1]), seen(0, CARD_MM[1])]
    large = (width * reach, height * reach)
    bent = bends([(x * reach, y * reach) for x, y in corners], card.size)
    drawn = card.transform(large, Image.Transform.PERSPECTIVE, bent, Image.Resampling.BILINEAR)
    mask = Image.new("L", large, 0)
    ImageDraw.Draw(mask).polygon([(x * reach, y * reach) for x, y in corners], fill=255)
    canvas.paste(drawn.reduce(reach), (0, 0), mask.reduce(reach))
    return where


def bends(corners: list[tuple[float, float]], card: tuple[int, int]) -> list[float]:
    """The eight numbers that map a place in the frame to a place on the card."""
    width, height = card
    rows: list[list[float]] = []
    for (x, y), (u, v) in zip(corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    wanted = [0, 0, width, 0, width, height, 0, height]
    solved: list[float] = np.linalg.solve(np.array(rows), np.array(wanted, float)).tolist()
    return solved


# --- the troubles ------------------------------------------------------------------------------


Trouble = Callable[[Luma, random.Random, tuple[float, float]], tuple[Luma, float]]


def _plain(luma: Luma, rng: random.Random, _middle: tuple[float, float]) -> tuple[Luma, float]:
    return luma, rng.uniform(1, 4)


def _motion(luma: Luma, rng: random.Random, _middle: tuple[float, float]) -> tuple[Luma, float]:
    steps = rng.randint(3, 10)
    angle = rng.uniform(0, math.pi)
    shifts = [(round(i * math.sin(angle)), round(i * math.cos(angle))) for i in range(steps)]
    moved = np.mean([np.roll(luma, shift, (0, 1)) for shift in shifts], axis=0)
    return moved.astype(np.float32), 3


def _defocus(luma: Luma, rng: random.Random, _middle: tuple[float, float]) -> tuple[Luma, float]:
    image = Image.fromarray(luma.astype(np.uint8)).filter(ImageFilter.GaussianBlur(rng.uniform(0.8, 3)))
    return np.asarray(image, np.float32), 3


def _noise(luma: Luma, rng: random.Random, _middle: tuple[float, float]) -> tuple[Luma, float]:
    return luma, rng.uniform(8, 28)


def _dark(luma: Luma, rng: random.Random, _middle: tuple[float, float]) -> tuple[Luma, float]:
    return luma * rng.uniform(0.06, 0.3), rng.uniform(2, 6)


def _glare(luma: Luma, rng: random.Random, middle: tuple[float, float]) -> tuple[Luma, float]:
    height, width = luma.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    spread = width * rng.uniform(0.02, 0.12)
    x, y = (place + rng.gauss(0, spread) for place in middle)
    lamp = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * spread**2))
    return luma + rng.uniform(120, 500) * lamp, 3


def _flat(luma: Luma, rng: random.Random, _middle: tuple[float, float]) -> tuple[Luma, float]:
    return 128 + (luma - 128) * rng.uniform(0.1, 0.5), rng.uniform(1, 4)


TROUBLES: dict[str, Trouble] = {
    "near": _plain,
    "turned": _plain,
    "tilted": _plain,
    "far": _plain,
    "motion": _motion,
    "defocus": _defocus,
    "noise": _noise,
    "dark": _dark,
    "glare": _glare,
    "flat": _flat,
}
_POSES = {"turned": (0.15, 0.3, 20.0), "tilted": (0.15, 0.28, 50.0), "far": (0.28, 0.42, 15.0)}


# --- the room behind ---------------------------------------------------------------------------


def scene(rng: random.Random, size: tuple[int, int]) -> Image.Image:
    width, height = size
    light, dark = rng.randint(150, 230), rng.randint(70, 140)
    slope = np.linspace(light, dark, width, dtype=np.float32)[None, :].repeat(height, 0)
    canvas = Image.fromarray(slope.astype(np.uint8))
    draw = ImageDraw.Draw(canvas)
    _BACKGROUNDS[rng.choice(SCENES)](draw, rng, size)
    if rng.random() < 0.6:
        _person(draw, rng, size)
    return canvas.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 2.0) * width / 640))


def _wall(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    for _ in range(rng.randint(1, 4)):
        _box(draw, rng, size, 0.3)


def _shelf(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    width, height = size
    for top in range(0, height, height // 3):
        x = 0
        while x < width:
            thick = rng.randint(width // 60, width // 18)
            draw.rectangle((x, top + 8, x + thick, top + height // 3 - 6), fill=rng.randint(20, 240))
            draw.text((x + 2, top + 40), rng.choice(("Ant", "Sea", "12", "ABC")), fill=250, font=_font(thick))
            x += thick + 2


def _shirt(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    step = rng.randint(6, 24) * size[0] // 640
    for x in range(0, size[0], 2 * step):
        draw.rectangle((x, 0, x + step, size[1]), fill=rng.randint(20, 90))
    if rng.random() < 0.5:
        for y in range(0, size[1], 2 * step):
            draw.rectangle((0, y, size[0], y + step), fill=rng.randint(120, 220))


def _notices(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    for _ in range(rng.randint(3, 8)):
        x, y, right, low = _box(draw, rng, size, 0.35, fill=rng.randint(200, 250))
        for line in range(int(y) + 8, int(low) - 12, 14 * size[0] // 640):
            words = "".join(rng.choice("abcde fghij klm nop ") for _ in range(40))
            draw.text((x + 6, line), words[: int((right - x) / 8)], fill=40, font=_font(11 * size[0] // 640))


def _tiles(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    step = rng.randint(20, 70) * size[0] // 640
    for x in range(0, size[0], step):
        for y in range(0, size[1], step):
            shade = rng.randint(160, 220) if (x // step + y // step) % 2 else rng.randint(30, 90)
            draw.rectangle((x, y, x + step - 2, y + step - 2), fill=shade)


def _person(draw: ImageDraw.ImageDraw, rng: random.Random, size: tuple[int, int]) -> None:
    width, height = size
    x, head = rng.uniform(0.3, 0.7) * width, height * rng.uniform(0.15, 0.25)
    draw.ellipse((x - 2 * head, 2.4 * head, x + 2 * head, 2 * height), fill=rng.randint(40, 200))
    draw.ellipse((x - head * 0.8, head, x + head * 0.8, 3 * head), fill=rng.randint(90, 220))
    for side in (-0.3, 0.3):
        draw.ellipse((x + side * head - 5, 1.8 * head, x + side * head + 5, 1.8 * head + 8), fill=30)


def _box(
    draw: ImageDraw.ImageDraw,
    rng: random.Random,
    size: tuple[int, int],
    share: float,
    fill: int | None = None,
) -> tuple[float, float, float, float]:
    x, y = rng.uniform(0, 0.8) * size[0], rng.uniform(0, 0.8) * size[1]
    box = (x, y, x + rng.uniform(0.1, share) * size[0], y + rng.uniform(0.1, share) * size[1])
    draw.rectangle(box, fill=rng.randint(30, 240) if fill is None else fill)
    return box


def _font(height: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(max(6, height))


_BACKGROUNDS = {
    "wall": _wall,
    "shelf": _shelf,
    "shirt": _shirt,
    "notice board": _notices,
    "floor tiles": _tiles,
}
