"""The four rows of keys of the writing screen, as the gallery shows them. Pure."""

from typing import Final

from station.session import touches
from station.session.events import Event
from station.views.shapes import Choice
from station.views.work_shapes import Key


def _key(words: str, event: Event, width: float = 1.0, icon: str = "") -> Key:
    main = isinstance(event, touches.WritingDone)
    return Key(
        choice=Choice(
            words=words, event=event, icon=icon, kind="main" if main else "plain", says=words or icon
        ),
        width=width,
    )


def _letters(row: str) -> tuple[Key, ...]:
    return tuple(_key(letter, touches.KeyTyped(text=letter)) for letter in row)


KEYS: Final = (
    _letters("qwertyuiop"),
    _letters("asdfghjkl"),
    (
        _key("", touches.KeysTurned(to="capital"), 1.5, "arrow-big-up"),
        *_letters("zxcvbnm"),
        _key("", touches.Backspaced(), 1.5, "delete"),
    ),
    (
        _key("123", touches.KeysTurned(to="signs"), 1.5),
        _key(",", touches.KeyTyped(text=",")),
        _key("", touches.KeyTyped(text=" "), 4.0, "space"),
        _key(".", touches.KeyTyped(text=".")),
        _key("Done", touches.WritingDone(), 2.5, "check"),
    ),
)
