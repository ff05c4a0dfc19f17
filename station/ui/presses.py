"""Turns presses into events, once: a second press within a quarter of a second is a trembling finger."""

from collections.abc import Callable
from typing import Final

from station.session.drawing import StrokeDrawn
from station.session.events import Event
from station.session.touches import KeyTyped
from station.views.shapes import Choice

REPEAT_S: Final = 0.25
KEY_REPEAT_S: Final = 0.1  # the same letter twice is often meant, and quick
TOUCH_S: Final = 1.0


class Presses:
    """`clock()` gives monotonic seconds."""

    def __init__(self, post: Callable[[Event], None], clock: Callable[[], float]) -> None:
        self._post = post
        self._clock = clock
        self._last: Event | None = None  # of letters alone: nothing that was on a screen is kept
        self._at = self._touched = float("-inf")

    def press(self, choice: Choice) -> None:
        """Post the event of a choice, unless the last press was only just now."""
        if isinstance(choice.event, StrokeDrawn):  # a quick hand draws many short lines
            self._touched = self._clock()
            self._post(choice.event)
            return
        now = self._clock()
        letter = isinstance(choice.event, KeyTyped)
        guard = KEY_REPEAT_S if letter else REPEAT_S
        if now - self._at < guard and (not letter or choice.event == self._last):
            return
        self._last, self._at, self._touched = choice.event if letter else None, now, now
        self._post(choice.event)

    def is_new_touch(self) -> bool:
        """Return whether a bare touch is worth telling: at most one a second is."""
        now = self._clock()
        if now - self._touched < TOUCH_S:
            return False
        self._touched = now
        return True
