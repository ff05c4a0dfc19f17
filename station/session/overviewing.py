"""Which of the screens of `overview` a touch opens, and what it does there. Pure."""

from typing import Final

from msgspec.structs import replace

from station.session import choosing, mapping, myself
from station.session.events import Event
from station.session.overview import Choosing, Me, Overview, ShowAgain, TargetCard
from station.session.overview_touches import ChoosePressed, MePressed, SeeAllPressed, TargetOpened
from station.session.state import Feedback, Moment, Path, Started, State, Step

CALM: Final = (Path, Started, Feedback, Choosing, Overview, TargetCard)
"""Screens on which nothing is being made, so that she may go to her own."""


def touched(state: State, event: Event, moment: Moment) -> Step | None:
    """Return the step of a touch that belongs here; None for what is another screen's."""
    screen = state.screen
    match event:
        case MePressed() if isinstance(screen, CALM):
            return replace(state, screen=Me()), ()
        case SeeAllPressed() if isinstance(screen, Path | Me):
            return replace(state, screen=Overview()), ()
        case ChoosePressed() if isinstance(screen, Path):
            return replace(state, screen=Choosing()), ()
        case TargetOpened(target=target) if isinstance(screen, Path):
            return mapping.open_card(state, TargetCard(target=target))
    return _on_screen(state, event, moment)


def _on_screen(state: State, event: Event, moment: Moment) -> Step | None:
    match state.screen:
        case Choosing() as screen:
            return choosing.touched(state, screen, event)
        case Overview() as screen:
            return mapping.touched(state, screen, event)
        case TargetCard() as screen:
            return mapping.card_touched(state, screen, event, moment)
        case ShowAgain() as screen:
            return mapping.asking(state, screen, event, moment)
        case Me() as screen:
            return myself.touched(state, screen, event)
    return None
