"""A visit: one learner in one zone, most of it away from the screen. Pure."""

from typing import Literal

from classroom.ids import VisitId
from classroom.value import Value

How = Literal["badge", "picture", "staff"]
Mode = Literal["at_screen", "at_table", "with_teacher", "paused"]
Placed = Literal["at_table", "with_teacher"]
"""How somebody is whom a grown-up sent to a zone."""
EndReason = Literal["signed_out", "moved", "idle_parked", "staff", "bell", "recovered"]
HelpKind = Literal["stuck", "look", "ready", "materials", "screen", "private", "adult"]
Tried = Literal["read", "asked", "another"]
"""What she tried before: read it again, asked a classmate, went another way."""


class VisitOver(Value, frozen=True, kw_only=True):
    """A visit that a grown-up ended, and how: her station puts away what is on the screen."""

    visit: VisitId
    reason: EndReason
