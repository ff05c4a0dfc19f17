"""Badges, classes and the numbers in the navigation. Pure."""

from typing import Literal

from classroom.ids import ClassId
from classroom.value import Value


class BadgeRow(Value, frozen=True, kw_only=True):
    """The badge of one person; `print_no` 0 and state "none" before the first."""

    owner: str
    full: str
    class_name: str
    owner_kind: Literal["learner", "staff"]
    state: Literal["none", "active", "lost", "replaced"]
    print_no: int = 0


class PrintedBadge(Value, frozen=True, kw_only=True):
    """A badge that was just made. The token is here once: put it on paper, then forget it."""

    owner: str
    full: str
    token: str
    print_no: int
    class_name: str
    owner_kind: Literal["learner", "staff"] = "learner"


class ClassLine(Value, frozen=True, kw_only=True):
    """A class that this person may open."""

    id: ClassId
    name: str
    learners: int
    block_open: bool


class Counts(Value, frozen=True, kw_only=True):
    """The numbers in the navigation; `stations` and `data` are None for somebody without that page."""

    reviews: int = 0
    hands: int = 0
    stations: int | None = None
    data: int | None = None
