"""From bytes that anybody may have sent to messages that the hub sent: what is broken is counted and dropped."""

import hmac
import logging
from collections import Counter

from classroom.errors import ClassroomError
from classroom.wire.codec import decode
from classroom.wire.messages import AnyMessage, Welcome
from classroom.wire.topics import parse
from plumbing.chunks import Chunk, decode_chunk
from plumbing.errors import ChunkRefused, SealBroken
from plumbing.inbox import Message
from station.sync.channel import Channel

log = logging.getLogger(__name__)


class Ear:
    """Hears the hub, and nobody else. For the sync thread alone."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.nonce = ""
        self.dropped: Counter[str] = Counter()

    def hear(self, arrived: Message) -> AnyMessage | Chunk | None:
        """Return what the hub said; None for anything forged, broken, repeated or not for us."""
        try:
            return self._hear(arrived)
        except (ClassroomError, SealBroken, ChunkRefused) as error:
            self.dropped[type(error).__name__] += 1
            log.debug("dropped what came on %.80r: %s", arrived.topic, error)
            return None

    def _hear(self, arrived: Message) -> AnyMessage | Chunk | None:
        topic = parse(arrived.topic)
        if topic.channel.startswith("pub/"):
            return decode(topic.channel, self._channel.public(arrived.topic, arrived.payload))
        heard = self._channel.down(arrived.topic, arrived.payload)
        message = (
            decode_chunk(heard.payload)
            if topic.channel == "dn/media"
            else decode(topic.channel, heard.payload)
        )
        if isinstance(message, Welcome) and self.nonce and hmac.compare_digest(message.nonce, self.nonce):
            self._channel.begin_again(heard.counter)
            self.nonce = ""
            return message
        if isinstance(message, Welcome) or not self._channel.is_next(heard.counter):
            self.dropped["Repeated"] += 1
            return None
        return message
