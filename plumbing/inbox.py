"""What a link tells its owner, and the bounded inbox between the two: a flood drops what matters least."""

import threading
from collections import Counter, deque
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

URGENT = -1
CEILING = 4


@dataclass(frozen=True, slots=True)
class Message:
    """Something arrived; `retained` when the broker kept it for us from before we subscribed."""

    topic: str
    payload: bytes
    retained: bool


@dataclass(frozen=True, slots=True)
class Connected:
    """The broker let us in and answered our subscriptions; a link counts its sessions 1, 2, 3."""

    session: int


@dataclass(frozen=True, slots=True)
class Disconnected:
    """That session ended, and not because we stopped; the link is already trying again."""

    session: int
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The broker does not let us in (`not_authorised`), or denied a subscription; the link tries again."""

    code: int
    reason: str
    not_authorised: bool


Item = Message | Connected | Disconnected | Refused


class BoundedInbox(Generic[T]):
    """Items in order of arrival, at most `limit` of them and `limit_bytes` bytes.

    Each item has a rank. When there is no room, the newest item of the highest rank goes first. Rank 0 is
    dropped only past `CEILING` times the bounds (honest senders repeat themselves); `URGENT` items never are.
    """

    def __init__(self, limit: int, limit_bytes: int) -> None:
        """Bound the inbox to `limit` items and `limit_bytes` bytes."""
        self._limit = limit
        self._limit_bytes = limit_bytes
        self._queues: dict[int, deque[tuple[int, int, T]]] = {}
        self._count = self._bytes = self._arrivals = 0
        self._nudged = False
        self._ready = threading.Condition()
        self._dropped: Counter[int] = Counter()

    def put(self, item: T, rank: int, size: int = 0) -> bool:
        """Add an item of `size` bytes; False when it was the one to be dropped. Never blocks."""
        with self._ready:
            if rank > URGENT and not self._make_room(rank, size):
                self._dropped[rank] += 1
                return False
            self._arrivals += 1
            self._queues.setdefault(rank, deque()).append((self._arrivals, size, item))
            self._count += 1
            self._bytes += size
            self._ready.notify()
            return True

    def get(self, timeout: float) -> T | None:
        """The oldest item; None after `timeout` seconds without one, or after a nudge."""
        with self._ready:
            self._ready.wait_for(lambda: self._count or self._nudged, timeout)
            if self._count:
                return self._take()
            self._nudged = False
            return None

    def drain(self, limit: int) -> list[T]:
        """Up to `limit` items that already wait, oldest first; never blocks."""
        with self._ready:
            return [self._take() for _ in range(min(limit, self._count))]

    def nudge(self) -> None:
        """Let a waiting (or the next) `get` return None now: its caller has something else to do."""
        with self._ready:
            self._nudged = True
            self._ready.notify()

    def __len__(self) -> int:
        """How many items wait."""
        with self._ready:
            return self._count

    @property
    def dropped(self) -> dict[int, int]:
        """How many items were dropped so far, by rank."""
        with self._ready:
            return dict(self._dropped)

    def _make_room(self, rank: int, size: int) -> bool:
        """Evict what matters less than `rank` until `size` fits; say whether it does."""
        while self._full(size) and self._worst() > rank:
            self._evict(self._worst())
        return not self._full(size, 1 if rank else CEILING)

    def _full(self, size: int, times: int = 1) -> bool:
        return self._count >= self._limit * times or self._bytes + size > self._limit_bytes * times

    def _worst(self) -> int:
        return max((rank for rank, queue in self._queues.items() if queue), default=URGENT)

    def _evict(self, rank: int) -> None:
        self._forget(self._queues[rank].pop())
        self._dropped[rank] += 1

    def _take(self) -> T:
        oldest = min((queue for queue in self._queues.values() if queue), key=lambda queue: queue[0][0])
        return self._forget(oldest.popleft())

    def _forget(self, entry: tuple[int, int, T]) -> T:
        _, size, item = entry
        self._count -= 1
        self._bytes -= size
        return item
