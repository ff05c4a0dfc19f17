"""The bell, or a grown-up at the hub: what is over, and a short while to finish it. Pure."""

from typing import Final

from station.session import catalog
from station.session.called import Called, Why
from station.session.state import State, Visit
from station.session.touches import DoorPressed, StayPressed
from station.views.door_shapes import StillThereView
from station.views.phrase import Phrase
from station.views.room_words import InRoom
from station.views.scene import spoken
from station.views.shapes import Choice
from station.views.words import Always, Say, is_right_to_left, words

_BY_TEACHER: Final[dict[Why, Phrase]] = {"staff": InRoom.ENDED, "teacher": InRoom.ASKS_FOR_YOU}


class CalledView(StillThereView, frozen=True, kw_only=True):
    """The visit is over; nothing of her work is on the screen meanwhile. It is spoken for everyone."""


def called_view(state: State, visit: Visit, told: Called) -> CalledView:
    """Return what a grown-up wants, a ring that empties, and a way back to the work until then."""
    say = words(visit.lang)
    title = _title(state, visit, told, say)
    return CalledView(
        spoken=spoken(title),
        aloud=True,
        lang=visit.lang,
        rtl=is_right_to_left(visit.lang),
        title=title,
        left_s=told.left_s,
        ring_s=told.ring_s,
        stay=Choice(words=say(InRoom.LET_ME_FINISH), event=StayPressed(), icon="pencil"),
        done=Choice(words=say(InRoom.I_GO), event=DoorPressed(), icon="door-open", kind="main"),
        calm=visit.visitor.document.supports.calm,
    )


def _title(state: State, visit: Visit, told: Called, say: Say) -> str:
    if told.why == "bell":
        return say(InRoom.BELL)
    if told.why in _BY_TEACHER:
        teacher = visit.visitor.document.teacher or state.face.teacher or say(Always.YOUR_TEACHER)
        title = say(_BY_TEACHER[told.why], teacher=teacher)
        return title[:1].upper() + title[1:]
    zone = catalog.zone(state.room, told.zone)
    return say(InRoom.GO_TO, zone=zone.name) if zone else say(InRoom.GO_ELSEWHERE)
