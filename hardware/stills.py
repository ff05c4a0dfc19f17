"""Pictures worth keeping: opened with suspicion, turned upright, made small, stripped of all but the pixels."""

import io
from collections.abc import Iterable

from PIL import Image, ImageOps, UnidentifiedImageError

from hardware.camera import Still
from hardware.errors import PictureRefused
from hardware.frame import Corners, Frame

MAX_SIDE = 1600
MAX_BYTES = 400_000
_MOST_PIXELS = 50_000_000  # a telephone's camera has these; a bomb claims hundreds of millions
_MOST_BYTES = 30_000_000
_QUALITIES = (85, 75, 65, 50, 35)
_BLOCKS = 5  # across a blurred badge, which has 25 modules: nothing is left to read


def open_picture(data: bytes) -> Image.Image:
    """The upright RGB picture in a JPEG or PNG file. Raises PictureRefused for anything else, for a picture
    that claims to be enormous before a pixel of it is unpacked, and for a broken one.
    """
    if len(data) > _MOST_BYTES:
        raise PictureRefused(f"it has {len(data):,} bytes")
    try:
        return _flat(ImageOps.exif_transpose(_open(data)))
    except PictureRefused:
        raise
    except Exception as error:  # Pillow's parsers raise nearly anything on hostile bytes
        raise PictureRefused(_reason(error)) from error


def shrink(picture: Image.Image | bytes, max_side: int = MAX_SIDE, max_bytes: int = MAX_BYTES) -> Still:
    """A JPEG of at most `max_side` pixels a side and `max_bytes` bytes, with nothing in it but the picture."""
    upright = open_picture(picture) if isinstance(picture, bytes) else _flat(picture)
    upright.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    while True:
        for quality in _QUALITIES:
            jpeg = _jpeg(upright, quality)
            if len(jpeg) <= max_bytes:
                return Still(jpeg, *upright.size)
        upright.thumbnail((upright.width * 3 // 4, upright.height * 3 // 4), Image.Resampling.LANCZOS)


def blur_codes(picture: Image.Image, corners: Iterable[Corners]) -> Image.Image:
    """The picture with each of these codes turned into a few grey blocks, beyond reading."""
    blurred = picture.copy()
    for points in corners:
        box = _around(points, picture.size)
        if box[2] > box[0] and box[3] > box[1]:
            patch = blurred.crop(box)
            few = patch.resize((_BLOCKS, _BLOCKS), Image.Resampling.BOX)
            blurred.paste(few.resize(patch.size, Image.Resampling.NEAREST), box)
    return blurred


def frame_of(picture: Image.Image, taken_s: float) -> Frame:
    """What a camera would see of this picture, in grey for reading and in colour for the screen."""
    colour = _flat(picture)
    return Frame(*colour.size, colour.convert("L").tobytes(), taken_s, colour.tobytes())


def picture_of(frame: Frame) -> Image.Image:
    """The frame as a picture, in colour where the frame has colour."""
    if frame.rgb is not None:
        return Image.frombytes("RGB", (frame.width, frame.height), frame.rgb)
    return Image.frombytes("L", (frame.width, frame.height), frame.pixels)


def _open(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as look:
        if look.width * look.height > _MOST_PIXELS:
            raise PictureRefused(f"it claims to be {look.width} x {look.height} pixels")
        look.verify()
    return Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))


def _flat(picture: Image.Image) -> Image.Image:
    """RGB on white paper, as a new picture: comments, profiles and places stay behind with the old one."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture)
    flat = Image.new("RGB", picture.size)
    flat.paste(picture.convert("RGB"))
    return flat


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=quality, optimize=True)
    return packed.getvalue()


def _around(points: Corners, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The upright box round the code and a sixth more on each side, inside the picture."""
    across, down = [x for x, _ in points], [y for _, y in points]
    more = max(max(across) - min(across), max(down) - min(down)) // 6
    left, top = max(0, min(across) - more), max(0, min(down) - more)
    return left, top, min(size[0], max(across) + more), min(size[1], max(down) + more)


def _reason(error: Exception) -> str:
    if isinstance(error, UnidentifiedImageError):
        return "it is neither a JPEG nor a PNG"
    return f"it is damaged ({type(error).__name__})"
