"""The badges of the demo: a sheet to print, and for each learner a picture to hold before a camera."""

import io
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

import segno
from PIL import Image, ImageDraw, ImageFont

from hub.reports.badges import Badge

SIZE: Final = (960, 720)
_TABLE, _CARD, _INK = (203, 190, 166), (255, 254, 250), (27, 31, 59)
_EDGES: Final = (110, 130, 850, 590)
_QR_MODULE: Final = 9
_NAME: Final = (340, 110)


def card_picture(name: str, token: str) -> bytes:
    """Return a PNG of a badge that lies on a table, large enough for any camera to read."""
    picture = Image.new("RGB", SIZE, _TABLE)
    drawing = ImageDraw.Draw(picture)
    drawing.rounded_rectangle(_EDGES, radius=24, fill=_CARD)
    code = _code(token)
    picture.paste(code, (_EDGES[0] + 40, (SIZE[1] - code.height) // 2))
    left = _EDGES[0] + 60 + code.width
    drawing.text((left, SIZE[1] // 2), name, font=_fitting(name, drawing), fill=_INK, anchor="lm")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def keep(folder: Path, printed: Mapping[str, Badge]) -> None:
    """Write name.png and name.txt (the text of the code) for each owner; nobody else may read them."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for owner, badge in printed.items():
        (folder / f"{owner}.txt").write_text(badge.token + "\n", encoding="ascii")
        (folder / f"{owner}.png").write_bytes(card_picture(badge.full, badge.token))


def kept(folder: Path) -> dict[str, str]:
    """Return the texts of all badges that `keep` wrote, by owner."""
    return {path.stem: path.read_text(encoding="ascii").strip() for path in sorted(folder.glob("*.txt"))}


def _code(token: str) -> Image.Image:
    packed = io.BytesIO()
    segno.make(token, error="m", micro=False).save(packed, kind="png", scale=_QR_MODULE, border=4)
    return Image.open(packed).convert("RGB")


def _fitting(name: str, drawing: ImageDraw.ImageDraw) -> ImageFont.FreeTypeFont:
    font = (files("hub.reports") / "fonts" / "DejaVuSans-Bold.ttf").read_bytes()
    for size in range(_NAME[1], 18, -6):
        letters = ImageFont.truetype(io.BytesIO(font), size)
        if drawing.textlength(name, font=letters) <= _NAME[0]:
            break
    return letters
