"""A scanner that types: told from a person by the speed of the keys."""

import time
from collections.abc import Callable

from hardware import badge

KEY_GAP_S = 0.06  # a scanner leaves 1 to 30 ms between keys, the fastest typist about 80
SETTLED_AFTER_S = 0.2  # for scanners that send no Enter
CODES_APART_S = 0.5
SHORTEST, LONGEST = 8, 128
_ENDS = "\r\n\t"


class KeyBurst:
    """Characters with times go in, whole codes come out. What a person types never does: one pause and it is
    forgotten. A text that is too long, too short or not printable is dropped, and so is a code that follows
    another sooner than a hand could hold it up. Pure.
    """

    def __init__(self, longest: int = LONGEST) -> None:
        self._longest = longest
        self._text = ""
        self._spoilt = False
        self._key_s = self._code_s = float("-inf")

    def typed(self, text: str, at_s: float) -> tuple[str, ...]:
        """Characters that arrived together; Enter (a line feed) or Tab ends a code."""
        codes = [self.settled(at_s)]
        if at_s - self._key_s > KEY_GAP_S:
            self._forget()
        self._key_s = at_s
        for letter in text:
            if letter in _ENDS:
                codes.append(self._finish(at_s))
            elif letter.isprintable() and len(self._text) < self._longest:
                self._text += letter
            else:
                self._spoilt = True
        return tuple(code for code in codes if code)

    def settled(self, now_s: float) -> str | None:
        """The code that ended in silence, if one did."""
        return self._finish(now_s) if now_s - self._key_s > SETTLED_AFTER_S else None

    def _finish(self, now_s: float) -> str | None:
        text = "" if self._spoilt else self._text.strip()
        self._forget()
        if len(text) < SHORTEST or now_s - self._code_s < CODES_APART_S:
            return None
        self._code_s = now_s
        return text

    def _forget(self) -> None:
        self._text, self._spoilt = "", False


class WedgeScanner:
    """The Scanner for a reader that poses as a keyboard; the screen passes on what it is typed."""

    def __init__(self, longest: int = LONGEST, clock: Callable[[], float] = time.monotonic) -> None:
        self._burst = KeyBurst(longest)
        self._clock = clock
        self._post: badge.Post | None = None

    def start(self, post: badge.Post) -> None:
        self._post = post

    def stop(self) -> None:
        self._post = None

    def hear(self, text: str) -> None:
        for code in self._burst.typed(text, self._clock()):
            self._tell(code)

    def tick(self) -> None:
        if code := self._burst.settled(self._clock()):
            self._tell(code)

    def _tell(self, code: str) -> None:
        if self._post is not None:
            self._post(badge.Typed(code))
