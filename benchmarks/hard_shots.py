"""Seeded frames of a badge from our own sheet that is moved, out of focus, under a lamp, in the dark, or small."""

import io
import math
import random
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from benchmarks.badge_frames import bends, scene, token
from hub.reports.badges import A_PAGE, CARD, COLUMNS, badge_sheet
from hub.service.shapes import PrintedBadge

Luma = npt.NDArray[np.float32]
Shape = tuple[int, int]
SEVERITIES: Final = (1, 2, 3)
SIZES: Final = ((640, 480), (640, 480), (640, 480), (800, 600), (1280, 720))
SHEET_DPI: Final = 300
_A4_PT: Final = (595.2756, 841.8898)
_CODE_SHARE: Final = 28 / 85  # how wide the code is, in widths of its card
_MODULES: Final = 25


@dataclass(frozen=True)
class HardShot:
    """One frame: what is hard about it and how much (1 to 3), the text it shows, its picture."""

    kind: str
    severity: int
    text: str
    image: Image.Image


def hard_shots(seed: int, count: int, family: str = "near") -> Iterator[HardShot]:
    """`count` frames, a fifth of each kind; the families "near" and "far" have lenses, hands and lamps of their own."""
    for number in range(count):
        kind = tuple(KINDS)[number % len(KINDS)]
        severity = SEVERITIES[number // len(KINDS) % len(SEVERITIES)]
        yield _shot(kind, severity, family, random.Random(f"{family}/{seed}/{number}"))


def _shot(kind: str, severity: int, family: str, rng: random.Random) -> HardShot:
    size = rng.choice(SIZES)
    text, card = rng.choice(cards())
    hard = KINDS[kind]
    module_px = hard.module_px(severity, rng) * (1 if kind == "small" else size[0] / 640)
    canvas = scene(rng, size)
    quad = _held(canvas, card, module_px, rng)
    luma = np.asarray(canvas, np.float32) * rng.uniform(0.75, 1.0)
    luma = hard.spoil(luma, _Look(severity, family, module_px, quad), rng)
    luma, sigma = (luma, rng.uniform(1, 4)) if kind != "low light" else (luma, 0.0)
    return HardShot(kind, severity, text, _camera(luma, rng, sigma))


@cache
def cards() -> list[tuple[str, Image.Image]]:
    """Two pages of our badge sheet as a printer prints them, cut along their marks."""
    rng = random.Random("cards")
    printed = [
        PrintedBadge(
            owner=str(n), full=f"Learner {n}", token=token(rng), print_no=1 + n % 3, class_name="Heron"
        )
        for n in range(2 * A_PAGE)
    ]
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder) / "sheet.pdf"
        sheet.write_bytes(badge_sheet(printed))
        subprocess.run(
            ["pdftoppm", "-r", str(SHEET_DPI), "-gray", "-png", sheet, Path(folder) / "p"], check=True
        )
        pages = [Image.open(page).convert("L") for page in sorted(Path(folder).glob("p*.png"))]
    return [(badge.token, _cut(pages[n // A_PAGE], n % A_PAGE)) for n, badge in enumerate(printed)]


def _cut(page: Image.Image, place: int) -> Image.Image:
    row, column = divmod(place, COLUMNS)
    scale, rows = SHEET_DPI / 72, A_PAGE // COLUMNS
    left = ((_A4_PT[0] - COLUMNS * CARD[0]) / 2 + column * CARD[0]) * scale
    top = ((_A4_PT[1] - rows * CARD[1]) / 2 + row * CARD[1]) * scale
    return page.crop((round(left), round(top), round(left + CARD[0] * scale), round(top + CARD[1] * scale)))


def _held(
    canvas: Image.Image, card: Image.Image, module_px: float, rng: random.Random
) -> list[tuple[float, float]]:
    """Draw a card held up, turned and tilted; answers where its corners fell."""
    width, height = canvas.size
    across = module_px * _MODULES / _CODE_SHARE
    high = across * card.height / card.width
    roll = math.radians(rng.choice((0, 0, 90, 180, 270)) + rng.gauss(0, 12))
    lean, turn = (math.radians(rng.uniform(-25, 25)) for _ in range(2))
    middle = width * rng.uniform(0.4, 0.6), height * rng.uniform(0.4, 0.6)

    def seen(x: float, y: float) -> tuple[float, float]:
        x, y = x - 0.24 * across, y - 0.48 * high  # turned about the middle of its code
        right = x * math.cos(roll) - y * math.sin(roll)
        down = x * math.sin(roll) + y * math.cos(roll)
        deep = 1 + (right * math.sin(turn) + down * math.sin(lean)) / (2.5 * across)
        return middle[0] + right * math.cos(turn) / deep, middle[1] + down * math.cos(lean) / deep

    quad = [seen(0, 0), seen(across, 0), seen(across, high), seen(0, high)]
    reach = 3
    large = width * reach, height * reach
    far = [(x * reach, y * reach) for x, y in quad]
    drawn = card.transform(
        large, Image.Transform.PERSPECTIVE, bends(far, card.size), Image.Resampling.BICUBIC
    )
    mask = Image.new("L", large, 0)
    ImageDraw.Draw(mask).polygon(far, fill=255)
    canvas.paste(drawn.reduce(reach), (0, 0), mask.reduce(reach))
    return quad


def _camera(luma: Luma, rng: random.Random, sigma: float) -> Image.Image:
    """Sensor noise, what the driver sharpens or smooths, then JPEG."""
    noise = np.random.default_rng(rng.getrandbits(32)).normal(0, 1, luma.shape) * sigma
    image = Image.fromarray(np.clip(luma + noise, 0, 255).astype(np.uint8))
    packed = io.BytesIO()
    image.save(packed, "JPEG", quality=rng.randint(60, 95))
    return Image.open(packed).convert("L")


# --- what is hard ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Look:
    """How hard, by which family's lens, with modules of how many pixels, where the card is."""

    severity: int
    family: str
    module_px: float
    quad: list[tuple[float, float]]


@dataclass(frozen=True)
class _Hard:
    module_px: Callable[[int, random.Random], float]
    spoil: Callable[[Luma, _Look, random.Random], Luma]


def _spread(luma: Luma, kernel: Luma) -> Luma:
    """The light of each pixel, spread as the kernel says; edges repeat."""
    reach = kernel.shape[0] // 2
    padded = np.pad(luma, reach, mode="edge")
    spectrum = np.fft.rfft2(padded) * np.fft.rfft2(_rolled(kernel, padded.shape))
    whole = np.fft.irfft2(spectrum, padded.shape)
    return whole[reach : reach + luma.shape[0], reach : reach + luma.shape[1]].astype(np.float32)


def _rolled(kernel: Luma, shape: Shape) -> Luma:
    large = np.zeros(shape, np.float32)
    large[: kernel.shape[0], : kernel.shape[1]] = kernel / kernel.sum()
    return np.roll(large, (-(kernel.shape[0] // 2), -(kernel.shape[1] // 2)), (0, 1))


def _motion(luma: Luma, look: _Look, rng: random.Random) -> Luma:
    """A straight pull in the one family; an unsteady, bent one in the other."""
    lengths = {1: (1.0, 1.5), 2: (1.5, 2.1), 3: (2.1, 2.9)}
    length = max(2.0, rng.uniform(*lengths[look.severity]) * look.module_px)
    angle, bend = rng.uniform(0, math.pi), rng.uniform(-1.2, 1.2) if look.family == "far" else 0.0
    reach = math.ceil(length)
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    for step in np.linspace(-0.5, 0.5, 8 * reach + 1):
        way = angle + bend * step
        x, y = reach + length * step * math.cos(way), reach + length * step * math.sin(way)
        weight = 1 + (rng.uniform(-0.5, 0.5) if look.family == "far" else 0.0)
        for column, row in ((math.floor(x), math.floor(y)), (math.ceil(x), math.ceil(y))):
            kernel[row, column] += weight * max(0.0, 1 - math.hypot(column - x, row - y))
    return _spread(luma, kernel)


def _defocus(luma: Luma, look: _Look, rng: random.Random) -> Luma:
    """A round aperture in the one family, a soft lens in the other."""
    radii = {1: (0.7, 1.0), 2: (1.0, 1.3), 3: (1.3, 1.7)}
    radius = rng.uniform(*radii[look.severity]) * look.module_px
    reach = math.ceil(2.5 * radius)
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    far = np.hypot(rows, columns)
    if look.family == "far":
        return _spread(luma, np.exp(-((far / (0.55 * radius)) ** 2) / 2))
    return _spread(luma, np.clip(radius + 0.5 - far, 0, 1))


def _glare(luma: Luma, look: _Look, rng: random.Random) -> Luma:
    """A lamp, or a window as a bar with a veil over all, somewhere on the code."""
    height, width = luma.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    side = look.module_px * _MODULES
    middle = _in_code(look.quad, rng.uniform(0, 1), rng.uniform(0, 1))
    strength = {1: (90, 200), 2: (160, 320), 3: (240, 480)}[look.severity]
    wide = side * rng.uniform(0.12, 0.2) * (0.7 + 0.3 * look.severity)
    across, down = columns - middle[0], rows - middle[1]
    if look.family == "far":
        way = rng.uniform(0, math.pi)
        across = (across * math.cos(way) + down * math.sin(way)) * 1.2
        down = down * 0
        luma = 255 - (255 - luma) * rng.uniform(0.5, 1.0)
    lamp = np.exp(-(across**2 + down**2) / (2 * wide**2))
    lit: Luma = (luma + rng.uniform(*strength) * lamp).astype(np.float32)
    return lit


def _low_light(luma: Luma, look: _Look, rng: random.Random) -> Luma:
    """Few photons; the one family's camera leaves it dark, the other's makes it as bright as noise allows."""
    photons = rng.uniform(*{1: (30, 60), 2: (14, 30), 3: (6, 14)}[look.severity])
    drawn = np.random.default_rng(rng.getrandbits(32))
    seen = drawn.poisson(np.clip(luma, 0, 255) / 255 * photons) / photons * 255
    seen = seen + drawn.normal(0, 8 + 6 * look.severity, luma.shape)
    gain = rng.uniform(0.7, 1.0) if look.family == "far" else rng.uniform(0.12, 0.4)
    return (seen * gain + drawn.normal(0, 1.5, luma.shape)).astype(np.float32)


def _small(luma: Luma, look: _Look, rng: random.Random) -> Luma:
    """As far as the lens resolves; the other family's lens is a little softer."""
    radius = rng.uniform(0.5, 0.8) if look.family == "far" else rng.uniform(0.2, 0.5)
    reach = 3
    rows, columns = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    return _spread(luma, np.exp(-(rows**2 + columns**2) / (2 * radius**2)))


def _in_code(quad: list[tuple[float, float]], x: float, y: float) -> tuple[float, float]:
    """A place on the code: it lies in the left half of its card."""
    right, down = 0.06 + 0.36 * x, 0.16 + 0.6 * y
    top = [a + (b - a) * right for a, b in zip(quad[0], quad[1], strict=True)]
    low = [a + (b - a) * right for a, b in zip(quad[3], quad[2], strict=True)]
    return top[0] + (low[0] - top[0]) * down, top[1] + (low[1] - top[1]) * down


def _usual_px(_severity: int, rng: random.Random) -> float:
    return rng.uniform(3.5, 6.5)


def _small_px(severity: int, rng: random.Random) -> float:
    return rng.uniform(*{1: (1.9, 2.4), 2: (1.5, 1.9), 3: (1.2, 1.5)}[severity])


KINDS: Final = {
    "motion": _Hard(_usual_px, _motion),
    "defocus": _Hard(_usual_px, _defocus),
    "glare": _Hard(_usual_px, _glare),
    "low light": _Hard(_usual_px, _low_light),
    "small": _Hard(_small_px, _small),
}
