"""What a camera sees at one moment, what is written in it, and how the light is. Pure."""

from dataclasses import dataclass
from typing import Literal

CodeFormat = Literal["QRCode", "Code128"]
Corners = tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
LightKind = Literal["dark", "glare", "fine"]

DARK_BELOW = 40  # mean luma
GLARE_FROM = 250  # luma of a pixel that a lamp has washed out
GLARE_SHARE = 0.15
_EVERY = 61  # pixels are sampled at a stride that falls out of step with every usual width


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture: `pixels` is 8-bit luma, a byte a pixel, row after row without gaps; `rgb` the same in
    colour, three bytes a pixel, where the camera gives colour; `taken_s` is on the monotonic clock.
    """

    width: int
    height: int
    pixels: bytes
    taken_s: float
    rgb: bytes | None = None

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or len(self.pixels) != self.width * self.height:
            raise ValueError(f"{len(self.pixels)} bytes are no frame of {self.width} x {self.height}")
        if self.rgb is not None and len(self.rgb) != 3 * len(self.pixels):
            raise ValueError(f"{len(self.rgb)} bytes are no colours for {self.width} x {self.height}")


@dataclass(frozen=True, slots=True)
class Code:
    """A text that was read; `corners` in pixels, clockwise from the code's own top left, where known."""

    text: str
    format: CodeFormat = "QRCode"
    corners: Corners | None = None


def mean_luma(frame: Frame) -> float:
    """0 (black) to 255 (white), from a sample of the pixels."""
    sample = frame.pixels[::_EVERY]
    return sum(sample) / len(sample)


def washed_out(frame: Frame) -> float:
    """The share of pixels, 0 to 1, in which a lamp or the sun has left nothing to read."""
    sample = frame.pixels[::_EVERY]
    return 1 - len(sample.translate(None, bytes(range(GLARE_FROM, 256)))) / len(sample)


def light_of(frame: Frame) -> LightKind:
    if mean_luma(frame) < DARK_BELOW:
        return "dark"
    return "glare" if washed_out(frame) > GLARE_SHARE else "fine"
