"""From messages to authenticated bytes on the way to the hub."""

from collections.abc import Callable

from classroom.wire.codec import encode
from classroom.wire.messages import Hello, Message, StationState
from classroom.wire.topics import RETAINED
from classroom.wire.topics import Channel as Leaf
from station.sync.channel import Channel

Publish = Callable[..., bool]
"""`publish(topic, payload, retain=...)` hands bytes to the broker; False when it cannot just now."""


class Mouth:
    """Says things to the hub; False when they cannot be said just now."""

    def __init__(self, channel: Channel, publish: Publish, backlog: Callable[[], int]) -> None:
        """`backlog` tells how many bytes are said and not on their way yet."""
        self._channel, self._publish, self.backlog = channel, publish, backlog

    def say(self, leaf: Leaf, message: Message) -> bool:
        if isinstance(message, Hello | StationState):
            topic, data = self._channel.of_ourselves(leaf, encode(message))
            return self._publish(topic, data, retain=leaf in RETAINED)
        return self.send(leaf, encode(message))

    def send(self, leaf: Leaf, payload: bytes) -> bool:
        sealed = self._channel.up(leaf, payload)
        return sealed is not None and self._publish(*sealed, retain=leaf in RETAINED)
