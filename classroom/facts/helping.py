"""Help: what she asked for and tried, what a grown-up did about it. Pure."""

from typing import ClassVar, Literal

from classroom.facts.fact import Decision, Fact
from classroom.visit import HelpKind, Tried


class HelpOpened(Fact, frozen=True, kw_only=True, tag="help.opened"):
    """She asked for help; every kind looks alike outside."""

    sealed: ClassVar[bool] = True

    help: str
    kind: HelpKind = "stuck"


class HelpTried(Fact, frozen=True, kw_only=True, tag="help.tried"):
    """What she says that she tried already, all of it; the last time that she says so stands."""

    sealed: ClassVar[bool] = True

    help: str
    tried: tuple[Tried, ...] = ()


class HelpCancelled(Fact, frozen=True, kw_only=True, tag="help.cancelled"):
    """She does not need help any more."""

    sealed: ClassVar[bool] = True

    help: str


class HelpSeen(Decision, frozen=True, kw_only=True, tag="help.seen"):
    """A grown-up saw the hand; `state` is what she does about it: peer = she sends a classmate."""

    help: str
    state: Literal["seen", "coming", "peer", "done"]
