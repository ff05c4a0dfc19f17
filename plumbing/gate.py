"""A gate: it lets in only so many connections of one address; before another server it passes bytes on untouched."""

import logging
import selectors
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, NamedTuple

PIECE: Final = 64 * 1024
"""Bytes that wait in one direction of one connection at most."""
POLL_S: Final = 0.5
STALLED_MS: Final = 20_000
"""So long may somebody leave unread what was sent to her."""
_READ, _WRITE = selectors.EVENT_READ, selectors.EVENT_WRITE

log = logging.getLogger(__name__)


class Limits(NamedTuple):
    """How many connections may be open: of one address within its first seconds, of one address, of all.

    A whole room may stand behind one address, so the small number holds for the first seconds only: by then a
    server has heard who it is or has hung up. This machine itself is not limited but by `all`.
    """

    young: int = 16
    each: int = 64
    all: int = 200
    young_s: float = 5.0


class _Side:
    """One end of a connection that passes; `waiting` goes out of it."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_MS)
        self.end, self.waiting = end, b""
        self.heard_all = self.said_all = False
        self.other: _Side = self

    @property
    def interest(self) -> int:
        listens = not self.heard_all and not self.other.waiting
        return (_READ if listens else 0) | (_WRITE if self.waiting else 0)

    def hear(self) -> None:
        """Take what came and give it to the other side. Raises OSError when the connection is broken."""
        data = self.end.recv(PIECE)
        self.heard_all = not data
        self.other.waiting += data
        self.other.say()

    def say(self) -> None:
        """Send what waits, as far as it goes; pass on that nothing more will come."""
        if self.waiting:
            with suppress(BlockingIOError):
                self.waiting = self.waiting[self.end.send(self.waiting) :]
        if self.other.heard_all and not self.waiting and not self.said_all:
            self.said_all = True
            self.end.shutdown(socket.SHUT_WR)


class _Door:
    """Who is inside, and who came just now."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._inside: Counter[str] = Counter()
        self._young: dict[str, deque[float]] = {}

    def admits(self, address: str, now: float, *, ours: bool) -> bool:
        self._forget(now)
        recent = self._young.setdefault(address, deque())
        while recent and now - recent[0] > self._limits.young_s:
            recent.popleft()
        full = self._inside.total() >= self._limits.all
        crowded = len(recent) >= self._limits.young or self._inside[address] >= self._limits.each
        if full or (crowded and not ours):
            return False
        self._inside[address] += 1
        if not ours:
            recent.append(now)
        return True

    def left(self, address: str) -> None:
        self._inside[address] -= 1
        if self._inside[address] <= 0:
            del self._inside[address]

    def _forget(self, now: float) -> None:
        """Drop the addresses of which nobody came lately, so that their list cannot grow."""
        for address, recent in list(self._young.items()):
            if not recent or now - recent[-1] > self._limits.young_s:
                del self._young[address]


class BoundedListener(socket.socket):
    """A listening socket of our own process that closes at once what is beyond its limits; made by `bounded`."""

    door: _Door
    refused = 0

    def accept(self) -> tuple[socket.socket, Any]:
        """Raises ConnectionAbortedError when whoever came was sent away: the caller tries the next one."""
        end, where = super().accept()
        ours = where[0] == end.getsockname()[0]
        if not self.door.admits(where[0], time.monotonic(), ours=ours):
            self.refused += 1
            end.close()
            raise ConnectionAbortedError
        counted = _Counted(end.family, end.type, end.proto, fileno=end.detach())
        counted.on_close = lambda: self.door.left(where[0])
        return counted, where


class _Counted(socket.socket):
    on_close: Callable[[], None] | None = None

    def close(self) -> None:
        if self.on_close is not None:
            self.on_close()
            self.on_close = None
        super().close()


def bounded(listening: socket.socket, limits: Limits) -> BoundedListener:
    """Return the same listening socket with limits; the one given is used up."""
    listener = BoundedListener(listening.family, listening.type, listening.proto, fileno=listening.detach())
    listener.door = _Door(limits)
    return listener


class Gate:
    """Listens for a server that itself listens on this machine only; from `start` to `stop`.

    `refused` counts whom it sent away.
    """

    def __init__(
        self, listening: socket.socket, toward: Callable[[], tuple[str, int]], limits: Limits
    ) -> None:
        """`listening` becomes the gate's own. A connection costs two descriptors and at most two PIECEs."""
        self._listening, self._toward = listening, toward
        self._door = _Door(limits)
        self._watching = selectors.DefaultSelector()
        self._calls: dict[_Side, str] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gate", daemon=True)
        self.refused = 0

    def start(self) -> None:
        self._listening.setblocking(False)
        self._watching.register(self._listening, _READ)
        self._thread.start()

    def stop(self) -> None:
        """End every connection; may be repeated."""
        self._stopping.set()
        with suppress(OSError):
            socket.create_connection(self._listening.getsockname()[:2], POLL_S).close()
        if self._thread.ident is not None:
            self._thread.join()
        self._listening.close()

    @property
    def alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._round()
            except Exception:
                log.exception("a round of the gate failed")
        for front in list(self._calls):
            self._close(front)
        self._watching.close()

    def _round(self) -> None:
        for key, mask in self._watching.select(POLL_S):
            if key.data is None:
                self._accept()
            elif key.fileobj.fileno() >= 0:  # type: ignore[union-attr]  # its other side may just have closed it
                self._serve(key.data, mask)

    def _accept(self) -> None:
        try:
            end, (address, *_) = self._listening.accept()
        except OSError:
            self._stopping.wait(0.05)  # no descriptor is left: whoever waits outside must not make us spin
            return
        ours = address == end.getsockname()[0]
        if not self._door.admits(address, time.monotonic(), ours=ours):
            self.refused += 1
            end.close()
            return
        front = _Side(end)
        self._calls[front] = address
        back = _Side(socket.socket(socket.AF_INET))
        front.other, back.other = back, front
        back.end.connect_ex(self._toward())
        if back.end.getsockname() == self._toward():
            self._close(front)  # nobody listens, and the kernel connected us to ourselves
            return
        self._watch(front)
        self._watch(back)

    def _serve(self, side: _Side, mask: int) -> None:
        try:
            if mask & _WRITE:
                side.say()
            if mask & _READ:
                side.hear()
            if side.said_all and side.other.said_all:
                raise ConnectionResetError
        except OSError:
            self._close(side if side in self._calls else side.other)
            return
        self._watch(side)
        self._watch(side.other)

    def _watch(self, side: _Side) -> None:
        known = side.end in self._watching.get_map()
        if not side.interest:
            if known:
                self._watching.unregister(side.end)
        elif known:
            self._watching.modify(side.end, side.interest, side)
        else:
            self._watching.register(side.end, side.interest, side)

    def _close(self, front: _Side) -> None:
        for side in (front, front.other):
            with suppress(KeyError, ValueError):
                self._watching.unregister(side.end)
            side.end.close()
        self._door.left(self._calls.pop(front))
