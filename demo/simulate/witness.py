"""What passed on the wires: which facts stations sent, which acknowledgements they heard, and when."""

import threading
from collections import defaultdict
from typing import Final, NamedTuple

from classroom.errors import MessageRefused, TopicRefused
from classroom.wire.codec import decode, decode_envelope
from classroom.wire.messages import Ack, EventBatch
from classroom.wire.topics import parse
from demo.simulate.wire import Passed
from plumbing.seal import TRAILER

_HEARD: Final = {"up/ev", "dn/ack"}


class Outbox(NamedTuple):
    """One epoch of one station."""

    station: str
    epoch: str


class Acked(NamedTuple):
    """A station heard that the hub has everything up to this seq, at this monotonic second."""

    at_s: float
    upto: int


class Witness:
    """Hears every message of a proxy; reads none of the product's databases. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sent: dict[Outbox, dict[int, str]] = defaultdict(dict)
        self._acked: dict[Outbox, list[Acked]] = defaultdict(list)
        self.broken = 0
        """How many messages could not be read."""

    def hear(self, passed: Passed) -> None:
        """Note a message that matters, and let all others go by."""
        try:
            topic = parse(passed.message.topic)
            if topic.channel in _HEARD:
                message = decode(topic.channel, passed.message.payload[:-TRAILER])
                with self._lock:
                    self._note(topic.station or "", message, passed.at_s)
        except (MessageRefused, TopicRefused):
            self.broken += 1

    def sent(self) -> dict[Outbox, dict[int, str]]:
        """Return the identity of every fact that was sent, by its place."""
        with self._lock:
            return {outbox: dict(facts) for outbox, facts in self._sent.items()}

    def acked(self) -> dict[Outbox, list[Acked]]:
        """Return all acknowledgements, in order of time."""
        with self._lock:
            return {outbox: sorted(heard) for outbox, heard in self._acked.items()}

    def highest(self) -> dict[Outbox, int]:
        """Return up to where each station may believe that the hub has everything."""
        with self._lock:
            return {outbox: max(one.upto for one in heard) for outbox, heard in self._acked.items()}

    def _note(self, station: str, message: object, at_s: float) -> None:
        match message:
            case EventBatch(epoch=epoch, events=events):
                envelopes = (decode_envelope(bytes(raw)) for raw in events)
                self._sent[Outbox(station, epoch)].update((one.seq, one.ev) for one in envelopes)
            case Ack(epoch=epoch, upto=upto):
                self._acked[Outbox(station, epoch)].append(Acked(at_s, upto))
