"""The door of grown-ups: the code of a card, the PIN on shuffled keys. Whose card it is stands nowhere. Pure."""

from typing import Final

from station.session import grownups
from station.session.curtain import CardCode, PinPad, Wait
from station.session.touches import BackPressed, Backspaced, KeyTyped, WritingDone
from station.views.scene import spoken
from station.views.shapes import Choice, Dots
from station.views.staff_shapes import CodeView, PinView
from station.views.words import AtStaff, Phrase, Say
from station.views.work_shapes import Key

_GROUP: Final = 3
_MISSING: Final = "·"
_LONG_WAIT_S: Final = 120
_CODE_ROWS: Final = ("234567", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_SAID: Final[dict[str, Phrase]] = {
    "": AtStaff.PIN_NOTE,
    "pin": AtStaff.PIN_AGAIN,
    "wait": AtStaff.PIN_AGAIN,
    "unset": AtStaff.PIN_UNSET,
    "resting": AtStaff.CARD_RESTS,
    "badge": AtStaff.CARD_AGAIN,
}


def code_view(page: CardCode, say: Say) -> CodeView:
    """Return the letters so far in groups of three, as they are printed on the card."""
    title, note = say(AtStaff.CODE_TITLE), say(AtStaff.CODE_SLIP if page.slip else AtStaff.CODE_NOTE)
    return CodeView(
        spoken=spoken(title, note),
        title=title,
        groups=_groups(page.typed.text),
        note=note,
        slip=page.slip,
        keys=code_keys(say),
        back=_cancel(say),
    )


def pin_view(page: PinPad, say: Say) -> PinView:
    """Return dots and keys; while a try is looked at, or after many, no key can be pressed."""
    title, rests = say(AtStaff.PIN_TITLE), not grownups.takes_digits(page)
    note = said_wait(page.wait, say) if page.wait else say(_SAID[page.said])
    note = say(AtStaff.ONE_MOMENT) if page.checking else note
    typed = len(page.typed.text)
    return PinView(
        spoken=spoken(title, note),
        title=title,
        dots=Dots(filled=typed, asked=max(typed, grownups.FEWEST_DIGITS)),
        note=note,
        keys=pin_keys(page.keys, say, rests=rests, enough=typed >= grownups.FEWEST_DIGITS),
        rests=rests,
        back=_cancel(say),
    )


def said_wait(wait: Wait, say: Say) -> str:
    """Return how long to wait, in seconds or, when it is long, in whole minutes."""
    if wait.left_s <= _LONG_WAIT_S:
        return say(AtStaff.WAIT_SECONDS, seconds=wait.left_s)
    return say(AtStaff.WAIT_MINUTES, minutes=-(-wait.left_s // 60))


def _groups(typed: str) -> tuple[str, ...]:
    whole = typed.ljust(grownups.CODE_LETTERS, _MISSING)
    return tuple(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def code_keys(say: Say) -> tuple[tuple[Key, ...], ...]:
    """Return four rows of the letters that a code can have."""
    rows = [tuple(_key(letter) for letter in row) for row in _CODE_ROWS]
    return (*rows[:-1], (*rows[-1], Key(choice=_erase(say), width=2.0)))


def pin_keys(order: str, say: Say, *, rests: bool, enough: bool) -> tuple[tuple[Key, ...], ...]:
    """Return three rows of three digits, then erase, the last digit, OK."""
    digits = [_key(digit, enabled=not rests) for digit in order]
    end = Choice(
        words=say(AtStaff.PRESS_OK),
        event=WritingDone(),
        icon="check",
        kind="main",
        enabled=enough and not rests,
    )
    last = (Key(choice=_erase(say, enabled=not rests)), digits[9], Key(choice=end))
    return tuple(digits[0:3]), tuple(digits[3:6]), tuple(digits[6:9]), last


def _key(letter: str, *, enabled: bool = True) -> Key:
    return Key(choice=Choice(words=letter, event=KeyTyped(text=letter), says=letter, enabled=enabled))


def _erase(say: Say, *, enabled: bool = True) -> Choice:
    says = say(AtStaff.ERASE)
    return Choice(words="", event=Backspaced(), icon="delete", says=says, enabled=enabled)


def _cancel(say: Say) -> Choice:
    return Choice(words=say(AtStaff.CANCEL), event=BackPressed(), icon="x")
