"""The booth: one thread between a microphone, a loudspeaker and the session."""

import array
import math
import queue
from collections.abc import Callable, Iterator

import pytest

from hardware.fake import FakeMicrophone, FakePlayer
from hardware.microphone import RATE, wav
from hardware.opus import opened
from station.perform.booth import Booth, bars_of
from station.session.events import Event
from station.session.voice import (
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
from tests.unit.hardware.sound import samples_of
from tests.waiting import until

HUM = array.array("h", [round(9_000 * math.sin(at / 9)) for at in range(RATE)]).tobytes()


class Room:
    """A booth with fake things in it, whose events arrive in a queue."""

    def __init__(self) -> None:
        self.microphone, self.player = FakeMicrophone(), FakePlayer()
        self.booth = Booth(self.microphone, self.player)
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def wait_for(self, kind: type[Event]) -> Event:
        while not isinstance(event := self.events.get(timeout=10), kind):
            pass
        return event

    def hears(self, met: Callable[[LoudnessHeard], bool]) -> list[LoudnessHeard]:
        """What the meter told until it told this."""
        told: list[LoudnessHeard] = []
        while not told or not met(told[-1]):
            heard = self.wait_for(LoudnessHeard)
            assert isinstance(heard, LoudnessHeard)
            told.append(heard)
        return told

    def records(self, samples: bytes = HUM) -> bytes:
        """Record this and return the voice."""
        self.booth.carry_out(StartRecording())
        self.wait_for(RecordingBegan)
        self.microphone.speak(wav(samples))
        self.booth.carry_out(StopRecording())
        made = self.wait_for(VoiceRecorded)
        assert isinstance(made, VoiceRecorded)
        return made.sound


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    made.booth.start(made.events.put)
    yield made
    made.booth.stop()


def test_what_is_spoken_comes_back_as_a_voice(room: Room) -> None:
    assert len(samples_of(opened(room.records()))) == len(HUM)
    assert room.records(b"") == b"", "the next one begins anew"


def test_the_meter_moves_and_silence_is_told_after_two_seconds(room: Room) -> None:
    room.booth.carry_out(StartRecording())
    room.wait_for(RecordingBegan)
    room.microphone.speak(wav(HUM))
    loud = room.hears(lambda heard: heard.bars > 0)
    assert not loud[-1].quiet
    room.microphone.speak(wav(bytes(RATE)))
    soft = room.hears(lambda heard: heard.quiet)
    assert soft[-1].bars == 0
    assert len(soft) >= 9


def test_ninety_seconds_are_the_most(room: Room) -> None:
    room.booth.carry_out(StartRecording())
    room.wait_for(RecordingBegan)
    room.microphone.speak(wav(bytes(2 * 91 * RATE)))
    assert isinstance(room.wait_for(VoiceRecorded), VoiceRecorded)


def test_a_microphone_that_is_not_there_is_told(room: Room) -> None:
    room.microphone.unplug()
    room.booth.carry_out(StartRecording())
    assert room.wait_for(RecordingFailed) == RecordingFailed()


def test_what_is_dropped_is_told_to_nobody(room: Room) -> None:
    room.booth.carry_out(StartRecording())
    room.wait_for(RecordingBegan)
    room.booth.carry_out(DropVoice())
    room.booth.carry_out(PlayVoice(sound=b"no voice"))
    assert room.wait_for(VoicePlayed) == VoicePlayed(failed=True)
    assert room.microphone.level() == 0.0, "it records no longer"


def test_a_voice_is_played_to_its_end_or_cut_short(room: Room) -> None:
    sound = room.records()
    room.booth.carry_out(PlayVoice(sound=sound))
    until(lambda: room.player.played)
    room.player.end()
    assert room.wait_for(VoicePlayed) == VoicePlayed()
    room.booth.carry_out(PlayVoice(sound=sound))
    room.booth.carry_out(DropVoice())
    room.booth.carry_out(PlayVoice(sound=b"no voice"))
    assert room.wait_for(VoicePlayed) == VoicePlayed(failed=True), "the second one was cut short"
    assert room.player.ended()


def test_six_decibels_are_a_bar() -> None:
    assert [bars_of(level) for level in (0.0, 0.001, 0.01, 0.25, 0.5, 1.0)] == [0, 0, 1, 6, 7, 8]
