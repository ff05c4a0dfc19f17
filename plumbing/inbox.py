"""What a link tells its owner, and the bounded inbox between the two: a flood drops what matters least."""

import threading
from collections import Counter, deque
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

URGENT = -1
CEILING = 4
SHARE = 16


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


class _Entry(NamedTuple, Generic[T]):
    arrival: int
    size: int
    sender: str
    item: T


class BoundedInbox(Generic[T]):
    """Items in order of arrival, at most `limit` of them and `limit_bytes` bytes.

    No sender has more than its share in here (one `SHARE`th of either bound): a flood is its own loss.
    Each item has a rank. When there is no room, the newest item of the highest rank goes first. Rank 0 is
    dropped only past `CEILING` times the bounds (honest senders repeat themselves); `URGENT` items never are.
    """

    def __init__(self, limit: int, limit_bytes: int) -> None:
        """Bound the inbox to `limit` items and `limit_bytes` bytes."""
        self._limit = limit
        self._limit_bytes = limit_bytes
        self._queues: dict[int, deque[_Entry[T]]] = {}
        self._held: dict[str, list[int]] = {}
        self._count = self._bytes = self._arrivals = 0
        self._nudged = False
        self._ready = threading.Condition()
        self._dropped: Counter[int] = Counter()

    def put(self, item: T, rank: int, size: int = 0, sender: str = "") -> bool:
        """Add an item of `size` bytes; False when it was the one to be dropped. Never blocks.

        Items without a sender have no share to keep to.
        """
        with self._ready:
            if rank > URGENT and (self._is_greedy(sender, size) or not self._make_room(rank, size)):
                self._dropped[rank] += 1
                return False
            self._arrivals += 1
            self._queues.setdefault(rank, deque()).append(_Entry(self._arrivals, size, sender, item))
            self._note(sender, 1, size)
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

    def _is_greedy(self, sender: str, size: int) -> bool:
        count, held = self._held.get(sender, (0, 0)) if sender else (0, 0)
        return count * SHARE >= self._limit or ((held + size) * SHARE > self._limit_bytes and held > 0)

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
        oldest = min((queue for queue in self._queues.values() if queue), key=lambda queue: queue[0].arrival)
        return self._forget(oldest.popleft())

    def _forget(self, entry: _Entry[T]) -> T:
        self._note(entry.sender, -1, -entry.size)
        return entry.item

    def _note(self, sender: str, count: int, size: int) -> None:
        self._count += count
        self._bytes += size
        if sender:
            held = self._held.setdefault(sender, [0, 0])
            held[0] += count
            held[1] += size
            if not held[0]:
                del self._held[sender]
