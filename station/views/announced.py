"""What a grown-up says to everybody, on the idle screen and once before somebody's work. Pure."""

from typing import Final

from classroom.announcement import Announcing
from classroom.documents import AnnouncementDocument
from station.session import announced
from station.session.state import State, Visit
from station.session.touches import StayPressed
from station.views.door_shapes import Said
from station.views.phrase import Phrase
from station.views.room_words import InRoom
from station.views.scene import aloud, spoken
from station.views.shapes import Choice, View
from station.views.words import is_right_to_left, words

ICONS: Final[dict[Announcing, str]] = {"info": "megaphone", "move": "footprints", "clear": "brush"}
_TITLES: Final[dict[Announcing, Phrase]] = {
    "info": InRoom.FOR_EVERYBODY,
    "move": InRoom.TIME_TO_MOVE,
    "clear": InRoom.TIME_TO_TIDY,
}


class AnnouncedView(View, frozen=True, kw_only=True):
    """Before her work until she has read it: what for, the words, one button."""

    title: str
    words: str
    icon: str
    seen: Choice
    scale: float = 1.0
    contrast: bool = False
    calm: bool = False


def announced_view(state: State, visit: Visit, said: AnnouncementDocument) -> AnnouncedView:
    """Return the words of a grown-up; spoken, but where nobody speaks only for who needs it."""
    say, document = words(visit.lang), visit.visitor.document
    title, text = say(_TITLES[said.what]), announced.words_of(state, said)
    return AnnouncedView(
        spoken=spoken(title, text),
        aloud=aloud(document) or not announced.is_silent(state, state.face.zone),
        lang=visit.lang,
        rtl=is_right_to_left(visit.lang),
        title=title,
        words=text,
        icon=ICONS[said.what],
        seen=Choice(words=say(InRoom.I_SEE), event=StayPressed(), icon="check", kind="main"),
        scale=document.supports.scale,
        contrast=document.supports.contrast,
        calm=document.supports.calm,
    )


def idle_line(state: State, lang: str) -> Said | None:
    """Return what stands on the idle screen while it lasts."""
    said = announced.newest(state)
    if said is None:
        return None
    title = words(lang)(_TITLES[said.what])
    return Said(title=f"{title}:", words=announced.words_of(state, said), icon=ICONS[said.what])
