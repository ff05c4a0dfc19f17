"""How long things stay, and when the session must be looked at again. Pure."""

from typing import Final

from classroom.documents import SettingsDocument
from station.session.curtain import PictureWindow, PinPad
from station.session.state import Feedback, Goodbye, Hello, Idle, Release, State, Visit
from station.session.together import SecondBadge
from station.session.voice import Voice

HELLO_S: Final = 1.5
AVATARS_S: Final = 20.0
NOTICE_S: Final = 4.0
ASKING_S: Final = 30.0
"""How long the room list of "No badge?" and a language that somebody chose stay on the idle screen."""
LOOK_UP_S: Final = 10.0
PIN_S: Final = 30.0
"""How long a grown-up's page stays that nobody touches."""
RELEASE_S: Final = 2.0
GOODBYE_S: Final = 1.0
RING_S: Final = 30
GONE_S: Final = 4.0
"""A code that was not seen for so long has left the camera; seen again, it is a new scan."""
SOUNDING_S: Final = 300.0
"""How long nobody has to touch the screen while a voice is recorded or played."""
_FACTOR: Final = {"x1": 1, "x3": 3, "x10": 10}
_LETTERS_A_SECOND: Final = 8.0


def idle_s(visit: Visit, settings: SettingsDocument) -> float | None:
    """Return the seconds without a touch after which we ask; None for a learner with all the time."""
    document = visit.visitor.document
    factor = _FACTOR.get(document.supports.time)
    if factor is None:
        return None
    return settings.idle_s.get(document.band.density, 60) * factor


def speaking_s(text: str) -> float:
    """Return about how long it takes to say a text."""
    return 2.0 + len(text) / _LETTERS_A_SECOND


def visit_deadline(state: State) -> float | None:
    """Return when "still there?" is due, or the next second of its ring or of the time to finish."""
    visit = state.visit
    if visit is None or state.curtain is not None:
        return None
    if visit.called is not None:
        return visit.called.until_s - (0 if visit.called.seen else visit.called.left_s - 1)
    if visit.announced is not None:
        return visit.announced.until_s
    if visit.still_s is not None:
        return visit.still_s + (RING_S - visit.left_s) + 1
    idle = idle_s(visit, state.room.settings)
    if idle is not None and _sounds(state):
        idle = max(idle, SOUNDING_S)
    return None if idle is None else visit.touched_s + idle


def _sounds(state: State) -> bool:
    """Whether she speaks or listens, and so has no need to touch the screen."""
    if isinstance(state.screen, Feedback):
        return state.screen.listening is not None and state.screen.listening.stage == "playing"
    return isinstance(state.screen, Voice) and state.screen.sounding


def deadline(state: State) -> float | None:
    """Return the monotonic second at which `Ticked` must be posted, None when nothing waits."""
    due = [visit_deadline(state), *_curtain_due(state)]
    if state.curtain is None and isinstance(state.screen, Idle | Hello | Release | Goodbye):
        due.append(state.screen.until_s)
    if state.notice is not None:
        due.append(state.notice.until_s)
    due += [state.named_until_s, *(order.until_s for order in state.orders)]
    return min((one for one in due if one is not None), default=None)


def _curtain_due(state: State) -> list[float]:
    """Return when the page in front of the screen goes, and the next second of its wait."""
    curtain = state.curtain
    if curtain is None:
        return []
    if isinstance(curtain.page, SecondBadge):
        return [curtain.until_s - (curtain.page.left_s - 1)]
    wait = curtain.page.wait if isinstance(curtain.page, PinPad | PictureWindow) else None
    return [curtain.until_s, *([wait.until_s - (wait.left_s - 1)] if wait else [])]
