"""The door of grown-ups: a staff card or its typed code, then a PIN on shuffled keys. Pure.

Nothing on screen tells whose card it is before the PIN has opened it.
"""

from math import ceil
from typing import Final

from msgspec.structs import replace

from classroom.tokens import LENGTH, PREFIX, is_token
from station.session import timing
from station.session.curtain import CardCode, Curtain, Hidden, Menu, PinPad, Wait
from station.session.effects import CloseStaff, Effect, Hush, LookAround, LookUpBadge, OpenStaff
from station.session.events import Event, StaffBadgeRead, StaffOpened, StaffRefused
from station.session.state import Moment, Notice, State, Step
from station.session.touches import BackPressed, Backspaced, KeyTyped, WritingDone

FEWEST_DIGITS: Final = 4
MOST_DIGITS: Final = 8
CODE_LETTERS: Final = LENGTH - len(PREFIX)
_DIGITS: Final = "0123456789"
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def card_read(state: State, event: StaffBadgeRead, moment: Moment) -> Step:
    """A grown-up's card: ask for her PIN, in front of whatever is on screen; at her menu it ends that."""
    if state.curtain is not None and state.curtain.staff is not None:
        return put_away(state, moment)
    pad = PinPad(
        badge=event.badge,
        keys=shuffled(moment.fresh_id),
        said="" if event.ready else "unset",
        wait=waiting(event.wait_s, moment),
    )
    return _before(state, pad, moment), (Hush(),)


def code_asked(state: State, moment: Moment) -> Step:
    """A grown-up wants to type the code of her card."""
    return _before(state, CardCode(), moment), ()


def put_away(state: State, moment: Moment) -> Step:
    """Take the curtain away, with all that it opened; whoever was here goes on where she was."""
    if state.curtain is None:
        return state, ()
    visit = state.visit
    if visit is not None:
        visit = replace(visit, touched_s=moment.mono_s, still_s=None)
    return replace(state, curtain=None, visit=visit), (Hush(), CloseStaff())


def coding(state: State, curtain: Curtain, page: CardCode, event: Event, moment: Moment) -> Step:
    """What a key does while a grown-up types the code of her card."""
    match event:
        case KeyTyped(text=text):
            return _coded(state, curtain, page.typed.text + text)
        case Backspaced():
            return _coded(state, curtain, page.typed.text[:-1])
        case BackPressed():
            return put_away(state, moment)
    return state, ()


def pinning(state: State, curtain: Curtain, page: PinPad, event: Event, moment: Moment) -> Step:
    """What a key does while she types her PIN."""
    match event:
        case BackPressed():
            return put_away(state, moment)
        case KeyTyped(text=text) if takes_digits(page):
            digits = "".join(digit for digit in text if digit in _DIGITS)
            typed = Hidden((page.typed.text + digits)[:MOST_DIGITS])
            return _show(state, curtain, replace(page, typed=typed, said="" if digits else page.said)), ()
        case Backspaced() if takes_digits(page):
            return _show(state, curtain, replace(page, typed=Hidden(page.typed.text[:-1]))), ()
        case WritingDone() if takes_digits(page) and len(page.typed.text) >= FEWEST_DIGITS:
            ask = OpenStaff(badge=page.badge, pin=page.typed.text)
            return _show(state, curtain, replace(page, typed=Hidden(), checking=True)), (ask,)
    return state, ()


def takes_digits(page: PinPad) -> bool:
    """Say whether the pad takes a digit now."""
    return not page.checking and page.wait is None and page.said not in {"unset", "resting", "badge"}


def opened(state: State, event: StaffOpened, moment: Moment) -> Step:
    """Card and PIN are hers: show her menu, if she still waits for it."""
    curtain = state.curtain
    if curtain is None or not isinstance(curtain.page, PinPad) or not curtain.page.checking:
        return state, (CloseStaff(),)
    over_s = moment.mono_s + event.lasts_s
    until_s = min(over_s, moment.mono_s + timing.PIN_S)
    shown = Curtain(page=Menu(), staff=event, until_s=until_s, over_s=over_s)
    return replace(state, curtain=shown), (LookAround(),)


def refused(state: State, event: StaffRefused, moment: Moment) -> Step:
    """It did not open: the pad is empty again, its keys in another order. Her menu ends when her time is over."""
    curtain = state.curtain
    if curtain is None or isinstance(curtain.page, CardCode):
        return state, ()
    if not isinstance(curtain.page, PinPad):
        state, effects = put_away(state, moment)
        notice = Notice(what="card_again", until_s=moment.mono_s + timing.NOTICE_S)
        return replace(state, notice=notice), effects
    page = replace(
        curtain.page,
        typed=Hidden(),
        checking=False,
        keys=shuffled(moment.fresh_id),
        said=event.why,
        wait=waiting(event.wait_s, moment),
    )
    return replace(state, curtain=replace(curtain, page=page, until_s=_pin_until(page, moment))), ()


def over(state: State, moment: Moment) -> Step:
    """The keys of the classes are wiped: no face and no name stays."""
    if state.curtain is None or state.curtain.over_s is None:
        return state, ()
    return put_away(state, moment)


def waiting(wait_s: int, moment: Moment) -> Wait | None:
    """Return how long nothing is taken, None when the next try may come."""
    return Wait(until_s=moment.mono_s + wait_s, left_s=wait_s) if wait_s > 0 else None


def waited(wait: Wait | None, moment: Moment) -> Wait | None:
    """Return a wait as it stands now, None when it is over."""
    left_s = ceil(wait.until_s - moment.mono_s) if wait else 0
    return replace(wait, left_s=left_s) if wait and left_s > 0 else None


def shuffled(fresh_id: str) -> str:
    """Return the ten digits in an order that chance gave with an id."""
    chance, left, order = int(fresh_id.replace("-", "")[-12:], 16), list(_DIGITS), ""
    while left:
        chance, place = divmod(chance, len(left))
        order += left.pop(place)
    return order


def _before(state: State, page: PinPad | CardCode, moment: Moment) -> State:
    until_s = _pin_until(page, moment) if isinstance(page, PinPad) else moment.mono_s + timing.PIN_S
    return replace(state, curtain=Curtain(page=page, until_s=until_s), notice=None)


def _pin_until(page: PinPad, moment: Moment) -> float:
    """Return when an untouched pad goes: a pad that waits stays as long as its wait."""
    return timing.PIN_S + (page.wait.until_s if page.wait else moment.mono_s)


def _show(state: State, curtain: Curtain, page: PinPad | CardCode) -> State:
    return replace(state, curtain=replace(curtain, page=page))


def _coded(state: State, curtain: Curtain, text: str) -> Step:
    """Take the letters of a code; the last one looks it up."""
    typed = "".join(letter for letter in text.upper().removeprefix(PREFIX) if letter in _LETTERS)
    typed = typed[:CODE_LETTERS]
    whole = len(typed) == CODE_LETTERS
    if not whole or not is_token(PREFIX + typed):
        return _show(state, curtain, CardCode(typed=Hidden(typed), slip=whole)), ()
    effects: tuple[Effect, ...] = (LookUpBadge(text=PREFIX + typed),)
    return replace(state, curtain=None), effects
