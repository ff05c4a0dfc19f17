"""What a frame is, and what its light is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.frame import Frame, light_of, mean_luma, washed_out


def plain(luma: int, white_rows: int = 0) -> Frame:
    pixels = bytes([255]) * (640 * white_rows) + bytes([luma]) * (640 * (480 - white_rows))
    return Frame(640, 480, pixels, 0.0)


@pytest.mark.parametrize("size", [(640, 480), (1280, 720), (61, 61)])
def test_a_frame_has_a_byte_a_pixel(size: tuple[int, int]) -> None:
    assert Frame(*size, bytes(size[0] * size[1]), 1.0).taken_s == 1.0


@pytest.mark.parametrize(
    ("width", "height", "pixels", "rgb"),
    [(2, 2, bytes(3), None), (0, 4, b"", None), (-2, -2, bytes(4), None), (2, 2, bytes(4), bytes(4))],
)
def test_a_frame_whose_bytes_do_not_fit_is_refused(
    width: int, height: int, pixels: bytes, rgb: bytes | None
) -> None:
    with pytest.raises(ValueError, match="bytes are no"):
        Frame(width, height, pixels, 0.0, rgb)


@pytest.mark.parametrize(
    ("frame", "kind"),
    [(plain(39), "dark"), (plain(40), "fine"), (plain(120, 60), "fine"), (plain(120, 80), "glare")],
)
def test_the_light_is_dark_below_40_and_glare_above_15_percent(frame: Frame, kind: str) -> None:
    assert light_of(frame) == kind


@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 255))
def test_the_light_of_an_even_frame_is_its_luma(width: int, height: int, luma: int) -> None:
    frame = Frame(width, height, bytes([luma]) * (width * height), 0.0)
    assert mean_luma(frame) == luma
    assert washed_out(frame) == (1.0 if luma >= 250 else 0.0)
