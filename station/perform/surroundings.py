"""What stands around the desk: the disk, the place of the station, its clock, the way to the hub."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from classroom.ids import ZoneId
from classroom.wire.messages import CommandDone
from station.perform.belonging import Belonging
from station.perform.recorder import Place
from station.session import events as happened
from station.store.keep import Keep
from station.sync.clock import HubClock


class Uplink(Protocol):
    """What the desk wants of the link; any thread may call it, and it never waits."""

    def nudge(self) -> None:
        """Say that there are new facts."""

    def ask_feed(self, *, anew: bool = False) -> None:
        """Ask the hub for new documents now, or for all of them."""

    def fetch(self, media: str, size: int) -> None:
        """Get a sealed file from the hub; MediaArrived or MediaMissing follows."""

    def answer(self, done: CommandDone) -> None:
        """Tell the hub what became of a command, if it is there."""

    def move(self, zone: ZoneId) -> None:
        """Say from now on that the station stands in this zone."""

    def farewell(self, done: CommandDone) -> None:
        """Say nothing more to the hub but this; waits until it is on its way, a few seconds at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the desk works with: the disk, the place of the station, its clock, the way to the hub.

    `belonging` is the join record on the disk; `end` lets this process end with an exit code.
    """

    keep: Keep
    place: Place
    clock: HubClock
    uplink: Uplink
    post: Callable[[happened.Event], None]
    belonging: Belonging
    end: Callable[[int], None]
