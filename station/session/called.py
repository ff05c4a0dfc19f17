"""A visit that a grown-up ends from the hub: what is said of it, and for how long it may still be finished. Pure."""

from typing import Literal

import msgspec

from classroom.ids import LearnerId, VisitId, ZoneId
from station.session.events import Event

Why = Literal["bell", "staff", "moved"]
"""bell: the class is over; staff: a grown-up ended this visit; moved: she is to go on elsewhere."""


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


class VisitCalled(Event, frozen=True, kw_only=True):
    """The hub says that her visit here is over because a grown-up said so."""

    learner: LearnerId
    visit: VisitId
    why: Why
    zone: ZoneId = ""
