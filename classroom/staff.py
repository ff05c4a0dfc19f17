"""Staff and what their roles are called; a hub decides what each role may do. Pure."""

from enum import StrEnum
from typing import Final

from classroom.ids import ClassId, StaffId
from classroom.value import Value


class Role(StrEnum):
    """Roles are a union: a one-teacher school holds them all."""

    TEACHER = "teacher"
    MENTOR = "mentor"
    AIDE = "aide"
    SPECIALIST = "specialist"
    LEADER = "leader"
    ADMIN = "admin"


OBSERVERS: Final = frozenset({Role.TEACHER, Role.MENTOR, Role.AIDE, Role.SPECIALIST})
"""Who may write down what she saw a learner do."""


class Staff(Value, frozen=True, kw_only=True, tag="staff", tag_field="entity"):
    """A grown-up of the school; `name` is how children call her ("Ms R").

    With `until_ms` (UTC) she is a substitute: a teacher of one class for a day, who leaves by herself at that moment.
    """

    id: StaffId
    name: str
    roles: frozenset[Role]
    classes: tuple[ClassId, ...] = ()
    status: str = "active"
    until_ms: int = 0
