"""How the link stands, derived from what is known of it; and what the station says of itself. Pure."""

from enum import StrEnum
from typing import Final

import msgspec

REFUSALS: Final = 3
"""So many times "not authorised", and the station waits for a teacher."""


class LinkState(StrEnum):
    """The words of `station status`."""

    OFFLINE = "offline"
    CONNECTED = "connected"
    HELLO = "hello"
    CATCHUP = "catchup"
    LIVE = "live"
    SUSPENDED = "suspended"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the link: let in by the broker; refused how often in a row; the hub said that it goes;
    it answered our hello; facts or documents are still under way.
    """

    connected: bool = False
    refused: int = 0
    hub_gone: bool = False
    welcomed: bool = False
    behind: bool = False

    @property
    def state(self) -> LinkState:
        if not self.connected:
            return LinkState.SUSPENDED if self.refused >= REFUSALS else LinkState.OFFLINE
        if self.welcomed:
            return LinkState.CATCHUP if self.behind else LinkState.LIVE
        return LinkState.CONNECTED if self.hub_gone else LinkState.HELLO

    @property
    def live(self) -> bool:
        """Whether the hub can be reached."""
        return self.connected and self.welcomed
