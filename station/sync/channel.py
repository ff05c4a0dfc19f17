"""The authenticated way up and down: topics, trailers, counters, one life a connection."""

import base64
import threading
from secrets import token_hex
from typing import Final, NamedTuple

from classroom.ids import StationId
from classroom.wire.codec import encode
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import StationState
from classroom.wire.topics import Channel as Leaf
from classroom.wire.topics import Topic, build
from plumbing.errors import SealBroken
from plumbing.seal import authenticate, check, session_key, verify

NO_LIFE: Final = ""
"""Hello and the states carry their life inside, and are authenticated without it."""


class Heard(NamedTuple):
    """An authenticated message: what it carried and its number on its way."""

    payload: bytes
    counter: int


class _Session(NamedTuple):
    """The keys of one connection, once the hub has answered our hello."""

    up: bytes
    down: bytes


class Channel:
    """Seals what goes up and checks what comes down. Any thread may use it.

    A life begins with each attempt to connect. What a station says of itself in it is numbered 1, 2, 3 ..., the
    will first, under the key of enrolment. All else waits for the hub's welcome, which makes the keys of a session
    with our nonce and its own, and is numbered anew.
    """

    def __init__(self, record: JoinRecord) -> None:
        self._record = record
        self._k_up, self._k_dn = base64.b64decode(record.k_up), base64.b64decode(record.k_dn)
        self._hub_sign = base64.b64decode(record.hub_sign)
        self._lock = threading.Lock()
        self._life, self._named, self._said, self._heard = "", 0, 0, 0
        self._session: _Session | None = None

    @property
    def life(self) -> str:
        with self._lock:
            return self._life

    @property
    def station(self) -> StationId:
        return self._record.station

    def will(self) -> tuple[str, bytes]:
        """Begin a new life; return what the broker says for us when it ends without a goodbye."""
        with self._lock:
            self._life, self._named, self._session = token_hex(8), 0, None
            payload = encode(StationState(online=False, life=self._life))
            return self._of_ourselves("up/state", payload)

    def of_ourselves(self, leaf: Leaf, payload: bytes) -> tuple[str, bytes]:
        """Return topic and bytes of a hello or a state."""
        with self._lock:
            return self._of_ourselves(leaf, payload)

    def up(self, leaf: Leaf, payload: bytes) -> tuple[str, bytes] | None:
        """Return topic and bytes of the next message of this session; None while there is none."""
        with self._lock:
            if self._session is None:
                return None
            self._said += 1
            topic = self._topic(leaf)
            return topic, authenticate(self._session.up, topic, self._life, self._said, payload)

    def greeted(self, topic: str, data: bytes) -> bytes:
        """Return what is said to be an answer to our hello in this life; raise SealBroken for anything else."""
        return check(self._k_dn, topic, self.life, data)[1]

    def stretch(self, nonce: str, hub_nonce: str) -> None:
        """Begin a session: the hub has proved with our nonce that it speaks now."""
        with self._lock:
            up, down = (session_key(key, self._life, nonce, hub_nonce) for key in (self._k_up, self._k_dn))
            self._session, self._said, self._heard = _Session(up, down), 0, 0

    def down(self, topic: str, data: bytes) -> Heard:
        """Return what the hub said to us in this session; raise SealBroken for anything else.

        Its number is not judged here: see `is_next`.
        """
        with self._lock:
            session, life = self._session, self._life
        if session is None:
            raise SealBroken
        counter, payload = check(session.down, topic, life, data)
        return Heard(payload, counter)

    def is_next(self, counter: int) -> bool:
        """Say whether a message is newer than all before it, and remember it."""
        with self._lock:
            newer = counter > self._heard
            self._heard = max(self._heard, counter)
            return newer

    def public(self, topic: str, data: bytes) -> bytes:
        """Return what the hub said to all; raise SealBroken when it was not the hub."""
        return verify(self._hub_sign, topic, data)

    def _of_ourselves(self, leaf: Leaf, payload: bytes) -> tuple[str, bytes]:
        self._named += 1
        topic = self._topic(leaf)
        return topic, authenticate(self._k_up, topic, NO_LIFE, self._named, payload)

    def _topic(self, leaf: Leaf) -> str:
        return build(Topic(self._record.room, leaf, self._record.station))
