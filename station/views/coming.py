"""U03, U07, U22, U23: hello, the place that is kept, still there, goodbye. Pure."""

from classroom.documents import LearnerDocument
from station.session import catalog, hello
from station.session.state import Goodbye, Hello, Release, State, Visit
from station.session.timing import RING_S
from station.session.touches import AvatarPicked, DoorPressed, NotMePressed, StayPressed
from station.views.door_shapes import GoodbyeView, HelloView, ReleaseView, StillThereView
from station.views.idle import trouble_of
from station.views.scene import aloud, avatar, picture, spoken
from station.views.shapes import Avatar, Choice
from station.views.words import AtDoor, Say, is_right_to_left, words


def hello_view(state: State, screen: Hello) -> HelloView:
    """Return name and picture; nothing of her work before we know that it is she.

    Who must tap her own picture does not see it beside her name.
    """
    document, say = screen.visitor.document, words(screen.lang)
    greeting = say(AtDoor.HELLO, name=document.name)
    note, ask = _moved(state, screen, say), say(AtDoor.TAP_PICTURE) if screen.avatars else ""
    trouble = trouble_of(state, say)
    return HelloView(
        spoken=spoken(trouble, greeting, note, ask),
        aloud=aloud(document),
        error=trouble,
        lang=screen.lang,
        rtl=is_right_to_left(screen.lang),
        greeting=greeting,
        avatar=picture("", document.name) if screen.avatars else avatar(document),
        note=note,
        ask=ask,
        avatars=tuple(_to_tap(name, document) for name in screen.avatars),
        not_me=Choice(words=say(AtDoor.NOT_ME), event=NotMePressed(), icon="x"),
        young=document.band.look == "young",
        scale=document.supports.scale,
        contrast=document.supports.contrast,
        calm=document.supports.calm,
    )


def release_view(screen: Release) -> ReleaseView:
    """Return the promise that her place is kept."""
    say = words(screen.lang)
    title, text = say(AtDoor.PLACE_KEPT), say(AtDoor.SCAN_WHEN_BACK)
    return ReleaseView(
        spoken=spoken(title, text),
        lang=screen.lang,
        rtl=is_right_to_left(screen.lang),
        title=title,
        words=text,
        calm=screen.calm,
    )


def still_there_view(visit: Visit) -> StillThereView:
    """Return the question that comes before a screen is freed; nothing of her work is behind it."""
    say, document = words(visit.lang), visit.visitor.document
    title = say(AtDoor.STILL_THERE)
    return StillThereView(
        spoken=spoken(title),
        aloud=aloud(document),
        lang=visit.lang,
        rtl=is_right_to_left(visit.lang),
        title=title,
        left_s=visit.left_s,
        ring_s=RING_S,
        stay=Choice(words=say(AtDoor.YES), event=StayPressed(), icon="check", kind="main"),
        done=Choice(words=say(AtDoor.IM_DONE), event=DoorPressed(), icon="door-open"),
        calm=document.supports.calm,
    )


def goodbye_view(screen: Goodbye) -> GoodbyeView:
    """Return goodbye, with nobody's name."""
    title = words(screen.lang)(AtDoor.BYE)
    return GoodbyeView(
        spoken=spoken(title),
        lang=screen.lang,
        rtl=is_right_to_left(screen.lang),
        title=title,
        calm=screen.calm,
    )


def _moved(state: State, screen: Hello, say: Say) -> str:
    left = hello.moved_from(state, screen.visitor)
    if left is None or left.zone == state.face.zone:
        return ""
    zone = catalog.zone(state.room, left.zone)
    return say(AtDoor.MOVED, zone=zone.name) if zone else say(AtDoor.MOVED_FROM_ANOTHER)


def _to_tap(name: str, document: LearnerDocument) -> tuple[Avatar, Choice]:
    """Return one of three pictures; hers shows her letter when she has no picture."""
    shown = picture(name, document.name)
    return shown, Choice(words="", event=AvatarPicked(avatar=name), icon=name, kind="choice")
