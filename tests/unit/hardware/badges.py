"""Pictures of badges for the tests."""

import io

import segno
from PIL import Image

from hardware.frame import Frame
from hardware.stills import frame_of

TOKEN = "WS1.ABCDEFGHIJKLMNOPQRSTUVWXYZ7"
OTHER = "WS1.ZYXWVUTSRQPONMLKJIHGFEDCBA2"


def code_picture(text: str, scale: int = 6, *, micro: bool = False) -> Image.Image:
    """A QR code with its quiet zone on white, `scale` pixels a module."""
    packed = io.BytesIO()
    segno.make(text, micro=micro, error=None if micro else "m").save(
        packed, kind="png", scale=scale, border=4
    )
    return Image.open(packed).convert("RGB")


def room(*texts: str, scale: int = 4, grey: int = 150) -> Image.Image:
    """What a camera sees: a grey room, and these codes side by side in it."""
    picture = Image.new("RGB", (640, 480), (grey, grey, grey))
    left = 40
    for text in texts:
        code = code_picture(text, scale)
        picture.paste(code, (left, 120))
        left += code.width + 60
    return picture


def frame(*texts: str, scale: int = 4, grey: int = 150) -> Frame:
    return frame_of(room(*texts, scale=scale, grey=grey), 0.0)


def png(picture: Image.Image) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return packed.getvalue()
