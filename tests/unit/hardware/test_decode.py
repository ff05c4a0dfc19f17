"""Which texts come out of a frame, and which never do."""

from typing import Any, cast

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from benchmarks.badge_frames import shots
from hardware.decode import Reading, agreed_code128, decode, glance, read, zbar_is_here
from hardware.frame import Code, Frame
from hardware.mending import textured
from hardware.stills import frame_of
from tests.unit.hardware.badges import OTHER, TOKEN, code_picture, frame, room


def bars(text: str) -> Frame:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=3)
    picture = Image.new("L", (640, 480), 230)
    rows = memoryview(cast("Any", code))
    height, width = cast("tuple[int, int]", rows.shape)
    lines = Image.frombytes("L", (width, height), rows.tobytes()).resize((width, 120))
    picture.paste(lines, ((640 - width) // 2, 180))
    return frame_of(picture, 0.0)


def texts(codes: tuple[Code, ...]) -> set[str]:
    return {code.text for code in codes}


def test_a_badge_is_read_with_its_text_format_and_place() -> None:
    (code,) = decode(frame(TOKEN))
    assert (code.text, code.format) == (TOKEN, "QRCode")
    assert code.corners
    assert all(40 <= x <= 190 and 120 <= y <= 270 for x, y in code.corners)


def test_two_badges_in_one_frame_are_both_told() -> None:
    assert texts(decode(frame(TOKEN, OTHER))) == {TOKEN, OTHER}


def test_the_same_badge_twice_in_one_frame_is_one() -> None:
    assert len(decode(frame(TOKEN, TOKEN))) == 1


@pytest.mark.parametrize("turn", [0, 30, 45, 90, 180, 270])
def test_a_badge_is_read_however_it_is_turned(turn: int) -> None:
    turned = room(TOKEN).rotate(turn, fillcolor=(150, 150, 150), expand=True)
    assert texts(decode(frame_of(turned, 0.0))) == {TOKEN}


def test_an_empty_room_holds_nothing() -> None:
    assert read(frame()) == Reading()


def test_a_micro_code_is_not_a_badge() -> None:
    assert decode(frame_of(code_picture("WS1A", 8, micro=True), 0.0)) == ()


@pytest.mark.parametrize("text", ["A" * 129, "line\nfeed", "bell\x07", "left\u202eright"])
def test_a_text_that_no_badge_can_have_is_refused_and_counted(text: str) -> None:
    reading = read(frame_of(code_picture(text, 5), 0.0))
    assert (reading.codes, reading.refused) == ((), 1)


def test_a_text_of_128_characters_and_any_alphabet_is_read() -> None:
    assert texts(decode(frame_of(code_picture("é" * 127 + "本", 4), 0.0))) == {"é" * 127 + "本"}


def test_a_longer_text_is_read_where_it_is_expected() -> None:
    assert texts(decode(frame_of(code_picture("J" * 200, 5), 0.0), longest=256)) == {"J" * 200}


def test_bars_are_read_only_where_the_configuration_says_so() -> None:
    assert decode(bars("STAFF-0042")) == ()
    assert decode(bars("STAFF-0042"), ("QRCode", "Code128"))[0] == Code(
        "STAFF-0042", "Code128", decode(bars("STAFF-0042"), ("Code128",))[0].corners
    )


def test_bars_of_a_single_picture_count_when_both_decoders_agree() -> None:
    assert texts(agreed_code128(bars("STAFF-0042"))) == {"STAFF-0042"}
    assert agreed_code128(frame(TOKEN)) == ()


def test_a_code_that_is_damaged_beyond_reading_leaves_a_hint() -> None:
    picture = room(TOKEN, scale=6)
    torn = ImageDraw.Draw(picture)
    for x in range(110, 190, 12):
        torn.rectangle((x, 200, x + 6, 290), fill=0)
    reading = glance(frame_of(picture, 0.0))
    assert (reading.codes, reading.hint) == ((), True)


def test_what_only_one_decoder_reads_is_read() -> None:
    """A shadow, a lamp or noise stops the first decoder in some of these; all decoders in turn read them."""
    seen = shots(5, 40, (640, 480), kinds=("glare", "noise", "dark"))
    frames = [(shot.text, frame_of(shot.image, 0.0)) for shot in seen]
    at_a_glance = [text for text, picture in frames if text in texts(glance(picture).codes)]
    in_turn = [text for text, picture in frames if text in texts(decode(picture))]
    assert set(at_a_glance) < set(in_turn)


def test_the_second_decoder_is_installed_here() -> None:
    assert zbar_is_here()


@given(st.integers(1, 70), st.integers(1, 70), st.randoms(use_true_random=False))
def test_no_frame_makes_a_decoder_fall_over(width: int, height: int, chance: object) -> None:
    pixels = chance.randbytes(width * height)  # type: ignore[attr-defined]
    assert decode(Frame(width, height, pixels, 0.0), ("QRCode", "Code128")) == ()


def test_a_board_of_checks_as_large_as_a_frame_holds_nothing() -> None:
    squares = Image.effect_noise((64, 48), 200).point(lambda luma: 255 if luma > 128 else 0)
    assert decode(frame_of(squares.resize((640, 480), Image.Resampling.NEAREST), 0.0)) == ()


@pytest.mark.parametrize("scale", [2, 3, 5, 9, 16, 30, 60])
def test_a_code_of_any_size_is_worth_a_second_look(scale: int) -> None:
    picture = Image.new("L", (max(640, 40 * scale), max(480, 40 * scale)), 150)
    picture.paste(code_picture(TOKEN, scale).convert("L"), (3 * scale, 2 * scale))
    assert textured(picture, lines_are_enough=False)


def test_a_wall_a_shirt_and_bars_are_not() -> None:
    striped = Image.new("L", (640, 480), 200)
    for x in range(0, 640, 12):
        striped.paste(60, (x, 0, x + 6, 480))
    shaded = Image.linear_gradient("L").resize((640, 480))
    for picture in (striped, shaded, Image.new("L", (640, 480), 90)):
        assert not textured(picture, lines_are_enough=False)
    assert textured(striped, lines_are_enough=True)
