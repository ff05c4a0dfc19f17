"""Who may read and write which topics: the hub, its echo, and each station."""

from classroom.wire.topics import CHANNELS, Topic, build, for_station
from hub.broker import Account


def hub_account(room: str, password: str) -> Account:
    """The hub reads and writes everything in its room."""
    everything = (f"{_root(room)}/#",)
    return Account("hub", password, reads=everything, writes=everything)


def echo_account(room: str, password: str) -> Account:
    """The hub's second connection only hears its echo."""
    return Account("echo", password, reads=(echo_topic(room),))


def echo_topic(room: str) -> str:
    """Where the hub talks to itself through the broker; no station may read or write here."""
    return f"{_root(room)}/hub/echo"


def station_account(room: str, station: str, password: str) -> Account:
    """A station reads what is for all and what is for it, and writes in its own name, on known channels only."""
    own = tuple(build(Topic(room, channel, station)) for channel in CHANNELS if channel.startswith("up/"))
    return Account(f"station-{station}", password, reads=for_station(room, station), writes=own)


def _root(room: str) -> str:
    return build(Topic(room, "pub/hub")).removesuffix("/pub/hub")
