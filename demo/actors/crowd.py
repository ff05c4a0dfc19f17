"""The class between two scans: who comes to which station next, and what for. Pure; chance and time are arguments."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from classroom.ids import LearnerId
from demo.actors.pupil import BEGIN, Intent
from demo.school.chance import Chance

WORK_S: Final = (6.0, 30.0)
"""How long somebody stays at a table before she comes back to a screen."""
LIVELY_S: Final = 60.0
GAP_S: Final = (0.5, 4.0)
CALM_GAP_S: Final = (4.0, 16.0)
"""How long a station stands idle between two children in the first lively minute, and after it."""
COMING_IN_S: Final = 12.0
"""So long everybody comes in; whoever is still outside then trickles in among the others."""
LATECOMER: Final = 0.5
HANDS: Final = 2
"""More hands than this are not up at one time."""
STAYS: Final = 0.8
"""So many of those who come back come to the station where they were before."""
_WHAT: Final = (("writing", 0.42), ("photo", 0.33), ("help", 0.11), ("begin", 0.14))


class Errand(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody comes to a screen for something."""

    learner: LearnerId
    intent: Intent


class _Somebody(msgspec.Struct, kw_only=True):
    """A learner of the class; `busy` at a screen, or not here yet."""

    learner: LearnerId
    station: str = ""
    ready_s: float = 0.0
    busy: bool = True
    hand: bool = False


class Crowd:
    """Sends learners to stations: first everybody comes in, then whoever has worked for a while comes back."""

    def __init__(self, learners: Sequence[LearnerId], seats: Mapping[str, int], chance: Chance) -> None:
        """`seats` says how many fit round each station."""
        self._seats, self._chance = seats, chance
        self._all = {learner: _Somebody(learner=learner) for learner in learners}
        self._outside = list(learners)
        self._began_s: float | None = None
        self._gap_until_s: dict[str, float] = {}

    def next(self, station: str, now_s: float) -> Errand | None:
        """Return who comes to a free station now; None when nobody does yet."""
        self._began_s = now_s if self._began_s is None else self._began_s
        early = now_s - self._began_s < COMING_IN_S
        room = sum(one.station == station for one in self._all.values()) < self._seats[station]
        if self._outside and early and room:
            return self._send(self._outside.pop(0), station, BEGIN)
        if now_s < self._gap_until_s.get(station, 0.0):
            return None
        if self._outside and room and self._chance.random() < LATECOMER:
            return self._send(self._outside.pop(0), station, BEGIN)
        ready = [one for one in self._all.values() if not one.busy and one.ready_s <= now_s]
        stays = self._chance.random() < STAYS or not room
        here = [one for one in ready if (one.station == station) == stays]
        if not here:
            self._gap_until_s[station] = now_s + 1.0
            return None
        somebody = min(here, key=lambda one: one.ready_s)
        return self._send(somebody.learner, station, self._intent(somebody))

    def left(self, learner: LearnerId, now_s: float, *, keeps_place: bool = True) -> None:
        """She is off to work, or has signed out; she comes back some time later."""
        somebody = self._all[learner]
        lively = now_s - (self._began_s or now_s) < LIVELY_S
        self._gap_until_s[somebody.station] = now_s + self._chance.uniform(*(GAP_S if lively else CALM_GAP_S))
        somebody.busy, somebody.ready_s = False, now_s + self._chance.uniform(*WORK_S)
        if not keeps_place:
            somebody.station = ""

    def _send(self, learner: LearnerId, station: str, intent: Intent) -> Errand:
        somebody = self._all[learner]
        somebody.busy, somebody.station = True, station
        return Errand(learner=learner, intent=intent)

    def _intent(self, somebody: _Somebody) -> Intent:
        what = self._what()
        if what == "help":
            somebody.hand = not somebody.hand and sum(one.hand for one in self._all.values()) < HANDS
            what = "help" if somebody.hand else "begin"
        return Intent(what=what, claim=self._chance.choice((2, 3, 3, 3, 4)))

    def _what(self) -> str:
        left = self._chance.random()
        for what, share in _WHAT:
            left -= share
            if left < 0:
                return what
        return BEGIN.what
