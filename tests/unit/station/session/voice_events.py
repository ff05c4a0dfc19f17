"""All that a voice can say at a station, and what a microphone answers."""

from classroom.learner import Consent
from station.session import voice
from station.session.effects import Effect
from station.session.events import Event
from tests.unit.station.room import OPUS

SPEAKS = Consent(photo=True, voice=True)
VOICES: tuple[Event, ...] = (
    voice.MicrophoneTold(fitted=True), voice.RecordingBegan(), voice.RecordingFailed(), voice.VoicePlayed(),
    voice.LoudnessHeard(bars=3, seconds=5), voice.LoudnessHeard(bars=0, seconds=2, quiet=True),
    voice.VoiceRecorded(sound=OPUS), voice.VoiceRecorded(sound=b""), voice.RecordPressed(), voice.PlayPressed(),
)  # fmt: skip


def answer_of(effect: Effect, *, fine: bool) -> Event:
    """What comes of starting or stopping to record."""
    if isinstance(effect, voice.StopRecording):
        return voice.VoiceRecorded(sound=OPUS)
    return voice.RecordingBegan() if fine else voice.RecordingFailed()
