"""Pieces of files that others asked for: lined up, small files first, and handed out one frame at a time."""

from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from plumbing.chunks import Chunk, chunk_count, encode_chunk
from plumbing.errors import BlobMissing

SMALL: Final = 1024 * 1024
"""Bytes up to which a file goes before larger ones."""
WAITING: Final = 64
"""Pieces of one peer that may wait: what is beyond is asked for again."""


class Frame(NamedTuple):
    """A piece as it goes on the wire, and to whom."""

    peer: str
    data: bytes


class _Piece(NamedTuple):
    media: str
    number: int
    of: int


class Outgoing:
    """The sender's half of a transfer, the same at both ends. For one thread; knows nothing of the wire.

    `size(peer, media)` and `piece(media, index)` read a file; both raise BlobMissing. Nothing is remembered
    of a file beyond the pieces that were asked for last.
    """

    def __init__(self, size: Callable[[str, str], int], piece: Callable[[str, int], bytes]) -> None:
        self._size, self._piece = size, piece
        self._queues: tuple[OrderedDict[str, deque[_Piece]], ...] = (OrderedDict(), OrderedDict())

    @property
    def waiting(self) -> bool:
        """Whether there is a piece to send."""
        return any(self._queues)

    def want(self, peer: str, media: str, missing: Sequence[int], window: int) -> None:
        """Line up the first `window` of the pieces asked for, all when none are named; raises BlobMissing."""
        size = self._size(peer, media)
        count = chunk_count(size)
        if not count:
            raise BlobMissing(media)
        queue = self._queues[size > SMALL].setdefault(peer, deque())
        for index in missing[:window] or range(min(window, count)):
            piece = _Piece(media, index, count)
            if index < count and len(queue) < WAITING and piece not in queue:
                queue.append(piece)
        self._tidy(peer)

    def next(self) -> Frame | None:
        """The next frame, of each peer in turn; None when nothing waits. Raises BlobMissing or OSError."""
        for queues in self._queues:
            if queues:
                peer, queue = queues.popitem(last=False)
                piece = queue.popleft()
                if queue:
                    queues[peer] = queue
                return Frame(peer, self._encoded(piece))
        return None

    def stop(self, peer: str, media: str) -> None:
        """Send no more of a file."""
        for queues in self._queues:
            if peer in queues:
                queues[peer] = deque(piece for piece in queues[peer] if piece.media != media)
        self._tidy(peer)

    def left(self, peer: str) -> None:
        """A peer begins a new connection: what it still wants it asks for again."""
        for queues in self._queues:
            queues.pop(peer, None)

    def _encoded(self, piece: _Piece) -> bytes:
        data = self._piece(piece.media, piece.number)
        if not data:
            raise BlobMissing(piece.media)
        return encode_chunk(Chunk(piece.media, piece.number, piece.of, data))

    def _tidy(self, peer: str) -> None:
        for queues in self._queues:
            if not queues.get(peer, True):
                del queues[peer]
