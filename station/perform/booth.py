"""The booth where a voice is recorded and heard again: one thing at a time, on a thread of its own."""

import logging
import math
import queue
import threading
import time
from collections.abc import Callable
from typing import Final

from hardware.errors import HardwareError
from hardware.microphone import LONGEST_S, RATE, Microphone
from hardware.opus import OpusWriter, opened
from hardware.player import Player
from station.session.effects import Effect
from station.session.events import Event
from station.session.voice import (
    BARS,
    DropVoice,
    LoudnessHeard,
    PlayVoice,
    RecordingBegan,
    RecordingFailed,
    StartRecording,
    StopRecording,
    VoicePlayed,
    VoiceRecorded,
)

BEAT_S: Final = 0.2
QUIET_S: Final = 2.0
_FAINTEST: Final = 0.02
"""Of what a microphone can take: what is softer is the room, not a voice."""
_DB_A_BAR: Final = 6.0
_NOTHING: Final = Effect()

log = logging.getLogger(__name__)


class Booth:
    """Any thread may call it; nothing here waits, but `stop`. What is spoken lies in memory only."""

    def __init__(self, microphone: Microphone, player: Player) -> None:
        self._microphone, self._player = microphone, player
        self._jobs: queue.SimpleQueue[Effect | None] = queue.SimpleQueue()
        self._post: Callable[[Event], None] = lambda _: None
        self._thread = threading.Thread(target=self._run, name="booth", daemon=True)

    def start(self, post: Callable[[Event], None]) -> None:
        """Begin to wait for work."""
        self._post = post
        self._thread.start()

    def stop(self) -> None:
        """Silence for good."""
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join()

    def carry_out(self, effect: Effect) -> None:
        """Do what concerns a voice; whatever goes on ends with it."""
        if isinstance(effect, StartRecording | StopRecording | PlayVoice | DropVoice):
            self._jobs.put(effect)

    def _run(self) -> None:
        job = self._jobs.get()
        while job is not None:
            match job:
                case StartRecording():
                    job = self._record()
                case PlayVoice(sound=sound):
                    job = self._play(sound)
                case _:
                    job = self._jobs.get()

    def _next(self) -> Effect | None:
        """What is asked within a beat."""
        try:
            return self._jobs.get(timeout=BEAT_S)
        except queue.Empty:
            return _NOTHING

    def _record(self) -> Effect | None:
        """Record until something else is asked, or it is long enough; return what was asked."""
        try:
            self._microphone.start()
        except HardwareError as error:
            log.warning("nothing can be recorded: %s", error)
            self._post(RecordingFailed())
            return self._jobs.get()
        self._post(RecordingBegan())
        take = _Take(self._microphone)
        while (asked := self._next()) is _NOTHING and not take.full:
            take.listen()
            self._post(LoudnessHeard(bars=take.bars, seconds=take.seconds, quiet=take.quiet))
        sound = take.end()
        if asked is _NOTHING or isinstance(asked, StopRecording):
            self._post(VoiceRecorded(sound=sound))
        return self._jobs.get() if asked is _NOTHING else asked

    def _play(self, sound: bytes) -> Effect | None:
        """Play to the end, or until something else is asked; return what was asked."""
        try:
            self._player.play(opened(sound))
            while (asked := self._next()) is _NOTHING:
                if self._player.ended():
                    self._post(VoicePlayed())
                    return self._jobs.get()
        except HardwareError as error:
            log.warning("a voice cannot be heard: %s", error)
            self._post(VoicePlayed(failed=True))
            return self._jobs.get()
        self._player.stop()
        return asked


class _Take:
    """One recording, packed while it comes in."""

    def __init__(self, microphone: Microphone) -> None:
        self._microphone, self._packed = microphone, OpusWriter()
        self._samples = 0
        self._heard_s = time.monotonic()
        self.bars = 0

    @property
    def seconds(self) -> int:
        return self._samples // RATE

    @property
    def full(self) -> bool:
        return self._samples >= LONGEST_S * RATE

    @property
    def quiet(self) -> bool:
        return time.monotonic() - self._heard_s > QUIET_S

    def listen(self) -> None:
        """Take in what has come, and how loud it is now."""
        level = self._microphone.level()
        self.bars = bars_of(level)
        if level > _FAINTEST:
            self._heard_s = time.monotonic()
        self._take_in()

    def end(self) -> bytes:
        """Return the voice; nothing of it is kept."""
        self._take_in()
        self._microphone.stop()
        return self._packed.finish()

    def _take_in(self) -> None:
        samples = self._microphone.since(self._samples)
        self._packed.write(samples)
        self._samples += len(samples) // 2


def bars_of(level: float) -> int:
    """How many bars of the meter a loudness of 0 to 1 fills: six decibels a bar, as ears count. Pure."""
    if level <= 0:
        return 0
    return min(BARS, max(0, round(BARS + 20 * math.log10(level) / _DB_A_BAR)))
