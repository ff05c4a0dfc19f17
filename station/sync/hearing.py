"""From bytes that anybody may have sent to messages that the hub sent: what is broken is counted and dropped."""

import hmac
import logging
from collections import Counter
from typing import Final

from classroom.errors import ClassroomError
from classroom.wire.codec import decode
from classroom.wire.messages import AnyMessage, Leave, Unheard, Welcome
from classroom.wire.topics import parse
from plumbing.chunks import Chunk, decode_chunk
from plumbing.errors import ChunkRefused, SealBroken
from plumbing.inbox import Message
from station.sync.channel import Channel

log = logging.getLogger(__name__)


_GREETINGS: Final = (b'{"t":"welcome"', b'{"t":"leave"')
"""What the hub says under the key of enrolment, bound to this life of ours; all else is said in a session."""


class Ear:
    """Hears the hub, and nobody else. For the sync thread alone. `dropped` counts the rest, by reason."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self.nonce = ""
        self.dropped: Counter[Unheard] = Counter()

    def hear(self, arrived: Message) -> AnyMessage | Chunk | None:
        """Return what the hub said; None for anything forged, broken, repeated or not for us."""
        try:
            return self._hear(arrived)
        except SealBroken:
            self.ignore("forged", arrived.topic)
        except (ClassroomError, ChunkRefused):
            self.ignore("unreadable", arrived.topic)
        return None

    def ignore(self, why: Unheard, about: str) -> None:
        """Count something that is not listened to."""
        self.dropped[why] += 1
        log.debug("not listened to (%s): what came on %.80r", why, about)

    def _hear(self, arrived: Message) -> AnyMessage | Chunk | None:
        topic = parse(arrived.topic)
        if topic.channel.startswith("pub/"):
            return decode(topic.channel, self._channel.public(arrived.topic, arrived.payload))
        if topic.station != self._channel.station:
            self.ignore("not for us", arrived.topic)
            return None
        if topic.channel == "dn/rs" and arrived.payload.startswith(_GREETINGS):
            return self._greeted(arrived)
        heard = self._channel.down(arrived.topic, arrived.payload)
        message = (
            decode_chunk(heard.payload)
            if topic.channel == "dn/media"
            else decode(topic.channel, heard.payload)
        )
        if not self._channel.is_next(heard.counter):
            self.ignore("replayed", arrived.topic)
            return None
        return message

    def _greeted(self, arrived: Message) -> Welcome | Leave | None:
        """Hear the answer to our last hello, once: its keys are those of the session. Or that we have to go."""
        message = decode("dn/rs", self._channel.greeted(arrived.topic, arrived.payload))
        if isinstance(message, Leave):
            return message
        if not isinstance(message, Welcome) or not hmac.compare_digest(message.nonce, self.nonce or "-"):
            self.ignore("replayed", arrived.topic)
            return None
        self._channel.stretch(self.nonce, message.hub_nonce)
        self.nonce = ""
        return message
