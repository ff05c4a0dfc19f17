"""How the link stands, one step after the other. Saving works in every state: nothing here is asked before it. Pure."""

from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace

REFUSALS: Final = 3
"""So many times "not authorised" in a row, and the station waits for a teacher."""


class LinkState(StrEnum):
    """The words of `station status`."""

    OFFLINE = "offline"
    CONNECTED = "connected"
    HELLO = "hello"
    CATCHUP = "catchup"
    LIVE = "live"
    SUSPENDED = "suspended"
    WIPING = "wiping"


class Happened(StrEnum):
    """All that moves the link from one state to another."""

    LET_IN = "the broker let us in"
    LOST = "the connection ended"
    DENIED = "not authorised"
    HUB_LEFT = "the hub said that it goes, or its will did"
    HUB_CAME = "the hub said that it is there"
    WELCOMED = "the hub answered our hello"
    UNANSWERED = "the hub owes us an answer for too long, or has to be greeted anew"
    FELL_BEHIND = "facts or documents are under way"
    CAUGHT_UP = "nothing is under way"
    EMPTIED = "the hub had this station wiped"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the link: let in by the broker; refused how often in a row; the hub said that it goes;
    it answered our hello; facts or documents are still under way; nothing is left here.
    """

    connected: bool = False
    refused: int = 0
    hub_gone: bool = False
    welcomed: bool = False
    behind: bool = False
    emptied: bool = False

    @property
    def state(self) -> LinkState:
        if self.emptied:
            return LinkState.WIPING
        if not self.connected:
            return LinkState.SUSPENDED if self.refused >= REFUSALS else LinkState.OFFLINE
        if self.welcomed:
            return LinkState.CATCHUP if self.behind else LinkState.LIVE
        return LinkState.CONNECTED if self.hub_gone else LinkState.HELLO

    @property
    def live(self) -> bool:
        """Whether the hub can be reached."""
        return self.connected and self.welcomed

    def after(self, happened: Happened) -> "Standing":
        """How the link stands after this; what cannot be while nobody let us in changes nothing."""
        if self.emptied:
            return self
        match happened:
            case Happened.EMPTIED:
                return replace(self, emptied=True, welcomed=False)
            case Happened.LET_IN:
                return Standing(connected=True, behind=self.behind)
            case Happened.LOST:
                return Standing(refused=self.refused, behind=self.behind)
            case Happened.DENIED:
                return Standing(refused=self.refused + 1, behind=self.behind)
            case Happened.FELL_BEHIND | Happened.CAUGHT_UP:
                return replace(self, behind=happened is Happened.FELL_BEHIND)
            case _ if self.connected:
                return replace(self, **_OF_THE_HUB[happened])
        return self


_OF_THE_HUB: Final[dict[Happened, dict[str, bool]]] = {
    Happened.HUB_LEFT: {"hub_gone": True, "welcomed": False},
    Happened.HUB_CAME: {"hub_gone": False},
    Happened.WELCOMED: {"hub_gone": False, "welcomed": True},
    Happened.UNANSWERED: {"welcomed": False},
}
"""What the hub does, or leaves undone, to a link over which it could."""
