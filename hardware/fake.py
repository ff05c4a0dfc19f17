"""Things that are not there, shipped so that people and tests can play with a station: each has the verbs that
a person would use on the real one (show a picture, unplug it, speak into it).
"""

import io
import time
import wave
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from hardware.badge import CodesSeen, Post, StillFailed, StillTaken
from hardware.camera import Still
from hardware.errors import CameraGone, MicrophoneGone, PlayerGone
from hardware.frame import Code, Frame
from hardware.light import Colour
from hardware.microphone import RATE, loudness, wav
from hardware.stills import frame_of, open_picture, shrink
from hardware.wedge import WedgeScanner

_FRAMES_PER_S = 30


class FakeCamera:
    """Sees a grey wall until it is shown something else."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._picture = Image.new("RGB", (640, 480), (128, 128, 128))
        self._plugged = True
        self._open = False
        self._frame_s = float("-inf")

    def show(self, picture: Image.Image | Path | None) -> None:
        """Hold a picture before the lens; None takes it away."""
        if isinstance(picture, Path):
            picture = open_picture(picture.read_bytes())
        self._picture = picture or Image.new("RGB", (640, 480), (128, 128, 128))

    def unplug(self) -> None:
        self._plugged = False

    def plug_in(self) -> None:
        self._plugged = True

    def open(self) -> None:
        self._answer()
        self._open = True

    def read(self) -> Frame | None:
        self._answer(opened=True)
        now_s = self._clock()
        if now_s - self._frame_s < 1 / _FRAMES_PER_S:
            return None
        self._frame_s = now_s
        return frame_of(self._picture, now_s)

    def still(self) -> Still:
        self._answer(opened=True)
        return shrink(self._picture)

    def close(self) -> None:
        self._open = False

    @property
    def healthy(self) -> bool:
        return self._open and self._plugged

    def _answer(self, *, opened: bool = False) -> None:
        if not self._plugged:
            self._open = False
            raise CameraGone("fake", "it is unplugged")
        if opened and not self._open:
            raise CameraGone("fake", "it is not open")


class FakeBadgeReader:
    """A reader without a lens: badges are presented to it by their texts."""

    def __init__(self) -> None:
        self._post: Post | None = None
        self._frame: Frame | None = None
        self._still: Still | None = None

    def present(self, *tokens: str) -> None:
        """Hold up one badge, or several at once."""
        if self._post is not None:
            self._post(CodesSeen(tuple(Code(token) for token in tokens)))

    def show(self, picture: Image.Image) -> None:
        """What the preview and the next stills show."""
        self._frame, self._still = frame_of(picture, 0.0), shrink(picture)

    def start(self, post: Post) -> None:
        self._post = post

    def stop(self) -> None:
        self._post = self._frame = None

    def preview(self) -> Frame | None:
        return self._frame

    def request_still(self) -> None:
        if self._post is not None:
            still = self._still
            self._post(StillTaken(*still) if still else StillFailed("Nothing was shown to this camera."))


class FakeScanner(WedgeScanner):
    """The real detector, with hands of its own: it types at the speed of a scanner, or of a person."""

    def __init__(self) -> None:
        self._now_s = 0.0
        super().__init__(clock=lambda: self._now_s)

    def type(self, text: str, *, key_gap_s: float = 0.005, enter: bool = True) -> None:
        self._now_s += 1.0
        for letter in text:
            self._now_s += key_gap_s
            self.hear(letter)
        if enter:
            self.hear("\n")

    def wait(self, seconds: float) -> None:
        self._now_s += seconds
        self.tick()


class FakeMicrophone:
    """Hears what is spoken into it as a WAV file of 16-bit mono at 16 kHz."""

    def __init__(self) -> None:
        self._plugged = True
        self._recording = False
        self._samples = b""

    def speak(self, sound: bytes) -> None:
        """Only what is said while it records is heard."""
        with wave.open(io.BytesIO(sound)) as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
                raise ValueError("speak 16-bit mono at 16 kHz into this microphone")
            if self._recording:
                self._samples += file.readframes(file.getnframes())

    def unplug(self) -> None:
        self._plugged = False

    def start(self) -> None:
        if not self._plugged:
            raise MicrophoneGone("fake", "it is unplugged")
        self._recording, self._samples = True, b""

    def level(self) -> float:
        return loudness(self._samples[-RATE // 5 :]) if self._recording else 0.0

    def since(self, samples: int) -> bytes:
        return self._samples[2 * samples :] if self._recording else b""

    def stop(self) -> bytes:
        samples, self._samples, self._recording = self._samples, b"", False
        return wav(samples)


class FakePlayer:
    """Plays until somebody says `end()`, and remembers it: `played` holds WAV files, the newest last."""

    def __init__(self) -> None:
        self.played: list[bytes] = []
        self._playing = False
        self._plugged = True

    def end(self) -> None:
        """What plays has come to its end."""
        self._playing = False

    def unplug(self) -> None:
        self._plugged = False

    def play(self, sound: bytes) -> None:
        if not self._plugged:
            raise PlayerGone("fake", "it is unplugged")
        self.played.append(sound)
        self._playing = True

    def ended(self) -> bool:
        return not self._playing

    def stop(self) -> None:
        self._playing = False


class FakeSpeech:
    """Says nothing aloud and remembers it: `said` holds (text, language), the newest last."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        self.speaking = False
        self.level = 3

    def say(self, text: str, lang: str = "en", *, private: bool = False) -> None:
        self.said.append((text, lang))
        self.speaking = True

    def stop(self) -> None:
        self.speaking = False

    def turn(self, level: int) -> bool:
        self.level = level
        return True

    def close(self) -> None:
        self.stop()


class FakeLight:
    """Shows its colour to whoever looks."""

    def __init__(self) -> None:
        self.colour: Colour = "off"

    def shine(self, colour: Colour) -> None:
        self.colour = colour

    def close(self) -> None:
        self.colour = "off"
