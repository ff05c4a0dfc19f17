"""The sample Views as different people see them: young, large letters, long words, strong contrast. Pure."""

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from station.ui.samples import (
    doors,
    drawing,
    helping,
    joining,
    observing,
    overview,
    pairing,
    parts,
    path,
    staff,
    voice,
    work,
)
from station.views.board_shapes import BoardView
from station.views.shapes import Avatar, Choice, Shape, View
from station.views.work_shapes import WriteView

PLAIN: Final[dict[str, View]] = {
    "idle": doors.IDLE,
    "room": doors.ROOM,
    "hello": doors.HELLO,
    "hello-young": doors.HELLO_YOUNG,
    "path": path.PATH,
    "path-started": path.PATH_STARTED,
    "path-set": path.PATH_SET,
    "path-trouble": path.PATH_TROUBLE,
    "path-empty": path.PATH_EMPTY,
    "path-young": path.PATH_YOUNG,
    "started": path.STARTED,
    "started-away": path.STARTED_AWAY,
    "work": work.WORK,
    "work-four": work.WORK_FOUR,
    "work-none": work.WORK_NONE,
    "release": doors.RELEASE,
    "photo": work.PHOTO,
    "photo-taken": work.PHOTO_TAKEN,
    "photo-away": work.PHOTO_AWAY,
    "write": work.WRITE,
    **voice.VOICE,
    **drawing.DRAWN,
    "assess": work.ASSESS,
    "handed-in": work.HANDED_IN,
    "handed-in-failed": work.HANDED_IN_FAILED,
    "feedback": path.FEEDBACK,
    "feedback-paged": path.FEEDBACK_PAGED,
    "feedback-spoken": path.FEEDBACK_SPOKEN,
    "feedback-full": path.FEEDBACK_FULL,
    "room-asleep": doors.ROOM_ASLEEP,
    "idle-old-list": doors.IDLE_OLD_LIST,
    "code": staff.CODE,
    "code-slip": staff.CODE_SLIP,
    "pin": staff.PIN,
    "pin-rests": staff.PIN_RESTS,
    "menu": staff.MENU,
    "menu-few": staff.MENU_FEW,
    "sound": staff.SOUND,
    "sure": staff.SURE,
    "faces": staff.FACES,
    "faces-few": staff.FACES_FEW,
    "faces-none": staff.FACES_NONE,
    "pictures": staff.PICTURES_TAPPED,
    "pictures-again": staff.PICTURES_AGAIN,
    "visits": staff.VISITS,
    "visits-none": staff.VISITS_NONE,
    "health": staff.HEALTH,
    "still-there": doors.STILL_THERE,
    "called": doors.CALLED,
    "announced": doors.ANNOUNCED,
    "idle-announced": doors.IDLE_ANNOUNCED,
    "goodbye": doors.GOODBYE,
    "rests": doors.RESTS,
    "named": doors.NAMED,
    "emptying": doors.EMPTYING,
    **joining.JOIN,
    **overview.OVERVIEW,
    **observing.OBSERVING,
    **pairing.PAIRING,
    **helping.HELPING,
}

LONG_NAME: Final = "Maximiliana-Josephine"
_NOT_WORDS: Final = {
    "icon", "reason_icon", "verdict_icon", "kind", "tone", "verdict_tone", "colour", "letter", "camera", "stage",
    "lang", "spoken", "says", "text", "page",
}  # fmt: skip


def everybody() -> Iterator[tuple[str, View]]:
    """Each View in each of its forms: name, View."""
    for name, view in PLAIN.items():
        yield name, view
        for form, change in FORMS.items():
            changed = change(view)
            if changed is not None:
                yield f"{name}--{form}", changed


def _young(view: View) -> View | None:
    """Return the View in the layout of the young; the path has its own View and nobody's screens are not theirs."""
    frame = getattr(view, "frame", None)
    if frame is None or frame.young or view is path.PATH or isinstance(view, WriteView):
        return None
    young: Any = replace(view, frame=parts.young_frame())
    for name, most in (("claims", 3), ("kinds", 3), ("ideas", 0)):
        if hasattr(young, name):
            young = replace(young, **{name: getattr(young, name)[:most]})
    if hasattr(young, "evidence"):
        young = replace(young, evidence=parts.YOUNG_WAYS[: len(young.evidence)])
    if isinstance(young, BoardView):
        few = tuple(replace(tile, icon=tile.icon or "map", line="", facts=()) for tile in young.tiles[:3])
        return replace(young, tiles=few, columns=3, lines=1, caption="", chips=(), bar=young.bar[-2:])
    return young


def _large(view: View) -> View | None:
    """Return the View with letters half as large again, and less on it."""
    if not hasattr(view, "frame"):
        return replace(view, scale=1.5) if hasattr(view, "scale") else None
    large: Any = replace(view, frame=replace(view.frame, scale=1.5))
    for name, most in (("now", 1), ("next", 1), ("steps", 2), ("drafts", 2)):
        if hasattr(large, name):
            large = replace(large, **{name: getattr(large, name)[:most]})
    if isinstance(large, BoardView) and large.lines > 1:
        large = replace(large, tiles=large.tiles[:4], columns=2, lines=2)
    if getattr(large, "started", None) and hasattr(large, "choose"):
        large = replace(large, choose=None)
    if hasattr(large, "more_now") and large.now:
        large = replace(large, more_now=path.MORE_NOW, more_next=path.MORE_NEXT)
    return large


def _dark(view: View) -> View | None:
    if hasattr(view, "frame"):
        return replace(view, frame=replace(view.frame, contrast=True))
    return replace(view, contrast=True) if hasattr(view, "contrast") else None


def _long(view: View) -> View:
    """Return the View in a language whose words are a third longer, for a child with a long name."""
    long: Any = _mapped(view, lambda words: " ".join(_longer(word) for word in words.split(" ")))
    if isinstance(long, BoardView) and long.lines > 2:
        long = replace(long, tiles=long.tiles[:6], lines=2)
    if hasattr(long, "frame"):
        return replace(long, frame=replace(long.frame, name=LONG_NAME))
    return replace(long, greeting=f"Hello {LONG_NAME}") if hasattr(long, "greeting") else long


def _arabic(view: View) -> View | None:
    if not hasattr(view, "frame"):
        return None
    return replace(view, frame=replace(view.frame, name="أمل محمد (2)", subtitle="أستطيع أن أربط الأفكار"))


def _longer(word: str) -> str:
    return word + word[: ceil(len(word) * 0.35)].lower() if len(word) > 2 and word.isalpha() else word


def _mapped(shape: Any, change: Callable[[str], str]) -> Any:
    if isinstance(shape, tuple):
        return tuple(_mapped(item, change) for item in shape)
    if isinstance(shape, Avatar) or not isinstance(shape, Shape):
        return shape
    fields = {field.name: getattr(shape, field.name) for field in msgspec.structs.fields(shape)}
    if isinstance(shape, Choice) and len(shape.words) < 3:
        return shape
    return replace(
        shape,
        **{
            name: change(value)
            if isinstance(value, str) and name not in _NOT_WORDS
            else _mapped(value, change)
            for name, value in fields.items()
        },
    )


FORMS: Final[dict[str, Callable[[View], View | None]]] = {
    "young": _young,
    "large": _large,
    "long": _long,
    "dark": _dark,
    "arabic": _arabic,
}
