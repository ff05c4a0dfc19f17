"""All that can happen while a voice is recorded or a drawing made, and what comes of it."""

from classroom.learner import Consent
from station.session import drawing, voice
from station.session.effects import Effect
from station.session.events import Event
from tests.unit.station.room import JPEG, OPUS

SPEAKS = Consent(photo=True, voice=True)
VOICES: tuple[Event, ...] = (
    voice.MicrophoneTold(fitted=True), voice.RecordingBegan(), voice.RecordingFailed(), voice.VoicePlayed(),
    voice.LoudnessHeard(bars=3, seconds=5), voice.LoudnessHeard(bars=0, seconds=2, quiet=True),
    voice.VoiceRecorded(sound=OPUS), voice.VoiceRecorded(sound=b""), voice.RecordPressed(), voice.PlayPressed(),
)  # fmt: skip
DRAWINGS: tuple[Event, ...] = (
    drawing.StrokeDrawn(points=(10, 10, 500, 500)), drawing.StrokeDrawn(points=(-5, 9_999)), drawing.StrokeDrawn(),
    drawing.ColourPicked(colour=4), drawing.WidthPicked(width=2), drawing.StrokeUndone(), drawing.PapersPressed(),
    drawing.ClearPressed(), drawing.ClearPressed(sure=True), drawing.PaperPicked(paper="grid"),
    drawing.PaperPicked(paper="photo"), drawing.DrawingDone(), drawing.DrawingPainted(draft="d", jpeg=JPEG),
)  # fmt: skip


def answer_of(effect: Effect, *, fine: bool) -> Event:
    """What comes of recording, stopping and painting."""
    if isinstance(effect, drawing.PaintDrawing):
        return drawing.DrawingPainted(draft=effect.draft.draft, jpeg=JPEG if fine else b"")
    if isinstance(effect, voice.StopRecording):
        return voice.VoiceRecorded(sound=OPUS)
    return voice.RecordingBegan() if fine else voice.RecordingFailed()
