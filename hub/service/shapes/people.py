"""Badges, classes, the numbers in the navigation; who is signed in where, and what was written down. Pure."""

from typing import Literal

from classroom.ids import ClassId, LearnerId, StaffId, StationId
from classroom.value import Value


class BadgeRow(Value, frozen=True, kw_only=True):
    """The badge of one person; `print_no` 0 and state "none" before the first.

    `code`: a grown-up has a PIN, a learner has her pictures.
    """

    owner: str
    full: str
    class_name: str
    owner_kind: Literal["learner", "staff"]
    state: Literal["none", "active", "lost", "replaced"]
    print_no: int = 0
    code: bool = False


class PrintedBadge(Value, frozen=True, kw_only=True):
    """A badge that was just made. The token is here once: put it on paper, then forget it."""

    owner: str
    full: str
    token: str
    print_no: int
    class_name: str
    owner_kind: Literal["learner", "staff"] = "learner"


class PassBadge(Value, frozen=True, kw_only=True):
    """What lets a substitute in at the stations: a badge and its PIN. Both are here once: put them on paper."""

    token: str
    pin: str


class LetInAt(Value, frozen=True, kw_only=True):
    """A station where learners of a class can be let in from here; `there`: it can be heard."""

    station: StationId
    zone_name: str
    there: bool = True


class ClassLine(Value, frozen=True, kw_only=True):
    """A class that this person may open."""

    id: ClassId
    name: str
    learners: int
    block_open: bool


class Counts(Value, frozen=True, kw_only=True):
    """The numbers in the navigation; those that can be None are so for somebody without that page.

    `call` is a hand that asks for an adult, for whoever is to be called then; "" if there is none.
    """

    reviews: int = 0
    hands: int | None = 0
    stations: int | None = None
    data: int | None = None
    requests: int | None = None
    call: str = ""


class SessionLine(Value, frozen=True, kw_only=True):
    """One place where a person is signed in: from which browser, since when, used last when (UTC ms)."""

    id: str
    device: str
    made_ms: int
    seen_ms: int
    present: bool = False


class PassLine(Value, frozen=True, kw_only=True):
    """A day pass that is open: for whom, for which class, until when (UTC ms)."""

    staff: StaffId
    name: str
    class_name: str
    until_ms: int
    by_name: str


class AuditLine(Value, frozen=True, kw_only=True):
    """One line of who saw, changed, exported what. Names are as they are now, "" for whoever is not here any more."""

    seq: int
    at_ms: int
    actor: StaffId
    actor_name: str
    for_a_day: bool
    action: str
    object: str
    about: str
    learners: tuple[str, ...]
    reason: str


class AuditPage(Value, frozen=True, kw_only=True):
    """What somebody may read of it (H18). `broken` is the first line that is not what it was, 0 = none.

    `learners` and `people` are those for whom one may look.
    """

    lines: tuple[AuditLine, ...]
    more: bool
    rows: int
    head: str
    broken: int
    learners: tuple[tuple[LearnerId, str], ...]
    people: tuple[tuple[StaffId, str], ...]
