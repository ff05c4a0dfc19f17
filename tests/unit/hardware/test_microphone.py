"""Recording with ALSA's own recorder, at a sound card made of files."""

import array
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import MicrophoneGone, PartMissing
from hardware.microphone import ArecordMicrophone, loudness, wav
from tests.unit.hardware.sound import a_voice, samples_of, sound_card


@pytest.fixture
def spoken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    voice = a_voice("I found out that ice floats")
    for name, value in sound_card(tmp_path, voice).items():
        monkeypatch.setenv(name, value)
    return voice


def test_what_is_spoken_is_recorded_sample_by_sample(spoken: bytes) -> None:
    microphone = ArecordMicrophone("voice", longest_s=1.0)
    microphone.start()
    heard = samples_of(microphone.stop())
    assert 0 < len(heard) <= 32_000
    assert spoken.startswith(heard[: len(spoken)])


def test_a_recording_is_16_bit_mono_at_16_khz(spoken: bytes) -> None:
    microphone = ArecordMicrophone("voice", longest_s=0.5)
    microphone.start()
    header = microphone.stop()[:44]
    assert header[:4] == b"RIFF"
    assert header[22:28] == b"\x01\x00\x80\x3e\x00\x00"  # one channel, 16,000
    assert header[34:36] == b"\x10\x00"


def test_a_recording_is_never_longer_than_it_may_be(spoken: bytes) -> None:
    microphone = ArecordMicrophone("default", longest_s=90.0)
    microphone.start()
    assert len(samples_of(microphone.stop())) <= 90 * 32_000


def test_a_microphone_that_is_not_there_is_named_with_its_reason(spoken: bytes) -> None:
    microphone = ArecordMicrophone("nosuch")
    with pytest.raises(MicrophoneGone, match=r"The microphone nosuch does not answer \(.*No such file"):
        microphone.start()
    assert samples_of(microphone.stop()) == b""


def test_without_the_recorder_the_cure_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PartMissing, match="apt install alsa-utils"):
        ArecordMicrophone().start()


def test_nothing_of_a_recording_stays(spoken: bytes) -> None:
    microphone = ArecordMicrophone("voice", longest_s=0.5)
    microphone.start()
    microphone.stop()
    assert samples_of(microphone.stop()) == b""
    assert microphone.level() == 0.0


@given(st.binary(max_size=500))
def test_loudness_is_between_nothing_and_one(chunk: bytes) -> None:
    assert 0.0 <= loudness(chunk) <= 1.0


def test_loudness_is_the_peak() -> None:
    assert loudness(array.array("h", [10, -16_384, 100]).tobytes()) == 0.5


@given(st.binary(max_size=500))
def test_samples_survive_their_file(samples: bytes) -> None:
    whole = samples[: len(samples) & ~1]
    assert samples_of(wav(whole)) == whole
