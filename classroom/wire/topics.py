"""Topics of ws/1, built and parsed here only; `build` and `parse` are inverse. Pure."""

import re
from typing import Final, Literal, NamedTuple

from classroom.errors import TopicRefused

Channel = Literal[
    "pub/hub", "pub/head", "up/state", "up/beat", "up/ev", "up/rq", "up/media", "dn/ack", "dn/rs", "dn/media"
]
CHANNELS: Final[tuple[Channel, ...]] = (
    "pub/hub",
    "pub/head",
    "up/state",
    "up/beat",
    "up/ev",
    "up/rq",
    "up/media",
    "dn/ack",
    "dn/rs",
    "dn/media",
)
RETAINED: Final[frozenset[Channel]] = frozenset({"pub/hub", "pub/head", "up/state"})
_ROOM = re.compile(r"[0-9a-f]{16}")
_STATION = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")


class Topic(NamedTuple):
    """One topic: the room (16 hex), what kind of traffic, and whose (None for pub)."""

    room: str
    channel: Channel
    station: str | None = None


def build(topic: Topic) -> str:
    """Return the topic as text; raise TopicRefused for a room or station that cannot stand in one."""
    side, leaf = topic.channel.split("/")
    middle = [] if side == "pub" else [topic.station or ""]
    text = "/".join(["ws", "1", topic.room, side, *middle, leaf])
    if parse(text) != topic:
        raise TopicRefused(text)
    return text


def parse(text: str) -> Topic:
    """Return the topic that a text is; raise TopicRefused for anything else, also for look-alikes."""
    parts = text.split("/")
    if len(parts) not in {5, 6} or parts[:2] != ["ws", "1"] or not _ROOM.fullmatch(parts[2]):
        raise TopicRefused(text)
    room, side, leaf = parts[2], parts[3], parts[-1]
    station = parts[4] if len(parts) == 6 else None
    channel = next((known for known in CHANNELS if known == f"{side}/{leaf}"), None)
    if channel is None or (side == "pub") != (station is None):
        raise TopicRefused(text)
    if station is not None and not _STATION.fullmatch(station):
        raise TopicRefused(text)
    return Topic(room, channel, station)


def for_hub(room: str) -> tuple[str, ...]:
    """Return the filters that a hub subscribes to; they do not overlap."""
    return tuple(f"ws/1/{room}/up/+/{leaf}" for leaf in ("state", "beat", "ev", "rq", "media"))


def for_station(room: str, station: str) -> tuple[str, ...]:
    """Return the filters that one station subscribes to; they do not overlap."""
    return (f"ws/1/{room}/pub/+", f"ws/1/{room}/dn/{station}/+")
