"""U26: herself; another language for this visit, and how this place works. Pure."""

from msgspec.structs import replace

from station.session.events import Event
from station.session.overview import Me
from station.session.overview_touches import HowItWorksPressed, LanguageAsked, LanguagePicked, LeafTurned
from station.session.state import Path, State, Step, present
from station.session.touches import BackPressed


def touched(state: State, screen: Me, event: Event) -> Step:
    """What a touch does; a language is hers until she goes, and the screen that she sees next speaks it."""
    match event:
        case LanguageAsked():
            return replace(state, screen=Me(what="language")), ()
        case HowItWorksPressed():
            return replace(state, screen=Me(what="how")), ()
        case LanguagePicked(lang=lang) if lang in state.room.settings.langs:
            return replace(state, screen=Path(), visit=replace(present(state), lang=lang)), ()
        case LeafTurned(by=by):
            return replace(state, screen=replace(screen, page=max(0, screen.page + by))), ()
        case BackPressed():
            return replace(state, screen=Path() if screen.what == "tiles" else Me()), ()
    return state, ()
