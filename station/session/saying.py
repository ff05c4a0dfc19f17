"""What is said aloud, and how long nobody is thought to be idle meanwhile. Pure."""

from msgspec.structs import replace

from station.session import timing
from station.session.effects import Hush, Say
from station.session.state import Moment, State, Step, lang_of
from station.session.voice import Voice


def say(state: State, text: str, moment: Moment) -> Step:
    """Read aloud; the idle time begins when that is over. Nobody speaks into her recording."""
    if isinstance(state.screen, Voice) and state.screen.stage in {"starting", "recording"}:
        return state, ()
    effect = Say(text=text, lang=lang_of(state)) if text else Hush()
    visit = state.visit
    if visit is None or visit.still_s is not None:
        return state, (effect,)
    touched_s = max(visit.touched_s, moment.mono_s + timing.speaking_s(text))
    return replace(state, visit=replace(visit, touched_s=touched_s)), (effect,)
