"""Who speaks: every message from the room is checked against its station's key, connection and counter."""

from collections import Counter, OrderedDict, deque
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
OFFERED: Final = 4
"""So many answers to a hello may be under way to one station; the hello itself may come twice."""


class Session(NamedTuple):
    """One connection of a station that has proved that it speaks now: its boot, its outbox, its keys."""

    life: str
    boot: str
    epoch: str
    up: bytes
    down: bytes


class Heard(NamedTuple):
    """An authentic message; a chunk of a file comes as `chunk`. `begins` with the first one of a session."""

    station: StationId
    channel: Channel
    message: AnyMessage | None
    chunk: bytes = b""
    begins: Session | None = None


class NotHeard(Exception):
    """Why a message is not listened to; a word of a fixed list, for counting."""


class _Peer:
    """A station: its session, those that were offered to it, and the highest counter of each life that said hello."""

    def __init__(self, keys: StationKeys) -> None:
        self.keys = keys
        self.session: Session | None = None
        self.counter = 0
        self.offered: deque[Session] = deque(maxlen=OFFERED)
        self.lives: OrderedDict[str, int] = OrderedDict()
        self.past: deque[str] = deque(maxlen=LIVES_REMEMBERED)

    def greet(self, life: str, counter: int) -> None:
        """Note a hello; raises NotHeard for one that was said before."""
        if not life or life in self.past or counter <= self.lives.get(life, 0):
            raise NotHeard("replayed")
        self.lives[life] = counter
        while len(self.lives) > OFFERED + 1:
            oldest = next(one for one in self.lives if self.session is None or one != self.session.life)
            del self.lives[oldest]

    def begin(self, session: Session) -> None:
        """A session was taken up: all before it is past."""
        if self.session is not None and self.session.life != session.life:
            self.past.append(self.session.life)
        self.session, self.counter = session, 0
        self.offered.clear()
        self.lives = OrderedDict({session.life: self.lives.get(session.life, 0)})


class Doorkeeper:
    """For the intake's thread alone. `refused` counts what was not listened to, by reason.

    A hello proves nothing but that it was said once. It is answered, and the answer offers a session; that begins
    with the first message under its keys, which only a station that heard the answer can make. Until then the
    session before it goes on.
    """

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
        """The key of enrolment for what this station is told: for the welcome alone."""
        return self._peers[station].keys.k_dn

    def offer(self, station: StationId, hello: Hello, hub_nonce: str) -> None:
        """This station is offered a session by the answer to its hello."""
        peer, nonces = self._peers[station], (hello.life, hello.nonce, hub_nonce)
        up, down = (seal.session_key(key, *nonces) for key in (peer.keys.k_up, peer.keys.k_dn))
        peer.offered.append(Session(hello.life, hello.boot_id, hello.epoch, up, down))

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
        if channel == "up/state" or (channel == "up/rq" and payload.startswith(_HELLO)):
            return Heard(station, channel, _of_itself(peer, topic, payload, channel))
        begins, counter, body = _in_session(peer, topic, payload)
        message = None if channel == "up/media" else decode(channel, body)
        if isinstance(message, Hello):
            raise NotHeard("unreadable")
        if begins is not None:
            peer.begin(begins)
        if counter <= peer.counter:
            raise NotHeard("replayed")
        peer.counter = counter
        return Heard(station, channel, message, body if message is None else b"", begins)


def _of_itself(peer: _Peer, topic: str, payload: bytes, channel: Channel) -> Hello | StationState:
    """A hello, a state or a will, under the key of enrolment.

    Their counters rise inside one life; a will has the lowest. A state of another life than the session's is
    heard: whether it is about the present connection is for its reader to decide.
    """
    counter, body = seal.check(peer.keys.k_up, topic, "", payload)
    message = decode(channel, body)
    if isinstance(message, Hello):
        peer.greet(message.life, counter)
        return message
    if not isinstance(message, StationState):
        raise NotHeard("unreadable")
    if message.online and message.life in peer.lives:
        if counter <= peer.lives[message.life]:
            raise NotHeard("replayed")
        peer.lives[message.life] = counter
    return message


def _in_session(peer: _Peer, topic: str, payload: bytes) -> tuple[Session | None, int, bytes]:
    """(the session that this message begins, if it does; its counter; what it carries)."""
    if peer.session is None and not peer.offered:
        raise NotHeard("before hello")
    for session in ([peer.session] if peer.session else []) + [*reversed(peer.offered)]:
        try:
            counter, body = seal.check(session.up, topic, session.life, payload)
        except SealBroken:
            continue
        return (None if session is peer.session else session), counter, body
    raise SealBroken
