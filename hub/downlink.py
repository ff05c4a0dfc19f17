"""What the hub says into the room: acknowledgements, answers, chunks, and two retained words, all authentic."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from msgspec.structs import replace

from classroom.errors import MessageRefused
from classroom.ids import StationId
from classroom.wire.codec import encode
from classroom.wire.messages import Ack, Head, HubState, Leave, Message, Welcome
from classroom.wire.topics import Channel, Topic, build
from plumbing import seal

log = logging.getLogger(__name__)


class Link(Protocol):
    """What we ask of the connection to the broker."""

    @property
    def backlog(self) -> int: ...
    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> bool: ...


class _Line:
    """The way down to one station on its present connection; its counter only rises."""

    def __init__(self, key: bytes, life: str) -> None:
        self.key, self.life, self.counter = key, life, 0


class Downlink:
    """Any thread may speak. Nothing waits: what cannot be sent now is asked for again by its station."""

    def __init__(
        self, room: str, sign_seed: bytes, hub_epoch: str, now: Callable[[], int], started: int = 0
    ) -> None:
        """`started` names this run of the hub; a later run has a higher one. 0: the time is that."""
        self._room, self._seed, self._now = room, sign_seed, now
        self.hub_epoch = hub_epoch
        self._started = started or now()
        self._lock = threading.Lock()
        self._lines: dict[StationId, _Line] = {}
        self._link: Link | None = None
        self._rev = self._floor = 0

    def attach(self, link: Link) -> None:
        """Speak over this connection from now on."""
        self._link = link

    @property
    def backlog(self) -> int:
        """Bytes that were said and are not on their way yet."""
        return self._link.backlog if self._link else 0

    # ── to one station ───────────────────────────────────────────────────────────────────────────────

    def greet(self, station: StationId, key: bytes, life: str, answer: Welcome | Leave) -> bool:
        """Answer a hello, under the key of enrolment; what else it is told stays as it was until it answers that."""
        topic = build(Topic(self._room, "dn/rs", station))
        payload = encode(replace(answer, started=self._started) if isinstance(answer, Welcome) else answer)
        return self._publish(topic, seal.authenticate(key, topic, life, 1, payload), retain=False)

    def begin(self, station: StationId, key: bytes, life: str) -> None:
        """A station took up a session: what it is told from now on is under its key."""
        with self._lock:
            self._lines[station] = _Line(key, life)

    def end(self, station: StationId) -> None:
        """It may not come in any more."""
        with self._lock:
            self._lines.pop(station, None)

    def ack(self, station: StationId, ack: Ack) -> bool:
        """Say what is committed."""
        return self._tell(station, "dn/ack", encode(ack))

    def answer(self, station: StationId, message: Message) -> bool:
        """Answer a request, or ask for a file."""
        try:
            return self._tell(station, "dn/rs", encode(message))
        except MessageRefused:
            log.exception("an answer to %s does not fit into a message", station)
            return False

    def chunk(self, station: StationId, frame: bytes) -> bool:
        """Send a piece of a file."""
        return self._tell(station, "dn/media", frame)

    def _tell(self, station: StationId, channel: Channel, payload: bytes) -> bool:
        topic = build(Topic(self._room, channel, station))
        with self._lock:  # held while sending, so that counters reach the wire in order
            line = self._lines.get(station)
            if line is None:
                return False
            line.counter += 1
            signed = seal.authenticate(line.key, topic, line.life, line.counter, payload)
            return self._publish(topic, signed, retain=False)

    # ── to everyone ──────────────────────────────────────────────────────────────────────────────────

    def announce(self, rev: int, floor: int = 0) -> None:
        """The feed has grown to this revision; below `floor` it is forgotten what was gone."""
        self._rev, self._floor = max(rev, self._rev), max(floor, self._floor)
        self._declare("pub/head", Head(hub_epoch=self.hub_epoch, rev=self._rev, floor=self._floor))

    def be_seen(self, *, online: bool = True) -> None:
        """Say that the hub is there and what time it has, and how far the feed is."""
        self._declare("pub/hub", self._state(online=online))
        if online:
            self.announce(self._rev)

    def will(self) -> tuple[str, bytes]:
        """What the broker says for us when we are gone."""
        return self._signed("pub/hub", self._state(online=False))

    def _state(self, *, online: bool) -> HubState:
        now = self._now() if online else 0
        return HubState(online=online, hub_epoch=self.hub_epoch, started=self._started, time=now)

    def _declare(self, channel: Channel, message: Message) -> None:
        self._publish(*self._signed(channel, message), retain=True)

    def _publish(self, topic: str, payload: bytes, *, retain: bool) -> bool:
        return self._link is not None and self._link.publish(topic, payload, retain=retain)

    def _signed(self, channel: Channel, message: Message) -> tuple[str, bytes]:
        topic = build(Topic(self._room, channel))
        return topic, seal.sign(self._seed, topic, encode(message))
