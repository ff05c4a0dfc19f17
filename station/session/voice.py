"""A voice at a station: her screen, what is asked of the world, what comes back, what a finger says. Pure."""

from typing import Final, Literal

import msgspec

from station.session.effects import Effect
from station.session.events import Event
from station.session.touches import Touch
from station.session.visitor import DraftCard

LONGEST_S: Final = 90
BARS: Final = 8
"""How many bars the meter has."""


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """U09: `draft.sound` once something is recorded; `bars` of the meter and `seconds` while it is.

    `quiet`: nothing was heard for a while. `failed`: what was asked last came to nothing.
    """

    draft: DraftCard
    stage: Literal["ready", "starting", "recording", "stopping", "made", "playing", "away"] = "ready"
    bars: int = 0
    seconds: int = 0
    quiet: bool = False
    failed: bool = False

    @property
    def sounding(self) -> bool:
        """Whether she speaks or listens, and so has no need to touch the screen."""
        return self.stage in {"starting", "recording", "stopping", "playing"}


class StartRecording(Effect, frozen=True, kw_only=True):
    """Record a voice until it is stopped or has the longest time. -> RecordingBegan | RecordingFailed."""


class StopRecording(Effect, frozen=True, kw_only=True):
    """Enough. -> VoiceRecorded, if something is being recorded."""


class PlayVoice(Effect, frozen=True, kw_only=True):
    """Let her hear it again. -> VoicePlayed at its end."""

    sound: bytes

    def __repr__(self) -> str:
        return "PlayVoice(...)"


class DropVoice(Effect, frozen=True, kw_only=True):
    """Neither record nor play any longer, and keep nothing of it. Nothing is posted."""


class VoiceNews(Event, frozen=True, kw_only=True):
    """What microphone and loudspeaker say."""


class MicrophoneTold(VoiceNews, frozen=True, kw_only=True):
    """Whether this station has a microphone at all."""

    fitted: bool


class RecordingBegan(VoiceNews, frozen=True, kw_only=True):
    """Sound is coming in."""


class RecordingFailed(VoiceNews, frozen=True, kw_only=True):
    """The microphone does not answer."""


class LoudnessHeard(VoiceNews, frozen=True, kw_only=True):
    """How loud it is, in bars of the meter, after so many seconds; `quiet`: nothing was heard for two seconds."""

    bars: int
    seconds: int
    quiet: bool = False


class VoiceRecorded(VoiceNews, frozen=True, kw_only=True):
    """What was recorded: Ogg Opus in the open, empty when nothing came."""

    sound: bytes

    def __repr__(self) -> str:
        return "VoiceRecorded(...)"


class VoicePlayed(VoiceNews, frozen=True, kw_only=True):
    """It has come to its end; `failed`: it could not be heard."""

    failed: bool = False


class RecordPressed(Touch, frozen=True, kw_only=True):
    """The one button: record, and stop."""


class PlayPressed(Touch, frozen=True, kw_only=True):
    """Hear it again, or stop hearing it."""
