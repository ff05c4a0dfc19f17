"""A frame -> the codes in it: zxing-cpp first, again with the light evened out, then zbar, then a closer look.

The order, and what each step is worth, was measured: docs/decisions/0007-decoders-in-sequence.md.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

import zxingcpp
from PIL import Image

from hardware.frame import Code, CodeFormat, Corners, Frame
from hardware.mending import LEAST_SIDE, Part, closely, enlarged, evened, softened, textured

FORMATS: tuple[CodeFormat, ...] = ("QRCode",)
LONGEST = 128  # characters; a badge has 31

# Only Model2: "QRCode" alone also answers Micro QR, which no badge is and which was once read out of nothing.
_ASKED = {"QRCode": zxingcpp.BarcodeFormat.QRCodeModel2, "Code128": zxingcpp.BarcodeFormat.Code128}
_ANSWERED: dict[object, CodeFormat] = {
    zxingcpp.BarcodeFormat.QRCode: "QRCode",
    zxingcpp.BarcodeFormat.Code128: "Code128",
}
_ZBAR_NAMES: dict[str, CodeFormat] = {"QRCODE": "QRCode", "CODE128": "Code128"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The well-formed codes of a frame; how many texts were refused (too long, or not printable); whether
    something like a code is there that could not be read.
    """

    codes: tuple[Code, ...] = ()
    refused: int = 0
    hint: bool = False

    @property
    def conclusive(self) -> bool:
        return bool(self.codes or self.refused)


def decode(
    frame: Frame, formats: tuple[CodeFormat, ...] = FORMATS, longest: int = LONGEST
) -> tuple[Code, ...]:
    """Every code in the frame that any of the decoders reads."""
    return read(frame, formats, longest).codes


def glance(frame: Frame, formats: tuple[CodeFormat, ...] = FORMATS, longest: int = LONGEST) -> Reading:
    """What the first decoder sees: nearly everything, in a tenth of the time."""
    return _zxing(frame.pixels, frame, formats, longest)


def read(
    frame: Frame,
    formats: tuple[CodeFormat, ...] = FORMATS,
    longest: int = LONGEST,
    *,
    closer: bool = True,
) -> Reading:
    """All decoders in turn, until one has an answer; a frame without any texture is not worth the turn.

    `closer`: then what is grainy, small or out of focus is looked at once more, which takes twice as long.
    """
    first = glance(frame, formats, longest)
    if first.conclusive or min(frame.width, frame.height) < LEAST_SIDE:
        return first
    picture = Image.frombuffer("L", (frame.width, frame.height), frame.pixels, "raw", "L", 0, 1)
    place = textured(picture, lines_are_enough="Code128" in formats)
    if place is None and not first.hint:
        return first
    second = _zxing(evened(picture).tobytes(), frame, formats, longest, zxingcpp.Binarizer.FixedThreshold)
    if second.conclusive:
        return second
    third = _zbar(frame, formats, longest)
    if not third.conclusive and closer and "QRCode" in formats:
        third = _closer(closely(picture, place or (0, 0, *picture.size)), longest)
    return third if third.conclusive else replace(third, hint=first.hint or second.hint)


def agreed_code128(frame: Frame, longest: int = LONGEST) -> tuple[Code, ...]:
    """The Code 128 bars of one picture that both decoders read alike; one alone misreads 1 in 200."""
    first = _zxing(frame.pixels, frame, ("Code128",), longest)
    second = _zbar(frame, ("Code128",), longest)
    agreed = {code.text for code in second.codes}
    return tuple(code for code in first.codes if code.text in agreed)


def perfect_frame(text: str) -> Frame:
    """A frame of 640 x 480 that shows this text as a code, as clearly as can be."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    rows = memoryview(cast("Any", code.to_image(scale=6)))  # a buffer, though its types do not say so
    height, width = cast("tuple[int, int]", rows.shape)
    paper = Image.new("L", (640, 480), 224)
    paper.paste(Image.frombytes("L", (width, height), rows.tobytes()), (100, 100))
    return Frame(640, 480, paper.tobytes(), 0.0)


def zbar_is_here() -> bool:
    """Whether the system library behind pyzbar is installed; without it the other decoder reads alone."""
    return _pyzbar() is not None


def _closer(part: Part, longest: int) -> Reading:
    """A part of the picture without its grain, then enlarged."""
    found = Reading()
    for mend in (softened, enlarged):
        mended = mend(part)
        width, height = mended.picture.size
        frame = Frame(width, height, mended.picture.tobytes(), 0.0)
        found = _zxing(frame.pixels, frame, ("QRCode",), longest)
        if found.conclusive:
            return replace(found, codes=tuple(_in_the_whole(code, mended) for code in found.codes))
    return found


def _in_the_whole(code: Code, part: Part) -> Code:
    if code.corners is None:
        return code
    corners = tuple(
        (round(part.left + x / part.scale), round(part.top + y / part.scale)) for x, y in code.corners
    )
    return replace(code, corners=cast("Corners", corners))


def _zxing(
    pixels: bytes,
    frame: Frame,
    formats: tuple[CodeFormat, ...],
    longest: int,
    binarizer: zxingcpp.Binarizer = zxingcpp.Binarizer.LocalAverage,
) -> Reading:
    found = zxingcpp.read_barcodes(
        memoryview(pixels).cast("B", (frame.height, frame.width)),
        formats=zxingcpp.BarcodeFormats([_ASKED[name] for name in formats]),
        try_rotate="Code128" in formats,  # a QR code is found in any direction anyway
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=binarizer,
        return_errors=True,
    )
    texts = [
        (code.text, _ANSWERED.get(code.format), _zxing_corners(code.position)) for code in found if code.valid
    ]
    return replace(_well_formed(texts, longest), hint=len(texts) < len(found))


def _zxing_corners(at: zxingcpp.Position) -> Corners:
    a, b, c, d = at.top_left, at.top_right, at.bottom_right, at.bottom_left
    return (a.x, a.y), (b.x, b.y), (c.x, c.y), (d.x, d.y)


def _zbar(frame: Frame, formats: tuple[CodeFormat, ...], longest: int) -> Reading:
    pyzbar = _pyzbar()
    if pyzbar is None:
        return Reading()
    asked = [pyzbar.ZBarSymbol[name] for name, ours in _ZBAR_NAMES.items() if ours in formats]
    found = pyzbar.decode((frame.pixels, frame.width, frame.height), symbols=asked)
    return _well_formed(_zbar_texts(found), longest)


def _zbar_texts(found: Iterable[Any]) -> Iterator[tuple[str, CodeFormat | None, Corners]]:
    for code in found:
        left, top, width, height = code.rect
        right, low = left + width, top + height
        box = ((left, top), (right, top), (right, low), (left, low))
        corners = tuple((point.x, point.y) for point in code.polygon) if len(code.polygon) == 4 else box
        text = code.data.decode("utf-8", errors="replace").replace("\ufffd", "\0")  # not UTF-8: not printable
        yield text, _ZBAR_NAMES.get(code.type), cast("Corners", corners)


@cache
def _pyzbar() -> Any:
    try:
        from pyzbar import pyzbar  # noqa: PLC0415 - it looks for the system's library while it is imported
    except ImportError:
        return None
    return pyzbar


def _well_formed(found: Iterable[tuple[str, CodeFormat | None, Corners]], longest: int) -> Reading:
    codes: dict[tuple[str, CodeFormat], Code] = {}
    refused = 0
    for text, name, corners in found:
        if name is not None and 0 < len(text) <= longest and text.isprintable():
            codes.setdefault((text, name), Code(text, name, corners))
        else:
            refused += 1
    return Reading(tuple(codes.values()), refused)
