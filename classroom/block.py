"""A block: a class that meets, from its opening to its end, and what was said of who is there. Pure."""

from collections.abc import Mapping
from typing import Literal

from msgspec import field
from msgspec.structs import replace

from classroom.ids import ClassId, LearnerId
from classroom.value import Value

Attendance = Literal["present", "absent", "out"]
"""present: in the room, though at no screen; absent: not at school; out: away for a while."""


class Block(Value, frozen=True, kw_only=True):
    """One meeting of a class; `marks` are the latest words on its learners, and no more come once it is closed."""

    block: str
    class_: ClassId
    open: bool = True
    marks: Mapping[LearnerId, Attendance] = field(default_factory=dict)


Meetings = Mapping[str, Block]
"""Every block by its id. Of one class at most one is open, whatever is said."""


def opened(meetings: Meetings, block: str, class_: ClassId) -> Meetings:
    """A class meets: a block of it that nobody closed is over. One that was opened before stays as it is."""
    if block in meetings:
        return meetings
    over = {id_: replace(one, open=False) if one.class_ == class_ else one for id_, one in meetings.items()}
    return {**over, block: Block(block=block, class_=class_)}


def closed(meetings: Meetings, block: str) -> Meetings:
    """A class is over; again is no harm."""
    if block not in meetings:
        return meetings
    return {**meetings, block: replace(meetings[block], open=False)}


def marked(meetings: Meetings, block: str, learner: LearnerId, mark: Attendance) -> Meetings:
    """Somebody said how it is with a learner; of a block that is over nothing is said any more."""
    found = meetings.get(block)
    if found is None or not found.open:
        return meetings
    return {**meetings, block: replace(found, marks={**found.marks, learner: mark})}
