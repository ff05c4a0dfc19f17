"""What becomes of her voice: one button records and stops, then she hears it, keeps it or speaks again. Pure."""

from msgspec.structs import replace

from classroom.facts import StationErred
from station.session import drafts
from station.session.effects import Hush
from station.session.events import Event
from station.session.recording import of_station
from station.session.state import Assess, Moment, State, Step, Work
from station.session.touches import AgainPressed, BackPressed, KeepPressed, KindPicked
from station.session.voice import (
    DropVoice,
    LoudnessHeard,
    MicrophoneTold,
    PlayPressed,
    PlayVoice,
    RecordingBegan,
    RecordingFailed,
    RecordPressed,
    StartRecording,
    StopRecording,
    Voice,
    VoiceNews,
    VoicePlayed,
    VoiceRecorded,
)


def touched(state: State, screen: Voice, event: Event, moment: Moment) -> Step:
    """What a touch does while she speaks."""
    match event, screen.stage:
        case RecordPressed(), "ready" | "away":
            fresh = Voice(draft=screen.draft, stage="starting")
            return replace(state, screen=fresh), (Hush(), StartRecording())
        case RecordPressed(), "starting" | "recording":
            return replace(state, screen=replace(screen, stage="stopping")), (StopRecording(),)
        case PlayPressed(), "made":
            listening = replace(screen, stage="playing", failed=False)
            return replace(state, screen=listening), (Hush(), PlayVoice(sound=screen.draft.sound))
        case PlayPressed(), "playing":
            return replace(state, screen=replace(screen, stage="made")), (DropVoice(),)
        case ((KeepPressed() | AgainPressed()), "made" | "playing"):
            return _goes_on(state, screen, event, moment)
        case KindPicked(kind=kind), "away":
            return drafts.begin(state, drafts.item_of(screen.draft), kind, moment)
        case BackPressed(), _:
            state, said = drafts.park(state, screen.draft)
            return replace(state, screen=Work(item=drafts.item_of(screen.draft))), (DropVoice(), *said)
    return state, ()


def happened(state: State, event: VoiceNews, moment: Moment) -> Step:
    """What microphone and loudspeaker say, if she still waits for it."""
    match state.screen, event:
        case _, MicrophoneTold(fitted=fitted):
            return replace(state, microphone="ready" if fitted else "none"), ()
        case Voice(stage="starting") as screen, RecordingBegan():
            return _answers(replace(state, screen=replace(screen, stage="recording")))
        case Voice(stage="starting" | "stopping") as screen, RecordingFailed():
            return _sleeps(replace(state, screen=Voice(draft=screen.draft, stage="away")))
        case Voice(stage="starting" | "recording") as screen, LoudnessHeard():
            heard = replace(screen, bars=event.bars, seconds=event.seconds, quiet=event.quiet)
            return replace(state, screen=heard), ()
        case Voice(stage="starting" | "recording" | "stopping") as screen, VoiceRecorded(sound=sound):
            return _recorded(_touched_now(state, moment), screen, sound)
        case Voice(stage="playing") as screen, VoicePlayed(failed=failed):
            screen = replace(screen, stage="made", failed=failed)
            return replace(_touched_now(state, moment), screen=screen), ()
    return state, ()


def behind_the_curtain(step: Step) -> Step:
    """Somebody else stands before the screen: nothing more is recorded, nothing played."""
    state, effects = step
    match state.screen:
        case Voice(stage="starting" | "recording") as screen:
            return replace(state, screen=replace(screen, stage="stopping")), (*effects, StopRecording())
        case Voice(stage="playing") as screen:
            return replace(state, screen=replace(screen, stage="made")), (*effects, DropVoice())
    return step


def _recorded(state: State, screen: Voice, sound: bytes) -> Step:
    """Keep it at once: a minute of speaking is not to be lost with the power."""
    if not sound:
        return replace(state, screen=Voice(draft=screen.draft, failed=True)), ()
    draft = replace(screen.draft, sound=sound)
    made = Voice(draft=draft, stage="made", seconds=screen.seconds)
    return drafts.keep(replace(state, screen=made), draft)


def _goes_on(state: State, screen: Voice, event: Event, moment: Moment) -> Step:
    silent = (DropVoice(),) if screen.stage == "playing" else ()
    if isinstance(event, KeepPressed):
        return replace(state, screen=Assess(draft=screen.draft)), silent
    state, aside = drafts.park(state, screen.draft)
    fresh = Voice(draft=drafts.another(state, screen.draft, moment))
    return replace(state, screen=fresh), (*silent, *aside)


def _answers(state: State) -> Step:
    if state.microphone == "ready":
        return state, ()
    return of_station(replace(state, microphone="ready"), StationErred(part="microphone", what="back"))


def _sleeps(state: State) -> Step:
    if state.microphone == "asleep":
        return state, ()
    return of_station(replace(state, microphone="asleep"), StationErred(part="microphone", what="lost"))


def _touched_now(state: State, moment: Moment) -> State:
    """Her idle time begins now: she spoke or listened until a moment ago."""
    visit = state.visit
    return state if visit is None else replace(state, visit=replace(visit, touched_s=moment.mono_s))
