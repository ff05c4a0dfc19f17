"""A visit: one learner in one zone, most of it away from the screen. Pure."""

from typing import Literal

How = Literal["badge", "picture", "staff"]
Mode = Literal["at_screen", "at_table", "with_teacher", "paused"]
EndReason = Literal["signed_out", "moved", "idle_parked", "staff", "bell", "recovered"]
HelpKind = Literal["stuck", "look", "ready", "materials", "screen", "private"]
