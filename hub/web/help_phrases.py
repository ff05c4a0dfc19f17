"""Calls for help in the words of a page. Pure."""

from typing import Final

from classroom.helping import HelpState
from classroom.visit import HelpKind, Tried
from hub.service.shapes import HandNow

KINDS: Final[dict[HelpKind, tuple[str, str]]] = {
    "stuck": ("hand", "would like help"),
    "look": ("eye", "look at this"),
    "ready": ("presentation", "ready to show"),
    "materials": ("scissors", "needs materials"),
    "screen": ("monitor", "trouble with the screen"),
    "private": ("message-circle", "would like to talk in private"),
    "adult": ("user", "needs an adult"),
}
"""By kind, as a page gets it: what is private is no kind of its own before somebody opens the hand."""
TRIED: Final[dict[Tried, tuple[str, str]]] = {
    "read": ("book-open", "read it again"),
    "asked": ("users", "asked a classmate"),
    "another": ("route", "tried another way"),
}
_ANSWERS: Final[dict[HelpState, tuple[str, str]]] = {
    "seen": ("eye", "{by} has seen it"),
    "coming": ("footprints", "{by} is on the way"),
    "peer": ("users", "a classmate is on the way"),
    "done": ("check", "done"),
    "cancelled": ("check", "not needed any more"),
}


def answered(hand: HandNow) -> tuple[str, str] | None:
    """Return an icon and what is done about a hand; None while nobody has seen it."""
    if hand.state not in _ANSWERS:
        return None
    icon, words = _ANSWERS[hand.state]
    return icon, words.format(by=hand.by or "Somebody")


def main_of(hand: HandNow) -> str:
    """Return the answer that comes next, as the page marks it."""
    return "done" if hand.state in {"coming", "peer"} else "coming"
