"""What a finger said on the page of help. Pure."""

from classroom.visit import HelpKind, Tried
from station.session.touches import Touch


class HelpPicked(Touch, frozen=True, kw_only=True):
    """She asks for this: her hand goes up."""

    kind: HelpKind


class HelpPageTurned(Touch, frozen=True, kw_only=True):
    """The other kinds, where not all are shown at a time."""


class TriedPressed(Touch, frozen=True, kw_only=True):
    """She tried this already, or did not after all."""

    what: Tried


class HelpLetGo(Touch, frozen=True, kw_only=True):
    """She does not need help any more."""
