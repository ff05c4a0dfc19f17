"""A voice made small while it comes in: it comes back as long and as loud, and is nothing but a voice."""

import array
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.errors import SoundRefused
from hardware.microphone import RATE, loudness
from hardware.opus import OpusWriter, opened
from tests.unit.hardware.sound import samples_of

HUM = array.array("h", [round(9_000 * math.sin(at / 9)) for at in range(2 * RATE)]).tobytes()


def packed(*chunks: bytes) -> bytes:
    writer = OpusWriter()
    for chunk in chunks:
        writer.write(chunk)
    return writer.finish()


def test_a_voice_is_a_tenth_of_its_samples_and_comes_back() -> None:
    sound = packed(HUM[:7_000], HUM[7_000:])
    assert sound.startswith(b"OggS")
    assert len(sound) < len(HUM) / 8
    heard = samples_of(opened(sound))
    assert len(heard) == len(HUM)
    assert loudness(heard) == pytest.approx(loudness(HUM), abs=0.1)


def test_ninety_seconds_stay_under_what_a_picture_may_have() -> None:
    """25 kbit/s whatever is said: four seconds tell of ninety."""
    noise = array.array("h", [(at * 7_919 * at) % 20_000 - 10_000 for at in range(4 * RATE)]).tobytes()
    assert len(packed(noise)) / 4 * 90 < 400_000


def test_a_file_says_nothing_of_when_and_where() -> None:
    assert b"DATE" not in packed(HUM).upper()


def test_nothing_said_is_no_file_and_nothing_stays() -> None:
    writer = OpusWriter()
    assert writer.finish() == b""
    writer.write(HUM)
    assert writer.finish() == b""


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300))
def test_other_bytes_are_refused(sound: bytes) -> None:
    with pytest.raises(SoundRefused):
        opened(sound)


def test_a_torn_voice_does_no_harm() -> None:
    whole = packed(HUM)
    for end in range(0, len(whole), len(whole) // 9):
        try:
            assert len(samples_of(opened(whole[:end]))) <= len(HUM)
        except SoundRefused:
            continue
