"""A call for help from the raised hand to its end. Pure.

What is known of it is folded from facts, each with its place in one log; neither the order in which they are
folded nor how often one comes changes what it is. What was ended stays ended.
"""

from collections.abc import Iterable
from typing import Final, Literal

from msgspec.structs import replace

from classroom.facts.fact import Fact
from classroom.facts.helping import HelpCancelled, HelpOpened, HelpSeen, HelpTried
from classroom.ids import StaffId
from classroom.value import Value
from classroom.visit import HelpKind, Tried

HelpState = Literal["open", "seen", "coming", "peer", "done", "cancelled"]
PRIVATE: Final[frozenset[HelpKind]] = frozenset({"private", "adult"})
"""Kinds that nobody who passes may tell from any other."""
ENDED: Final[frozenset[HelpState]] = frozenset({"done", "cancelled"})


class HandLine(Value, frozen=True, kw_only=True):
    """Her hand as her station shows it: `by` is how children call who saw it, `before` how many wait before her."""

    help: str
    kind: HelpKind = "stuck"
    tried: tuple[Tried, ...] = ()
    state: HelpState = "open"
    by: str = ""
    before: int = 0


class HelpRequest(Value, frozen=True, kw_only=True):
    """All that is known of one call for help. The places say where in the log each part was last said; 0 = not yet."""

    help: str
    opened: int = 0
    kind: HelpKind = "stuck"
    tried_place: int = 0
    tried: tuple[Tried, ...] = ()
    answer_place: int = 0
    answer: Literal["", "seen", "coming", "peer"] = ""
    by: StaffId = ""
    end_place: int = 0
    end: Literal["", "done", "cancelled"] = ""

    @property
    def state(self) -> HelpState:
        """How far it is."""
        return self.end or self.answer or "open"

    @property
    def up(self) -> bool:
        """Whether the hand is up."""
        return bool(self.opened) and not self.end


def outside(kind: HelpKind) -> HelpKind:
    """Return what a call may look like to somebody who passes: what is private looks like the plainest."""
    return "stuck" if kind in PRIVATE else kind


def asks_tried(kind: HelpKind) -> bool:
    """Say whether one may ask what she tried: not of glue that is missing; of what is private, as of any."""
    return outside(kind) == "stuck"


def after(request: HelpRequest, fact: Fact, place: int) -> HelpRequest:
    """Return the call once this fact about it, from this place (1 or more) of the log, is known too."""
    match fact:
        case HelpOpened(kind=kind) if not request.opened or place < request.opened:
            return replace(request, opened=place, kind=kind)
        case HelpTried(tried=tried) if place > request.tried_place:
            return replace(request, tried_place=place, tried=tried)
        case HelpCancelled():
            return _ended(request, "cancelled", place)
        case HelpSeen(state=state, by=by):
            return _ended(request, state, place) if state == "done" else _answered(request, state, by, place)
    return request


def hand_up(requests: Iterable[HelpRequest]) -> HelpRequest | None:
    """Return the one hand of a visit that is up: who asks anew, has let go of what she asked before."""
    last = max((one for one in requests if one.opened), key=lambda one: one.opened, default=None)
    return last if last and last.up else None


def _ended(request: HelpRequest, end: Literal["done", "cancelled"], place: int) -> HelpRequest:
    if request.end and request.end_place <= place:
        return request
    return replace(request, end=end, end_place=place)


def _answered(
    request: HelpRequest, answer: Literal["seen", "coming", "peer"], by: StaffId, place: int
) -> HelpRequest:
    """Take the last answer; that somebody saw it says less than that somebody comes."""
    known = (request.answer not in {"", "seen"}, request.answer_place)
    if (answer != "seen", place) <= known:
        return request
    return replace(request, answer=answer, by=by, answer_place=place)
