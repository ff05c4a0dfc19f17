"""What working together is made of: the question at a second badge, and what a finger says to it. Pure."""

from typing import Literal

import msgspec

from classroom.ids import VisitId
from station.session.touches import Touch
from station.session.visitor import Visitor


class SecondBadge(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody else's badge during a visit: they work together, or it is her turn now.

    `visitor` is she, `visit` an unused id for a visit of hers. ask: a tap is awaited; badge: the first one's badge is,
    once more. `left_s` stands on the screen.
    """

    visitor: Visitor
    visit: VisitId
    stage: Literal["ask", "badge"] = "ask"
    left_s: int


class TogetherPressed(Touch, frozen=True, kw_only=True):
    """They want to work together."""


class MyTurnPressed(Touch, frozen=True, kw_only=True):
    """The second one wants the screen for herself."""
