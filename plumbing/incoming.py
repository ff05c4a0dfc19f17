"""Files that others have for us: asked for piece by piece, checked, kept; a break costs only what is missing."""

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Final, Protocol

from plumbing.chunks import Chunk, chunk_count
from plumbing.errors import BlobDamaged, PieceRefused, PlumbingError
from plumbing.line import Claim, Line
from plumbing.outgoing import SMALL
from plumbing.parts import Part

SENDERS: Final = 8
"""Files on their way at the same time."""
WINDOW: Final = 8
"""Pieces of one file under way, at most."""
PATIENCE_S: Final = (0.5, 4.0)
"""Since the last piece: before it is asked again for the first time, then twice as long each time, at most so long."""
TRIES: Final = 5
SPOILED: Final = 256
"""How many (peer, file) are remembered that turned out to be something else."""
SECOND_TIME: Final = 2
"""Once may be the fault of an earlier sender whose pieces were kept; after that we ask this one no more."""


Open = Callable[[str, int], Part]
Done = Callable[[Exception | None], None]
Finish = Callable[[Part, Done], None]
"""Makes a part whole, then tells with what error if any: at once, or later in the thread of the Incoming."""


def finish_now(part: Part, done: Done) -> None:
    """Make a part whole while everything else waits."""
    try:
        part.finish()
    except (PlumbingError, OSError) as error:
        done(error)
    else:
        done(None)


class Hears(Protocol):
    """Who carries the questions to the wire, and hears how files fare."""

    def ask(self, peer: str, media: str, missing: tuple[int, ...]) -> None:
        """Ask for these pieces of a file."""

    def progressed(self, media: str, share: float) -> None:
        """So much of a file is here, 0.0 to 1.0."""

    def whole(self, peer: str, media: str, size: int) -> None:
        """A file is here, checked, and on the disk."""

    def failed(self, peer: str, media: str, error: Exception | None) -> None:
        """A file was given up: nothing came (None), or what came could not be kept."""


@dataclass(slots=True)
class _Transfer:
    """One file on its way: the pieces still to ask for, and those under way in the order of asking."""

    peer: str
    claim: Claim
    part: Part
    heard_s: float
    todo: deque[int]
    awaited: deque[int] = field(default_factory=deque)
    tries: int = 0
    window: int = WINDOW

    @property
    def at_s(self) -> float:
        """When to ask again if nothing comes."""
        first_s, longest_s = PATIENCE_S
        return self.heard_s + min(longest_s, first_s * 2.0**self.tries)

    def share(self) -> float:
        return 1 - (len(self.todo) + len(self.awaited)) / chunk_count(self.claim.size)

    def took(self, chunk: Chunk, now_s: float) -> bool:
        """Keep a piece; False for one that is here, or that has no place in this file. Raises OSError."""
        with suppress(PieceRefused):
            new = chunk.count == chunk_count(self.claim.size) and self.part.write(chunk.index, chunk.data)
            if new:
                self._came(chunk.index, now_s)
            return new
        return False

    def _came(self, index: int, now_s: float) -> None:
        """Pieces come in the order of asking: those before this one are lost, and asked for again."""
        self.heard_s, self.tries, self.window = now_s, 0, min(WINDOW, self.window + 1)
        if index in self.awaited:
            self.todo.extendleft(reversed(list(iter(self.awaited.popleft, index))))

    def nothing_came(self, now_s: float) -> None:
        """Ask for the same again, for half as many at a time."""
        self.todo.extendleft(reversed(self.awaited))
        self.awaited.clear()
        self.heard_s, self.tries, self.window = now_s, self.tries + 1, max(1, self.window // 2)

    def ask(self) -> tuple[int, ...]:
        """Choose what to ask for now: half a window at least, so that the sender never runs dry."""
        room = self.window - len(self.awaited)
        asked = tuple(self._missing(room)) if 2 * room >= self.window else ()
        self.awaited.extend(asked)
        return asked

    def _missing(self, room: int) -> Iterator[int]:
        while room and self.todo:
            index = self.todo.popleft()
            if not self.part.has(index):
                room -= 1
                yield index


class _Spoiled:
    """Who sent bytes that were not what they were called; once is forgiven."""

    def __init__(self) -> None:
        self._times: OrderedDict[tuple[str, str], int] = OrderedDict()

    def note(self, peer: str, media: str) -> None:
        self._times[peer, media] = self._times.get((peer, media), 0) + 1
        if len(self._times) > SPOILED:
            self._times.popitem(last=False)

    def refuses(self, peer: str, media: str) -> bool:
        return self._times.get((peer, media), 0) >= SECOND_TIME

    def left(self, peer: str) -> None:
        for key in [key for key in self._times if key[0] == peer]:
            del self._times[key]


class Incoming:
    """The receiver's half of a transfer, the same at both ends. For one thread; times are monotonic seconds.

    `part(media, size)` makes room for a file, and raises as BlobStore.part does. At most `most` files are under
    way, `each` of one peer. Those of the lowest rank go first, and a file makes way for one of a lower rank.
    """

    def __init__(
        self, part: Open, listener: Hears, *, most: int = SENDERS, each: int = 1, finish: Finish = finish_now
    ) -> None:
        self._part, self._listener, self._finish_part = part, listener, finish
        self._most, self._each = most, each
        self._transfers: dict[str, _Transfer] = {}
        self._finishing: set[str] = set()
        self._line = Line()
        self._spoiled = _Spoiled()

    @property
    def at_s(self) -> float:
        """When somebody has to be asked again."""
        return min((one.at_s for one in self._transfers.values()), default=math.inf)

    def under_way(self) -> set[str]:
        """The files that are coming now."""
        return {*self._transfers, *self._finishing}

    def claim(self, peer: str, media: str, size: int, now_s: float, rank: int | None = None) -> bool:
        """Line a file up that a peer has; False when it is not to be had from it, or too many wait.

        `rank` None: small files before large ones.
        """
        if self._spoiled.refuses(peer, media) or size <= 0:
            return False
        claim = Claim(media, size, int(size > SMALL) if rank is None else rank)
        if media not in self.under_way() and not self._line.add(peer, claim):
            return False
        self._grant(now_s)
        return True

    def piece(self, peer: str, chunk: Chunk, now_s: float) -> None:
        """Take a piece; what nobody asked this peer for is dropped."""
        transfer = self._transfers.get(chunk.media_id)
        if transfer is None or transfer.peer != peer:
            return
        try:
            new = transfer.took(chunk, now_s)
        except OSError as error:
            self._fail(transfer, error, now_s)
            return
        if new:
            self._listener.progressed(chunk.media_id, transfer.share())
            self._go_on(transfer, now_s)

    def gone(self, peer: str, media: str, now_s: float) -> bool:
        """A peer does not have a file; say whether it was awaited from it."""
        under_way = media in self._transfers and self._transfers[media].peer == peer
        if under_way:
            self._set_aside(self._transfers[media])
        waited = self._line.withdraw(peer, media)
        self._grant(now_s)
        return under_way or waited

    def left(self, peer: str, now_s: float) -> list[str]:
        """A peer begins a new connection, or goes: nothing is awaited from it. Return what was."""
        under_way = [one for one in self._transfers.values() if one.peer == peer]
        for transfer in under_way:
            self._set_aside(transfer)
        self._spoiled.left(peer)
        dropped = [*(one.claim.media for one in under_way), *self._line.left(peer)]
        self._grant(now_s)
        return dropped

    def tick(self, now_s: float) -> None:
        """Ask again for what did not come; give up on who does not answer."""
        silent = [one for one in self._transfers.values() if now_s >= one.at_s]
        for transfer in silent:
            transfer.nothing_came(now_s)
            if transfer.tries > TRIES:
                self._fail(transfer, None, now_s)
            else:
                self._go_on(transfer, now_s)
        self._grant(now_s)

    def close(self) -> None:
        """Put everything aside for the next start."""
        for transfer in list(self._transfers.values()):
            self._set_aside(transfer)

    def _grant(self, now_s: float) -> None:
        """Begin what there is room for."""
        while len(self._transfers) < self._most and (chosen := self._line.next(self._has_turn)):
            peer, claim = chosen
            if claim.media in self.under_way():
                continue
            try:
                part = self._part(claim.media, claim.size)
            except (PlumbingError, OSError) as error:
                self._listener.failed(peer, claim.media, error)
                continue
            transfer = _Transfer(peer, claim, part, now_s, deque(part.missing()))
            self._transfers[claim.media] = transfer
            self._go_on(transfer, now_s)

    def _has_turn(self, peer: str) -> bool:
        return sum(one.peer == peer for one in self._transfers.values()) < self._each

    def _go_on(self, transfer: _Transfer, now_s: float) -> None:
        """Ask for more, or make way for something more urgent as soon as nothing is under way."""
        before = self._line.before(transfer.claim.rank)
        if transfer.todo and any(peer == transfer.peer or self._has_turn(peer) for peer in before):
            if not transfer.awaited:
                self._set_aside(transfer)
                self._line.add(transfer.peer, transfer.claim)
                self._grant(now_s)
            return
        if asked := transfer.ask():
            self._listener.ask(transfer.peer, transfer.claim.media, asked)
        elif not transfer.awaited:
            self._finish(transfer, now_s)

    def _finish(self, transfer: _Transfer, now_s: float) -> None:
        """Its place is free for the next one while the disk is at work."""
        media = transfer.claim.media
        del self._transfers[media]
        self._finishing.add(media)
        self._finish_part(transfer.part, partial(self._finished, transfer, now_s))
        self._grant(now_s)

    def _finished(self, transfer: _Transfer, now_s: float, error: Exception | None) -> None:
        self._finishing.discard(transfer.claim.media)
        if error is None:
            self._listener.whole(transfer.peer, transfer.claim.media, transfer.claim.size)
        else:
            self._fail(transfer, error, now_s)

    def _fail(self, transfer: _Transfer, error: Exception | None, now_s: float) -> None:
        self._set_aside(transfer)
        if isinstance(error, BlobDamaged):
            self._spoiled.note(transfer.peer, transfer.claim.media)
        self._listener.failed(transfer.peer, transfer.claim.media, error)
        self._grant(now_s)

    def _set_aside(self, transfer: _Transfer) -> None:
        """Stop a transfer; the pieces that came stay for the next time."""
        self._transfers.pop(transfer.claim.media, None)
        with suppress(OSError):
            transfer.part.close()
