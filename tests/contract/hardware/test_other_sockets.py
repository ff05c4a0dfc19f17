"""One suite for each of the other sockets: readers, scanners, microphones, voices, lamps; real, fake, absent."""

import io
import queue
import threading
import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware import absent, fake
from hardware.badge import BadgeEvent, BadgeReader, CodesSeen, Scanner, StillFailed, StillTaken, Typed
from hardware.errors import PlayerGone
from hardware.light import Light
from hardware.microphone import ArecordMicrophone, Microphone, wav
from hardware.player import AplayPlayer, Player
from hardware.reader import CameraReader
from hardware.speech import EspeakSpeech, Speech
from hardware.wedge import WedgeScanner
from tests.unit.hardware.badges import TOKEN, room
from tests.unit.hardware.sound import a_voice, sound_card
from tests.waiting import until

SOON_S = 5.0


# --- readers of badges -------------------------------------------------------------------------


class Held:
    """A reader and the hand that holds a badge before it."""

    def __init__(self, reader: BadgeReader, hold_up: Callable[[], object] | None) -> None:
        self.reader = reader
        self.hold_up = hold_up
        self.events: queue.SimpleQueue[BadgeEvent] = queue.SimpleQueue()


def with_a_camera() -> Held:
    camera = fake.FakeCamera()
    return Held(CameraReader(camera), lambda: camera.show(room(TOKEN)))


def with_a_fake() -> Held:
    reader = fake.FakeBadgeReader()
    reader.show(room())
    return Held(reader, lambda: reader.present(TOKEN))


def with_nothing() -> Held:
    return Held(absent.AbsentBadgeReader(), None)


@pytest.fixture(params=[with_a_camera, with_a_fake, with_nothing])
def held(request: pytest.FixtureRequest) -> Iterator[Held]:
    made: Held = request.param()
    yield made
    made.reader.stop()


def test_a_reader_posts_the_badge_that_is_held_up(held: Held) -> None:
    held.reader.start(held.events.put)
    if held.hold_up:
        held.hold_up()
        event = held.events.get(timeout=SOON_S)
        assert isinstance(event, CodesSeen)
        assert [code.text for code in event.codes] == [TOKEN]


def test_a_reader_answers_when_it_is_asked_for_a_picture(held: Held) -> None:
    held.reader.start(held.events.put)
    held.reader.request_still()
    event = held.events.get(timeout=SOON_S)
    assert isinstance(event, StillTaken if held.hold_up else StillFailed)


def test_a_reader_is_silent_after_stop_which_may_come_early_and_twice(held: Held) -> None:
    held.reader.stop()


def test_a_stopped_reader_posts_nothing_and_shows_nothing(held: Held) -> None:
    held.reader.start(held.events.put)
    held.reader.stop()
    held.reader.stop()
    if held.hold_up:
        held.hold_up()
    held.reader.request_still()
    assert held.events.empty()
    assert held.reader.preview() is None


# --- scanners ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "hears"),
    [
        (lambda: WedgeScanner(clock=lambda: 1.0), True),
        (fake.FakeScanner, True),
        (absent.AbsentScanner, False),
    ],
)
def test_a_scanner_posts_what_it_was_typed_and_is_silent_after_stop(
    make: Callable[[], Scanner], hears: bool
) -> None:
    scanner, events = make(), list[BadgeEvent]()
    scanner.hear(f"{TOKEN}\n")
    scanner.start(events.append)
    scanner.tick()
    scanner.stop()
    scanner.stop()
    scanner.hear(f"{TOKEN}\n")
    assert events == []
    scanner, events = make(), []
    scanner.start(events.append)
    scanner.hear(f"{TOKEN}\n")
    assert events == ([Typed(TOKEN)] if hears else [])


# --- microphones -------------------------------------------------------------------------------


@pytest.fixture(params=["real", "fake", "absent"])
def microphone(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Microphone:
    for name, value in sound_card(tmp_path, a_voice("hello hello hello")).items():
        monkeypatch.setenv(name, value)
    made: dict[str, Callable[[], Microphone]] = {
        "real": lambda: ArecordMicrophone("voice", longest_s=1.0),
        "fake": fake.FakeMicrophone,
        "absent": absent.AbsentMicrophone,
    }
    return made[request.param]()


def test_a_recording_is_a_wav_of_16_bit_mono_at_16_khz(microphone: Microphone) -> None:
    microphone.start()
    with wave.open(io.BytesIO(microphone.stop())) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)


def test_a_microphone_is_silent_before_start_and_after_stop(microphone: Microphone) -> None:
    assert microphone.level() == 0.0
    assert len(microphone.stop()) == 44
    microphone.start()
    assert 0.0 <= microphone.level() <= 1.0
    microphone.stop()
    assert microphone.level() == 0.0
    assert len(microphone.stop()) == 44


def test_a_second_start_begins_anew(microphone: Microphone) -> None:
    microphone.start()
    microphone.start()
    assert len(microphone.stop()) <= 44 + 32_000


def test_a_recording_is_heard_while_it_comes_in(microphone: Microphone) -> None:
    assert microphone.since(0) == b""
    microphone.start()
    so_far = microphone.since(0)
    assert len(so_far) % 2 == 0
    later = microphone.since(len(so_far) // 2)
    whole = microphone.stop()[44:]
    assert whole.startswith(so_far + later)
    assert microphone.since(0) == b""


# --- players -----------------------------------------------------------------------------------


@pytest.fixture(params=["real", "fake", "absent"])
def player(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Player:
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)
    made: dict[str, Callable[[], Player]] = {
        "real": lambda: AplayPlayer("loudspeaker"),
        "fake": fake.FakePlayer,
        "absent": absent.AbsentPlayer,
    }
    return made[request.param]()


def test_a_player_never_waits_and_stops_at_once(player: Player) -> None:
    assert player.ended()
    player.stop()
    player.play(wav(bytes(32_000 * 60)))
    player.play(wav(bytes(32_000 * 60)))
    player.stop()
    assert player.ended()


def test_what_is_played_is_heard_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)
    sound = AplayPlayer("loudspeaker")
    sound.play(wav(a_voice("hello")))
    until(sound.ended)
    assert (tmp_path / "heard.wav").stat().st_size > 1_000


def test_a_loudspeaker_that_is_not_there_is_named_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)
    sound = AplayPlayer("nosuch")
    sound.play(wav(bytes(3_200)))
    with pytest.raises(PlayerGone, match=r"The loudspeaker nosuch does not answer \(.*No such file"):
        until(sound.ended)
    assert sound.ended()


# --- voices ------------------------------------------------------------------------------------


@pytest.fixture(params=["real", "fake", "absent"])
def speech(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Speech]:
    for name, value in sound_card(tmp_path).items():
        monkeypatch.setenv(name, value)
    made: dict[str, Callable[[], Speech]] = {
        "real": lambda: EspeakSpeech(tmp_path / "sounds"),
        "fake": fake.FakeSpeech,
        "absent": absent.AbsentSpeech,
    }
    voice = made[request.param]()
    yield voice
    voice.close()


def test_a_voice_never_blocks_and_stops_at_once(speech: Speech) -> None:
    assert not speech.speaking
    done = threading.Event()

    def talk() -> None:
        for text in ("Hello", "", "One at a time, please.", "x" * 5000):
            speech.say(text, "en", private=True)
        speech.stop()
        done.set()

    threading.Thread(target=talk).start()
    assert done.wait(SOON_S)
    assert not speech.speaking


def test_a_voice_may_be_closed_twice_and_says_nothing_then(speech: Speech) -> None:
    speech.say("Bye")
    speech.close()
    speech.close()
    assert not speech.speaking


def test_a_voice_says_whether_it_can_be_made_louder(speech: Speech) -> None:
    able = {speech.turn(level) for level in (1, 5, 3)}
    assert able == {not isinstance(speech, absent.AbsentSpeech)}


# --- lamps -------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [fake.FakeLight, absent.AbsentLight])
def test_a_lamp_shines_and_goes_dark(make: Callable[[], Light]) -> None:
    light = make()
    light.shine("white")
    light.close()
    light.close()
    assert getattr(light, "colour", "off") == "off"
