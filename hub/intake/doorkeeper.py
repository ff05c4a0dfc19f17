"""Who speaks: every message from the room is checked against its station's key, connection and counter."""

from collections import Counter, deque
from collections.abc import Iterable
from typing import Final, NamedTuple

from classroom.errors import MessageRefused, TopicRefused
from classroom.ids import StationId
from classroom.wire.codec import decode
from classroom.wire.messages import AnyMessage, Hello, StationState
from classroom.wire.topics import Channel, parse
from hub.store.keys import StationKeys
from plumbing import seal
from plumbing.errors import SealBroken

_HELLO: Final = b'{"t":"hello"'
LIVES_REMEMBERED: Final = 64


class Heard(NamedTuple):
    """An authentic message; a chunk of a file comes as `chunk`."""

    station: StationId
    channel: Channel
    message: AnyMessage | None
    chunk: bytes = b""


class NotHeard(Exception):
    """Why a message is not listened to; a word of a fixed list, for counting."""


class _Peer:
    def __init__(self, keys: StationKeys) -> None:
        self.keys = keys
        self.life, self.counter = "", 0
        self.past_lives: deque[str] = deque(maxlen=LIVES_REMEMBERED)


class Doorkeeper:
    """For the intake's thread alone. `refused` counts what was not listened to, by reason."""

    def __init__(self, room: str, stations: Iterable[StationKeys]) -> None:
        self._room = room
        self._peers = {station.station: _Peer(station) for station in stations}
        self.refused: Counter[str] = Counter()

    def let_in(self, station: StationKeys) -> None:
        """A new station, or a new credential of a known one."""
        self._peers[station.station] = _Peer(station)

    def shut_out(self, station: StationId) -> None:
        """Its messages count for nothing from now on."""
        self._peers.pop(station, None)

    def key_down(self, station: StationId) -> bytes:
        """The key for what this station is told."""
        return self._peers[station].keys.k_dn

    def hear(self, topic: str, payload: bytes) -> Heard | None:
        """The message if it is authentic and new; None, and one more in `refused`, if not."""
        try:
            return self._hear(topic, payload)
        except NotHeard as reason:
            self.refused[str(reason)] += 1
        except (TopicRefused, MessageRefused):
            self.refused["unreadable"] += 1
        except SealBroken:
            self.refused["not authentic"] += 1
        return None

    def _hear(self, topic: str, payload: bytes) -> Heard:
        parsed = parse(topic)
        peer = self._peers.get(parsed.station or "")
        if parsed.room != self._room or peer is None:
            raise NotHeard("stranger")
        station, channel = peer.keys.station, parsed.channel
        carries_life = channel == "up/state" or (channel == "up/rq" and payload.startswith(_HELLO))
        if not carries_life and not peer.life:
            raise NotHeard("before hello")
        counter, body = seal.check(peer.keys.k_up, topic, "" if carries_life else peer.life, payload)
        message = None if channel == "up/media" else decode(channel, body)
        self._check_order(peer, counter, message)
        return Heard(station, channel, message, body if message is None else b"")

    def _check_order(self, peer: _Peer, counter: int, message: AnyMessage | None) -> None:
        """Counters rise inside one connection; a will has none; a hello of an old connection is a replay."""
        if isinstance(message, StationState):
            if message.life != peer.life or not message.online:
                return  # whether it is about the present connection is for its reader to decide
        elif isinstance(message, Hello) and message.life != peer.life:
            if not message.life or message.life in peer.past_lives:
                raise NotHeard("replayed")
            peer.past_lives.append(peer.life)
            peer.life, peer.counter = message.life, counter
            return
        if counter <= peer.counter:
            raise NotHeard("replayed")
        peer.counter = counter
