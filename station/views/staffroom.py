"""U25: the menu of a grown-up and its questions; a tile stands there only when it does something. Pure."""

from typing import Final

from station.session import observing, staffroom
from station.session.curtain import Curtain, Sure
from station.session.events import StaffOpened
from station.session.observed import ObservePressed
from station.session.staff_touches import (
    CheckInPressed,
    HealthPressed,
    LeaveKioskPressed,
    LockPressed,
    RestartPressed,
    SoundPressed,
    StaffLeft,
    VisitsPressed,
    VolumePicked,
)
from station.session.state import State
from station.session.touches import BackPressed, StayPressed
from station.views.observing_words import AtSeeing
from station.views.scene import spoken
from station.views.shapes import Choice
from station.views.staff_shapes import TilesView
from station.views.words import Always, AtStaff, Say

_LOUD_FROM: Final = 4
_MIDDLE: Final = 3


def menu_view(state: State, curtain: Curtain, staff: StaffOpened, say: Say) -> TilesView:
    """Return what this grown-up can do at this station now."""
    title = say(AtStaff.MENU_HELLO, name=staff.name)
    note = _sent(curtain, say)
    return TilesView(
        spoken=spoken(title, note),
        title=title,
        icon="id-card",
        note=note,
        tiles=(
            *_check_in(staff, say),
            *_observe(staff, say),
            *_visits(state, curtain, say),
            _lock(state, say),
            *([_sound(say)] if state.volume is not None else []),
            Choice(words=say(AtStaff.HOW_IS_IT), event=HealthPressed(), icon="activity"),
            Choice(words=say(AtStaff.RESTART), event=RestartPressed(), icon="rotate-ccw"),
            *([_leave(say)] if staffroom.ADMIN in staff.roles else []),
        ),
        back=Choice(words=say(AtStaff.DONE_HERE), event=StaffLeft(), icon="check"),
        banner="" if state.live else say(Always.SAVING_HERE),
    )


def sound_view(state: State, say: Say) -> TilesView:
    """Return five steps of loudness, the present one marked."""
    title, names = say(AtStaff.SOUND_TITLE), say(AtStaff.LOUDNESS).split("|")
    sample = say(AtStaff.SOUND_TRY)
    tiles = tuple(
        Choice(
            words=name,
            event=VolumePicked(level=level, sample=sample),
            icon=_loud(level),
            chosen=state.volume == level,
        )
        for level, name in enumerate(names, 1)
    )
    note = say(AtStaff.SOUND_NOTE)
    return TilesView(
        spoken=spoken(title, note), title=title, icon="volume-2", note=note, tiles=tiles, back=back(say)
    )


def sure_view(page: Sure, say: Say) -> TilesView:
    """Return the question that comes before the program ends."""
    restart = page.what == "restart"
    title = say(AtStaff.SURE_RESTART if restart else AtStaff.SURE_LEAVE)
    note = say(AtStaff.SURE_NOTE if restart else AtStaff.SURE_LEAVE_NOTE)
    icon = "rotate-ccw" if restart else "log-out"
    yes = say(AtStaff.YES_RESTART if restart else AtStaff.YES_LEAVE)
    return TilesView(
        spoken=spoken(title, note),
        title=title,
        icon=icon,
        note=note,
        tiles=(Choice(words=yes, event=StayPressed(), icon=icon, kind="main"),),
        back=Choice(words=say(AtStaff.NO_BACK), event=BackPressed(), icon="chevron-left"),
    )


def back(say: Say) -> Choice:
    """Return the arrow that leads to the menu."""
    return Choice(words=say(Always.BACK), event=BackPressed(), icon="chevron-left")


def _check_in(staff: StaffOpened, say: Say) -> list[Choice]:
    faces = [face for one in staff.classes for face in one.faces]
    let_in = Choice(
        words=say(AtStaff.LET_IN), event=CheckInPressed(by="word"), icon="user-check", kind="main"
    )
    pictures = Choice(words=say(AtStaff.BY_PICTURES), event=CheckInPressed(by="pictures"), icon="shapes")
    return [
        *([let_in] if faces else []),
        *([pictures] if any(face.pictures for face in faces) else []),
    ]


def _observe(staff: StaffOpened, say: Say) -> list[Choice]:
    if not observing.may_observe(staff) or not any(one.faces for one in staff.classes):
        return []
    return [Choice(words=say(AtSeeing.OBSERVE), event=ObservePressed(), icon="eye")]


def _visits(state: State, curtain: Curtain, say: Say) -> list[Choice]:
    if not staffroom.visits_here(state, curtain):
        return []
    return [Choice(words=say(AtStaff.END_A_VISIT), event=VisitsPressed(), icon="door-open")]


def _lock(state: State, say: Say) -> Choice:
    words = say(AtStaff.OPEN_ZONE if state.locked else AtStaff.LET_REST)
    icon = "lock-open" if state.locked else "lock"
    return Choice(words=words, event=LockPressed(locked=not state.locked), icon=icon, chosen=state.locked)


def _sound(say: Say) -> Choice:
    return Choice(words=say(AtStaff.SOUND), event=SoundPressed(), icon="volume-2")


def _leave(say: Say) -> Choice:
    return Choice(words=say(AtStaff.LEAVE), event=LeaveKioskPressed(), icon="log-out")


def _sent(curtain: Curtain, say: Say) -> str:
    if curtain.health is None:
        return ""
    count = curtain.health.waiting
    return say(AtStaff.SENT_FIRST, count=count) if count else say(AtStaff.ALL_SENT)


def _loud(level: int) -> str:
    return "volume-2" if level >= _LOUD_FROM else "volume-1" if level >= _MIDDLE else "volume"
