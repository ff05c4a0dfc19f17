"""A link over which nobody speaks: after which silence to ask, to count the hub as gone, to connect anew. Pure."""

import math
from typing import Final

QUIET_S: Final = 5.0
"""So long may a quiet hub say nothing before it is asked for a word."""
SILENCE_S: Final = 10.0
"""So long may the hub leave everything unanswered before it counts as gone."""
RENEW_S: Final = 15.0
"""After so long a silence a new connection is tried: the old one may lead nowhere. Then twice as long each time."""
LONGEST_S: Final = 120.0


class Silence:
    """What we heard last, and since when an answer is owed; monotonic seconds."""

    def __init__(self) -> None:
        self._heard_s = self._owed_s = self._renew_s = math.inf
        self._pause_s = RENEW_S

    def connected(self, now_s: float) -> None:
        """A connection stands; nobody has spoken on it."""
        self._heard_s, self._owed_s = now_s, math.inf
        self._renew_s = now_s + self._pause_s

    def asked(self, now_s: float) -> None:
        """Something was said that wants an answer."""
        self._owed_s = min(self._owed_s, now_s)

    def forgiven(self) -> None:
        """Nothing is owed any more: whatever was asked is asked anew."""
        self._owed_s = math.inf

    def heard(self, now_s: float) -> None:
        """The hub spoke to us."""
        self._heard_s, self._owed_s = now_s, math.inf
        self._pause_s = RENEW_S
        self._renew_s = now_s + RENEW_S

    def wants_a_word(self, now_s: float) -> bool:
        """Whether to ask for a sign of life: nothing was heard for a while, and nothing is owed."""
        return self._owed_s == math.inf and now_s - self._heard_s >= QUIET_S

    def too_long(self, now_s: float) -> bool:
        """Whether the hub counts as gone."""
        return now_s - self._owed_s > SILENCE_S

    def renews(self, now_s: float) -> bool:
        """Whether to leave this connection now; true once, then not before twice the time has passed."""
        if now_s < self._renew_s:
            return False
        self._pause_s = min(2 * self._pause_s, LONGEST_S)
        self._renew_s = now_s + self._pause_s
        return True
