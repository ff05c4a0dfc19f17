"""The PIN of a grown-up: four to eight digits, none that a child tries first. Pure."""

from itertools import pairwise
from typing import Final

from classroom.errors import PinRefused

LENGTHS: Final = range(4, 9)
_YEARS: Final = range(1900, 2100)


def check_pin(pin: str) -> None:
    """Raise PinRefused when a PIN cannot stand."""
    if not (pin.isascii() and pin.isdigit() and len(pin) in LENGTHS):
        raise PinRefused("it takes four to eight digits")
    if _repeats(pin):
        raise PinRefused("it only repeats itself")
    if _runs(pin):
        raise PinRefused("its digits stand in a row")
    if len(pin) == len("1999") and int(pin) in _YEARS:
        raise PinRefused("it looks like a year")


def _repeats(pin: str) -> bool:
    """Say whether a PIN is one digit, or one group of digits, again and again: 7777, 1212, 123123."""
    return pin in (pin + pin)[1:-1]


def _runs(pin: str) -> bool:
    """Say whether each digit is one more, or each one less, than the one before: 1234, 9876, 8901."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})
