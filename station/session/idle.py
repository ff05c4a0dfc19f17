"""The idle screen: the room, a language for the next visit, nobody's badge. Pure."""

from msgspec.structs import replace

from station.session import grownups, timing
from station.session.events import Event
from station.session.staff_touches import CodePressed
from station.session.state import Idle, Moment, State, Step, lang_of
from station.session.touches import LanguagePressed, NoBadgePressed


def touched(state: State, screen: Idle, event: Event, moment: Moment) -> Step:
    """What a touch does while nobody is here."""
    until_s = moment.mono_s + timing.ASKING_S
    match event:
        case NoBadgePressed():
            return replace(state, screen=replace(screen, asking=not screen.asking, until_s=until_s)), ()
        case CodePressed() if state.camera == "asleep":
            return grownups.code_asked(state, moment)
        case LanguagePressed():
            screen = replace(screen, lang=_next_language(state), until_s=until_s)
            return replace(state, screen=screen), ()
    return state, ()


def _next_language(state: State) -> str:
    langs, now = state.room.settings.langs, lang_of(state)
    return langs[(langs.index(now) + 1) % len(langs)] if now in langs else lang_of(state)
