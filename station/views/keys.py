"""The keys of the writing screen: four rows, Done among them. Pure."""

from typing import Final, Literal

from station.session.touches import Backspaced, KeysTurned, KeyTyped, WritingDone
from station.views.shapes import Choice
from station.views.words import AtWork, Say
from station.views.work_shapes import Key

Layer = Literal["small", "capital", "signs"]
_LETTERS: Final = ("qwertyuiop", "asdfghjkl'", "zxcvbnm")
_SIGNS: Final = ("1234567890", "+-×÷=%/()°", '!:;"€$&')
_END: Final = (",", ".", "?")
_ROW: Final = 10.0


def keys(layer: Layer, say: Say, *, done: bool) -> tuple[tuple[Key, ...], ...]:
    """Return four rows, each ten letters wide; `done` enables Done."""
    rows = _SIGNS if layer == "signs" else _LETTERS
    first, second, third = (
        tuple(_letter(one.upper() if layer == "capital" else one) for one in row) for row in rows
    )
    return first, second, (_shift(layer, say), *third, _delete(say)), _last_row(layer, say, done=done)


def _letter(letter: str) -> Key:
    return Key(choice=Choice(words=letter, event=KeyTyped(text=letter), says=letter))


def _shift(layer: Layer, say: Say) -> Key:
    if layer == "signs":
        line = Choice(words="", event=KeyTyped(text="\n"), icon="corner-down-left", says=say(AtWork.NEW_LINE))
        return Key(choice=line, width=1.5)
    turned = KeysTurned(to="small" if layer == "capital" else "capital")
    shift = Choice(
        words="", event=turned, icon="arrow-big-up", chosen=layer == "capital", says=say(AtWork.SHIFT)
    )
    return Key(choice=shift, width=1.5)


def _delete(say: Say) -> Key:
    return Key(choice=Choice(words="", event=Backspaced(), icon="delete", says=say(AtWork.DELETE)), width=1.5)


def _last_row(layer: Layer, say: Say, *, done: bool) -> tuple[Key, ...]:
    turned = KeysTurned(to="small" if layer == "signs" else "signs")
    other = say(AtWork.LETTERS if layer == "signs" else AtWork.SIGNS)
    ends = tuple(_letter(one) for one in _END)
    space = Choice(words=say(AtWork.SPACE), event=KeyTyped(text=" "), icon="space")
    end = Choice(words=say(AtWork.DONE), event=WritingDone(), icon="check", kind="main", enabled=done)
    widths = (1.5, 2.0)
    return (
        Key(choice=Choice(words=other, event=turned), width=widths[0]),
        Key(choice=space, width=_ROW - sum(widths) - len(ends)),
        *ends,
        Key(choice=end, width=widths[1]),
    )
