"""What a grown-up at the hub puts before somebody's work: that her visit is over, or words to everybody. Pure."""

from typing import Literal

import msgspec

from classroom.ids import LearnerId, VisitId, ZoneId
from station.session.events import Event

Why = Literal["bell", "staff", "moved", "teacher"]
"""bell: the class is over; staff: a grown-up ended this visit; moved: she is to go on elsewhere; teacher: a grown-up
asks for her.
"""


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """Until `until_s` she may finish; `left_s` of `ring_s` seconds are left. `seen`: she is back at her work.

    `zone` is where she is to go, if anywhere.
    """

    why: Why
    until_s: float
    ring_s: int
    left_s: int
    zone: ZoneId = ""
    seen: bool = False


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """Words to everybody stand before her work until she has read them, or `until_s`."""

    announcement: str
    until_s: float


class VisitCalled(Event, frozen=True, kw_only=True):
    """The hub says that her visit here is over because a grown-up said so."""

    learner: LearnerId
    visit: VisitId
    why: Why
    zone: ZoneId = ""
