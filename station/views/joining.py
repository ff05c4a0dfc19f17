"""What a station shows that belongs to no room yet: where to hold the code, keys to type it, three pictures. Pure."""

from typing import Final

from classroom.wire.claims import in_groups
from station.session.joining import Newcomer, StopPressed, Trouble, TypeCodePressed
from station.session.touches import BackPressed
from station.views.joining_words import Joining, picture_words
from station.views.keys import keys
from station.views.scene import spoken
from station.views.shapes import Choice, Shape, View
from station.views.words import Phrase, Say, words
from station.views.work_shapes import Key

TROUBLES: Final[dict[Trouble, Phrase]] = {
    "code": Joining.NOT_A_CODE,
    "away": Joining.HUB_AWAY,
    "other": Joining.OTHER_HUB,
    "old": Joining.CODE_OLD,
    "person": Joining.SENT_AWAY,
    "often": Joining.TOO_OFTEN,
    "failed": Joining.FAILED,
}


class PictureShown(Shape, frozen=True, kw_only=True):
    """One of the three: its icon and its name."""

    icon: str
    words: str


class JoinView(View, frozen=True, kw_only=True):
    """A station that is new here. `live`: the camera is looked through; `pictures` once the hub answers.

    `button` is None where there is nothing to press.
    """

    title: str
    hint: str
    note: str
    icon: str
    live: bool
    pictures: tuple[PictureShown, ...]
    button: Choice | None


class JoinKeysView(View, frozen=True, kw_only=True):
    """The code as far as it is typed, and four rows of keys."""

    title: str
    text: str
    placeholder: str
    keys: tuple[tuple[Key, ...], ...]
    back: Choice


def joining_view(state: Newcomer, lang: str = "en") -> JoinView | JoinKeysView:
    """Return the screen of a station without a room; nobody of the room can be on it."""
    say = words(lang)
    error = say(TROUBLES[state.trouble]) if state.trouble else ""
    if state.stage == "type":
        title = say(Joining.TYPE_HERE)
        return JoinKeysView(
            spoken=spoken(error or title), error=error, lang=lang, title=title, text=in_groups(state.typed),
            placeholder="WSJ1 \u2026", keys=keys(state.layer, say, done=bool(state.typed.strip())),
            back=Choice(words=say(Joining.TO_CAMERA), event=BackPressed(), icon="chevron-left"),
        )  # fmt: skip
    titles = {"looking": Joining.LOOKING, "pictures": Joining.COMPARE, "in": Joining.WELCOME}
    notes = {"scan": Joining.WHERE, "pictures": Joining.ANSWER_THERE}
    hint = say(Joining.SCAN if state.camera else Joining.BLIND) if state.stage == "scan" else ""
    title = say(titles.get(state.stage, Joining.TITLE))
    note = say(notes[state.stage]) if state.stage in notes else ""
    return JoinView(
        spoken=spoken(error, title, hint, note),
        error=error,
        lang=lang,
        title=title,
        hint=hint,
        note=note,
        icon={"looking": "wifi", "in": "badge-check"}.get(state.stage, "scan-qr-code"),
        live=state.stage == "scan" and state.camera,
        pictures=tuple(
            PictureShown(icon=picture, words=say(picture_words(picture))) for picture in state.pictures
        ),
        button=_button(state, say),
    )


def _button(state: Newcomer, say: Say) -> Choice | None:
    if state.stage == "scan":
        return Choice(words=say(Joining.TYPE), event=TypeCodePressed(), icon="keyboard")
    if state.stage in {"looking", "pictures"}:
        return Choice(words=say(Joining.STOP), event=StopPressed(), icon="x")
    return None
