"""The authenticated way up and down: topics, trailers, counters, one life a connection."""

import base64
import threading
from secrets import token_hex
from typing import Final, NamedTuple

from classroom.wire.codec import encode
from classroom.wire.joining import JoinRecord
from classroom.wire.messages import StationState
from classroom.wire.topics import Channel as Leaf
from classroom.wire.topics import Topic, build
from plumbing.seal import authenticate, check, verify

NO_LIFE: Final = ""
"""Hello and the states carry their life inside, and are authenticated without it."""


class Heard(NamedTuple):
    """An authenticated message: what it carried and its number on its way."""

    payload: bytes
    counter: int


class Channel:
    """Seals what goes up and checks what comes down. Any thread may use it.

    A life begins with each attempt to connect; all that is said in it is numbered 1, 2, 3 ..., the will first.
    """

    def __init__(self, record: JoinRecord) -> None:
        self._record = record
        self._k_up, self._k_dn = base64.b64decode(record.k_up), base64.b64decode(record.k_dn)
        self._hub_sign = base64.b64decode(record.hub_sign)
        self._lock = threading.Lock()
        self._life, self._said, self._heard = "", 0, 0

    @property
    def life(self) -> str:
        with self._lock:
            return self._life

    def will(self) -> tuple[str, bytes]:
        """Begin a new life; return what the broker says for us when it ends without a goodbye."""
        with self._lock:
            self._life, self._said, self._heard = token_hex(8), 0, 0
            payload = encode(StationState(online=False, life=self._life))
            return self._seal("up/state", payload, NO_LIFE)

    def up(self, leaf: Leaf, payload: bytes, *, bare: bool = False) -> tuple[str, bytes]:
        """Return topic and bytes of the next message of this life; `bare` for hello and states."""
        with self._lock:
            return self._seal(leaf, payload, NO_LIFE if bare else self._life)

    def down(self, topic: str, data: bytes) -> Heard:
        """Return what the hub said to us in this life; raise SealBroken for anything else.

        Its number is not judged here: see `is_next`.
        """
        counter, payload = check(self._k_dn, topic, self.life, data)
        return Heard(payload, counter)

    def is_next(self, counter: int) -> bool:
        """Say whether a message is newer than all before it, and remember it."""
        with self._lock:
            newer = counter > self._heard
            self._heard = max(self._heard, counter)
            return newer

    def begin_again(self, counter: int) -> None:
        """Count from here: the hub has proved with our nonce that it speaks now."""
        with self._lock:
            self._heard = counter

    def public(self, topic: str, data: bytes) -> bytes:
        """Return what the hub said to all; raise SealBroken when it was not the hub."""
        return verify(self._hub_sign, topic, data)

    def _seal(self, leaf: Leaf, payload: bytes, life: str) -> tuple[str, bytes]:
        self._said += 1
        topic = build(Topic(self._record.room, leaf, self._record.station))
        return topic, authenticate(self._k_up, topic, life, self._said, payload)
