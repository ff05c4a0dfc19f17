"""How she hears what a grown-up said: asked first, for others may hear it too; then fetched, opened, played. Pure."""

from msgspec.structs import replace

from classroom.documents import FeedbackCard, FeedbackLine, MediaKey
from station.session.effects import FetchMedia, Hush
from station.session.events import Event, MediaAway, MediaReady
from station.session.spoken import Listening, SpokenPressed
from station.session.state import Feedback, State, Step, Visit
from station.session.voice import DropVoice, PlayVoice, VoicePlayed


def pressed(state: State, screen: Feedback, card: FeedbackCard, event: SpokenPressed, visit: Visit) -> Step:
    """The first press asks "play it here?", the second plays it, the third is silence."""
    voice = voice_of(card, event.feedback)
    if voice is None:
        return state, ()
    now = screen.listening
    if now is None or now.feedback != event.feedback or now.stage == "away":
        return _turn(state, screen, Listening(feedback=event.feedback)), ()
    if now.stage == "asking":
        known = dict(visit.media).get(voice.media)
        if known is not None:
            return _play(state, screen, now, known)
        return _turn(state, screen, replace(now, stage="fetching")), (FetchMedia(media=voice),)
    return _turn(state, screen, None), (DropVoice(),) if now.stage == "playing" else ()


def happened(state: State, event: Event, cards: tuple[FeedbackCard, ...]) -> Step:
    """What was fetched is played, if she still waits for it; what is over is over."""
    screen = state.screen
    if not isinstance(screen, Feedback) or screen.listening is None or state.curtain is not None:
        return state, ()
    now = screen.listening
    voice = next((found for card in cards if (found := voice_of(card, now.feedback))), None)
    match event, now.stage:
        case MediaReady(media=media, data=data), "fetching" if voice and voice.media == media:
            return _play(state, screen, now, data)
        case MediaAway(media=media), "fetching" if voice and voice.media == media:
            return _turn(state, screen, replace(now, stage="away")), ()
        case VoicePlayed(failed=failed), "playing":
            return _turn(state, screen, replace(now, stage="away") if failed else None), ()
    return state, ()


def silence(before: State, step: Step) -> Step:
    """Whatever takes her away from the line that plays, or draws a curtain before it, ends it."""
    state, effects = step
    was, now = before.screen, state.screen
    if not isinstance(was, Feedback) or was.listening is None or was.listening.stage != "playing":
        return step
    if isinstance(now, Feedback):
        if now.evidence == was.evidence and state.curtain is None:
            return step
        state = _turn(state, now, None)
    return state, (DropVoice(), *effects)


def voice_of(card: FeedbackCard, feedback: str) -> MediaKey | None:
    """Return the file of a line that is a voice."""
    found: FeedbackLine | None = next((line for line in card.lines if line.feedback == feedback), None)
    return found.voice if found else None


def _play(state: State, screen: Feedback, now: Listening, sound: bytes) -> Step:
    return _turn(state, screen, replace(now, stage="playing")), (Hush(), PlayVoice(sound=sound))


def _turn(state: State, screen: Feedback, now: Listening | None) -> State:
    return replace(state, screen=replace(screen, listening=now))
