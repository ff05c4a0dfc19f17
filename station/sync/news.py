"""What the link has to tell the rest of the station. Pure."""

import msgspec

from classroom.commands import Command
from station.sync.clock import Anchor


class News(msgspec.Struct, frozen=True):
    """Something that came from the hub, or its silence."""


class LinkTurned(News, frozen=True):
    """Whether the hub can be reached; `shut_out` is the picture of this machine while it may not come in."""

    live: bool
    shut_out: str = ""


class LeaveAsked(News, frozen=True):
    """Another machine has this one's credential and stays: this one has to be let in anew."""


class HubHas(News, frozen=True):
    """The hub has committed everything up to this seq."""

    upto: int


class DocumentsChanged(News, frozen=True):
    """These documents on the shelf are new, changed or gone."""

    docs: frozenset[str]


class ClockHeard(News, frozen=True):
    """What time it is by the hub; the hub shall have it as a fact about this boot."""

    anchor: Anchor


class MediaArrived(News, frozen=True):
    """A sealed file that was asked for is in the folder of fetched ones."""

    media: str


class MediaMissing(News, frozen=True):
    """A sealed file that was asked for cannot be had now."""

    media: str


class Ordered(News, frozen=True):
    """The hub asks for something; it came at `at_s` (monotonic seconds), perhaps not for the first time."""

    command: Command
    at_s: float
