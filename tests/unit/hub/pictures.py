"""Pictures made by code, for the tests of the hub."""

import io
import random

from PIL import Image


def picture(width: int = 1600, height: int = 1200, kind: str = "JPEG", *, noise: bool = False) -> bytes:
    """A blank sheet, or one of noise, in one of Pillow's formats."""
    out = io.BytesIO()
    if noise:
        image = Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))
    else:
        image = Image.new("RGB", (width, height), "#FFF8E7")
    image.save(out, kind)
    return out.getvalue()
