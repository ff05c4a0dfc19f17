"""Pictures from a camera or a file: small, upright, without a word in them that is not a pixel."""

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from hardware.decode import decode
from hardware.errors import PictureRefused
from hardware.stills import blur_codes, frame_of, open_picture, picture_of, shrink
from tests.unit.hardware.badges import OTHER, TOKEN, png, room


def jpeg(picture: Image.Image, **options: object) -> bytes:
    packed = io.BytesIO()
    picture.save(packed, "JPEG", **options)
    return packed.getvalue()


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise(size, 90) for _ in range(3)])


@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (1700, 10)])
def test_a_still_has_at_most_1600_pixels_a_side_and_400_kb(size: tuple[int, int]) -> None:
    still = shrink(noise(size))
    picture = Image.open(io.BytesIO(still.jpeg))
    assert picture.size == (still.width, still.height)
    assert max(picture.size) == 1600
    assert len(still.jpeg) <= 400_000
    assert picture.width / picture.height == pytest.approx(size[0] / size[1], rel=0.1)


def test_a_small_picture_is_not_blown_up() -> None:
    assert shrink(room())[1:] == (640, 480)


def test_even_noise_fits_into_very_few_bytes() -> None:
    assert len(shrink(noise((1600, 1600)), max_bytes=20_000).jpeg) <= 20_000


def test_the_place_the_maker_and_the_comment_stay_behind() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[1] = "N"
    still = shrink(jpeg(room(), exif=exif, comment=b"for Amal", icc_profile=b"profile of a device"))
    assert b"Exif" not in still.jpeg
    assert b"Amal" not in still.jpeg
    assert b"profile" not in still.jpeg
    assert not Image.open(io.BytesIO(still.jpeg)).getexif()


def test_a_picture_taken_sideways_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held a quarter turn to the left
    assert open_picture(jpeg(room(TOKEN), exif=exif)).size == (480, 640)


def test_what_can_be_seen_through_becomes_white_paper() -> None:
    glass = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    assert open_picture(png(glass)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF", "WEBP", "PPM"])
def test_other_kinds_of_picture_are_refused(kind: str) -> None:
    packed = io.BytesIO()
    room().save(packed, kind)
    with pytest.raises(PictureRefused, match="neither a JPEG nor a PNG"):
        open_picture(packed.getvalue())


def claiming(width: int, height: int) -> bytes:
    """A tiny PNG whose header claims to be of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [8_000, 9_600, 13_000, 40_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(PictureRefused):
        open_picture(claiming(side, side))


def test_a_bomb_of_words_is_refused() -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("comment", "a" * 70_000_000, zip=True)
    packed = io.BytesIO()
    room().save(packed, "PNG", pnginfo=words)
    with pytest.raises(PictureRefused):
        open_picture(packed.getvalue())


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", b"%PDF-1.7", png(room())[:500], jpeg(room())[:900]])
def test_a_torn_file_is_refused(data: bytes) -> None:
    with pytest.raises(PictureRefused):
        open_picture(data)


@given(st.data())
def test_a_damaged_file_is_opened_or_refused_and_nothing_else(data: st.DataObject) -> None:
    packed = bytearray(data.draw(st.sampled_from([png(room()), jpeg(room())])))
    for _ in range(data.draw(st.integers(1, 8))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert open_picture(bytes(packed)).mode == "RGB"
    except PictureRefused as refused:
        assert "picture" in str(refused)


def test_a_blurred_badge_cannot_be_read_and_the_other_still_can() -> None:
    picture = room(TOKEN, OTHER)
    first, second = sorted(decode(frame_of(picture, 0.0)), key=lambda code: code.corners or ())
    assert first.corners
    blurred = blur_codes(picture, [first.corners])
    assert [code.text for code in decode(frame_of(blurred, 0.0))] == [second.text]
    assert [code.text for code in decode(frame_of(blurred.resize((1600, 1200)), 0.0))] == [second.text]
    assert blurred.crop((0, 300, 640, 480)).tobytes() == picture.crop((0, 300, 640, 480)).tobytes()


def test_corners_outside_the_picture_do_no_harm() -> None:
    outside = ((-50, -50), (20, -50), (20, 20), (-50, 20))
    far = ((900, 900), (950, 900), (950, 950), (900, 950))
    assert blur_codes(room(), [outside, far]).size == (640, 480)


def test_a_frame_and_its_picture_are_the_same() -> None:
    picture = room(TOKEN)
    assert picture_of(frame_of(picture, 0.0)).tobytes() == picture.tobytes()
