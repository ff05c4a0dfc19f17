"""Turns a picture file into pixels on a thread of its own, so that the screen never waits for it."""

from io import BytesIO
from threading import Thread

from kivy.clock import Clock
from PIL import Image, UnidentifiedImageError

_MOST_PIXELS = 40_000_000


def decode(data: bytes, longest: int) -> tuple[int, int, bytes] | None:
    """Return width, height and RGB rows from the top, no side longer than `longest`; None for a broken file."""
    try:
        with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return None
            picture.draft("RGB", (longest, longest))
            small = picture.convert("RGB")
            small.thumbnail((longest, longest))
            return small.width, small.height, small.tobytes()
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def decode_aside(data: bytes, longest: int, ready) -> None:
    """Call `ready(pixels or None)` on the screen's thread once the picture is open."""

    def work():
        pixels = decode(data, longest)
        Clock.schedule_once(lambda _: ready(pixels), -1)

    Thread(target=work, name="picture", daemon=True).start()
