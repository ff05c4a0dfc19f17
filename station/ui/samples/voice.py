"""Sample Views of speaking a piece. Pure."""

from msgspec.structs import replace

from station.session import touches
from station.session.voice import PlayPressed, RecordPressed
from station.ui.samples.parts import BACK, I_CAN, choice, frame
from station.views.shapes import View
from station.views.voice_shapes import Meter, VoiceView

READY = VoiceView(
    frame=frame("Because Bridges"),
    stage="ready",
    title="Press, then say it",
    starters=(I_CAN, "I found out that …", "First I …, then I …"),
    meter=Meter(icon="mic", share=1.0, bars=0, of=8),
    main=choice("Record", RecordPressed(), "mic", "main"),
    others=(),
    back=BACK,
)
RECORDING = replace(
    READY, stage="recording", title="I am listening", main=choice("Stop", RecordPressed(), "square", "main"),
    meter=Meter(icon="mic", share=0.72, bars=5, of=8, words="65 s left", lively=True),
)  # fmt: skip
QUIET = replace(RECORDING, error="I can't hear you. Closer?", meter=replace(RECORDING.meter, bars=0))
MADE = replace(
    READY, stage="made", title="You said it. Keep it?", starters=(),
    meter=Meter(icon="audio-lines", share=1.0, bars=0, of=8, words="25 s"),
    main=choice("Keep", touches.KeepPressed(), "check", "main"),
    others=(
        choice("Hear it", PlayPressed(), "headphones"),
        choice("Say it again", touches.AgainPressed(), "rotate-ccw"),
    ),
)  # fmt: skip
AWAY = replace(
    READY, stage="away", title="Microphone is asleep. Try another way.", starters=(),
    meter=replace(READY.meter, icon="mic-off"),
    main=choice("Try the microphone", RecordPressed(), "mic", "main"),
    others=(
        choice("Photo instead", touches.KindPicked(kind="photo"), "camera"),
        choice("Write instead", touches.KindPicked(kind="writing"), "pencil"),
    ),
)  # fmt: skip
VOICE: dict[str, View] = {
    "voice": READY,
    "voice-recording": RECORDING,
    "voice-quiet": QUIET,
    "voice-made": MADE,
    "voice-away": AWAY,
}
