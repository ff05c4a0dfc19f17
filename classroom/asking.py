"""What a learner asks for by herself: to show again, to start early, to be seen differently; what comes of it. Pure.

Any order, any duplication of what was said gives the same request. Asking is possible at any time, costs nothing and
is never counted; a request ends only with words to the learner. Source: learning model, requests; 2.1, 2.2.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, Literal

from classroom.errors import AnswerRefused
from classroom.evidence import Order
from classroom.ids import LearnerId, StaffId, TargetId, ZoneId
from classroom.value import Value

MOST_OPEN: Final = 3
"""How many wishes to show again a learner may have open; a fourth that comes from two stations at once is kept."""
LONGEST_WORDS: Final = 400
How = Literal["live", "tell", "make", "write"]
"""How she wants to show it again: do it in front of somebody, tell it, make or draw it, write it."""
Since = Literal["practised", "read_words", "asked", "made_more"]
"""What she did since; never asked for, only offered."""


class AskKind(StrEnum):
    """What can be asked for: another showing, an early start, a talk about how it was seen."""

    AGAIN = "again"
    EARLY = "early"
    DIFFERENTLY = "differently"


class Stage(StrEnum):
    """How far a request is. again: asked, agreed, set, done or talked. early: asked, then opened, check or talk.
    differently: asked, set, talked.
    """

    ASKED = "asked"
    AGREED = "agreed"
    SET = "set"
    OPENED = "opened"
    CHECK = "check"
    TALK = "talk"
    DONE = "done"
    TALKED = "talked"


_RANKS: Final = {Stage.ASKED: 0, Stage.AGREED: 1, Stage.SET: 2}
_END: Final = 3
JUMP_STAGES: Final[dict[Literal["waive", "check", "talk"], Stage]] = {
    "waive": Stage.OPENED,
    "check": Stage.CHECK,
    "talk": Stage.TALK,
}
"""Where each answer to an early start leaves it."""


class Meeting(Value, frozen=True, kw_only=True):
    """When and where: an ISO day of the school's calendar, a time of day ("10:30" or "" for any), a zone."""

    day: str
    zone: ZoneId
    time: str = ""


class Asked(Value, frozen=True, kw_only=True):
    """What the learner said."""

    kind: AskKind
    learner: LearnerId
    target: TargetId
    order: Order
    how: How | None = None
    since: tuple[Since, ...] = ()


class Said(Value, frozen=True, kw_only=True):
    """What a person of the staff said to it; `words` are for the learner."""

    stage: Stage
    by: StaffId
    order: Order
    words: str = ""
    meeting: Meeting | None = None


class Request(Value, frozen=True, kw_only=True):
    """One request with all that was said of it; what each step says of itself is kept, in the order of time."""

    id: str
    asked: Asked | None = None
    said: tuple[Said, ...] = ()

    @property
    def standing(self) -> Said | None:
        """The step that stands: the farthest one, and of several as far the latest."""
        return max(self.said, key=lambda one: (_rank(one.stage), one.order), default=None)

    @property
    def stage(self) -> Stage:
        """How far it is."""
        return self.standing.stage if self.standing else Stage.ASKED

    @property
    def open(self) -> bool:
        """Whether somebody of the staff still has something to do."""
        return _rank(self.stage) < _END

    @property
    def meeting(self) -> Meeting | None:
        """When and where, once it is set and not over."""
        return self.standing.meeting if self.standing and self.open else None


class AskCard(Value, frozen=True, kw_only=True):
    """A request as a station shows it to the learner herself: how far it is, when and where, what was said to her.

    `at_ms` is when she asked, `answered_ms` (0: nobody did) when `by`, as she calls that person, said the last word.
    """

    request: str
    kind: AskKind
    target: TargetId
    at_ms: int
    stage: Stage = Stage.ASKED
    meeting: Meeting | None = None
    by: str = ""
    words: str = ""
    answered_ms: int = 0


def heard(request: Request, step: Asked | Said) -> Request:
    """Return the request with one step taken in; the same step again, with a truer time, takes its own place."""
    if isinstance(step, Asked):
        known = request.asked
        first = known is None or _place(known) == _place(step) or step.order < known.order
        return _with(request, asked=step if first else known)
    others = [one for one in request.said if _place(one) != _place(step)]
    return _with(request, said=tuple(sorted((*others, step), key=lambda one: one.order)))


def hindrance(
    open_ones: Iterable[tuple[AskKind, TargetId]], kind: AskKind, target: TargetId
) -> Literal["", "waits", "many"]:
    """Say why one cannot ask just now: this very wish waits for its answer, or three to show again do."""
    waiting = set(open_ones)
    if (kind, target) in waiting:
        return "waits"
    again = sum(one is AskKind.AGAIN for one, _ in waiting)
    return "many" if kind is AskKind.AGAIN and again >= MOST_OPEN else ""


def check_words(words: str) -> str:
    """Return words to a learner as they are kept; raise AnswerRefused where there are none."""
    kept = " ".join(words.split())[:LONGEST_WORDS]
    if not kept:
        raise AnswerRefused("Say it in your own words: the learner reads them at the station.")
    return kept


def check_step(request: Request, stage: Stage) -> None:
    """Raise AnswerRefused for a step that does not belong to this kind of request, or comes after its end."""
    kind = request.asked.kind if request.asked else None
    if kind is None or stage not in _STAGES[kind]:
        raise AnswerRefused("That does not answer this request. Choose again.")
    if not request.open:
        raise AnswerRefused("This request has its answer. The learner may ask again at any time.")


_STAGES: Final = {
    AskKind.AGAIN: frozenset({Stage.AGREED, Stage.SET, Stage.DONE, Stage.TALKED}),
    AskKind.EARLY: frozenset(JUMP_STAGES.values()),
    AskKind.DIFFERENTLY: frozenset({Stage.SET, Stage.TALKED}),
}


def _rank(stage: Stage) -> int:
    return _RANKS.get(stage, _END)


def _place(step: Asked | Said) -> tuple[str, str, int]:
    return step.order.station, step.order.epoch, step.order.seq


def _with(request: Request, *, asked: Asked | None = None, said: tuple[Said, ...] | None = None) -> Request:
    return Request(
        id=request.id,
        asked=request.asked if asked is None else asked,
        said=request.said if said is None else said,
    )
