"""Speaking with espeak-ng and aplay, into a sound card made of files."""

import queue
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import HardwareError, PartMissing, SpeechGone
from hardware.speech import EspeakSpeech, keep, spoken, synthesise, voices
from tests.unit.hardware.sound import samples_of, sound_card
from tests.waiting import until

SOON_S = 10.0


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the loudspeaker plays into."""
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path / "heard.wav"


class Voice:
    """A voice at work, and the troubles it has told of."""

    def __init__(self, cache: Path, device: str = "loudspeaker") -> None:
        self.troubles: queue.SimpleQueue[HardwareError] = queue.SimpleQueue()
        self.speech = EspeakSpeech(cache, device, trouble=self.troubles.put)

    def wait_for_silence(self) -> None:
        until(lambda: not self.speech.speaking)


@pytest.fixture
def voice(tmp_path: Path, heard: Path) -> Iterator[Voice]:
    voice = Voice(tmp_path / "sounds")
    yield voice
    voice.speech.close()


def test_what_is_said_comes_out_of_the_loudspeaker(voice: Voice, heard: Path, tmp_path: Path) -> None:
    voice.speech.say("Hello Amal")
    assert voice.speech.speaking
    voice.wait_for_silence()
    (kept,) = (tmp_path / "sounds").iterdir()
    assert samples_of(kept.read_bytes()) in heard.read_bytes()
    assert voice.troubles.empty()


def test_louder_is_louder() -> None:
    peaks = []
    for level in range(1, 6):
        samples = array("h", samples_of(synthesise("Hello Amal", "en", level)))
        peaks.append(max(abs(sample) for sample in samples))
    assert peaks == sorted(set(peaks)), "each step is heard"


def test_what_was_said_once_is_not_made_again(voice: Voice, tmp_path: Path) -> None:
    voice.speech.say("Keep going")
    voice.wait_for_silence()
    (kept,) = (tmp_path / "sounds").iterdir()
    made_ns = kept.stat().st_mtime_ns
    voice.speech.say("Keep going")
    voice.wait_for_silence()
    assert [path.stat().st_mtime_ns for path in (tmp_path / "sounds").iterdir()] == [made_ns]


def test_private_words_leave_no_sound_on_disk(voice: Voice, heard: Path, tmp_path: Path) -> None:
    voice.speech.say("I could not sleep", private=True)
    voice.wait_for_silence()
    assert heard.exists()
    assert not (tmp_path / "sounds").exists()


def test_new_words_cut_the_old_ones_short(voice: Voice, heard: Path, tmp_path: Path) -> None:
    for number in range(20):
        voice.speech.say(f"Number {number}")
    voice.wait_for_silence()
    assert len(list((tmp_path / "sounds").glob("*.wav"))) < 20
    assert samples_of(synthesise("Number 19", "en")) in heard.read_bytes()
    assert voice.troubles.empty()


def test_stop_is_silence_at_once(voice: Voice, tmp_path: Path) -> None:
    voice.speech.say("A very long sentence that nobody wants to hear to its end")
    voice.speech.stop()
    assert not voice.speech.speaking


def test_nothing_is_said_after_close(voice: Voice, heard: Path) -> None:
    voice.speech.close()
    voice.speech.say("Too late")
    assert not voice.speech.speaking
    voice.speech.close()
    assert not heard.exists()


def test_a_loudspeaker_that_is_not_there_is_trouble_and_the_next_words_are_tried(
    tmp_path: Path, heard: Path
) -> None:
    voice = Voice(tmp_path / "sounds", "nosuch")
    for _ in range(2):
        voice.speech.say("Hello")
        trouble = voice.troubles.get(timeout=SOON_S)
        assert isinstance(trouble, SpeechGone)
        assert "No such file" in str(trouble)
        voice.wait_for_silence()
    voice.speech.close()


def test_a_language_without_a_voice_is_trouble_and_not_english() -> None:
    with pytest.raises(SpeechGone, match="does not exist"):
        synthesise("hello", "xx")


@pytest.mark.parametrize(
    ("lang", "names"),
    [("en", ("en",)), ("pt-BR", ("pt-br", "pt")), ("vi", ("vi",)), ("--help", ("en",)), ("../x", ("en",))],
)
def test_a_language_tag_becomes_the_names_of_voices(lang: str, names: tuple[str, ...]) -> None:
    assert voices(lang) == names


@pytest.mark.parametrize("lang", ["es", "pt-BR", "vi", "ar", "zh-CN"])
def test_languages_of_a_school_have_a_voice(lang: str) -> None:
    assert len(samples_of(synthesise("1 2 3", lang))) > 8_000


def test_a_text_is_never_taken_for_an_option() -> None:
    assert len(samples_of(synthesise("--version", "en"))) > 8_000


def test_without_the_program_the_cure_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PartMissing, match="apt install espeak-ng"):
        synthesise("hello", "en")


@given(st.text(max_size=2000))
def test_spoken_text_is_one_short_line_without_commands(text: str) -> None:
    line = spoken(text)
    assert len(line) <= 600
    assert line == "" or line.isprintable()
    assert not any(sign in line for sign in ("[[", "]]", "<", ">"))


def test_the_oldest_sounds_go_when_the_folder_is_full(tmp_path: Path) -> None:
    for number in range(5):
        keep(tmp_path / f"{number}.wav", bytes(15_000_000))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.wav", "2.wav", "3.wav", "4.wav"]


def test_a_folder_that_cannot_be_written_is_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    keep(tmp_path / "file" / "a.wav", b"sound")
