"""What a grown-up said in place of writing it: which of it she listens to, and what her finger says. Pure."""

from typing import Literal

import msgspec

from station.session.touches import Touch


class Listening(msgspec.Struct, frozen=True, kw_only=True):
    """One line that is a voice: she is asked whether to play it here, it is fetched, it plays, or it is away."""

    feedback: str
    stage: Literal["asking", "fetching", "playing", "away"] = "asking"


class SpokenPressed(Touch, frozen=True, kw_only=True):
    """She presses a line that is a voice: ask, play here, be silent."""

    feedback: str
