"""Files that wait for their turn to come: the lowest rank first, and of each peer in turn. Pure."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

WAITING: Final = 256
"""Files of one peer that may wait."""


class Claim(NamedTuple):
    """A file that a peer has for us: its name, its size in bytes, and how soon it is wanted (0 = first)."""

    media: str
    size: int
    rank: int


class Line:
    """Claims by rank and peer; a file stands once for each peer."""

    def __init__(self) -> None:
        self._ranks: dict[int, OrderedDict[str, OrderedDict[str, Claim]]] = {}

    def add(self, peer: str, claim: Claim) -> bool:
        """Line a file up at its end; False when too many of this peer's wait. One that waits may only move up."""
        found = next((own[claim.media] for own in self._of(peer) if claim.media in own), None)
        if found is not None and found.rank <= claim.rank:
            return True
        if found is not None:
            self.withdraw(peer, claim.media)
        elif sum(map(len, self._of(peer))) >= WAITING:
            return False
        if claim.rank not in self._ranks:
            self._ranks = dict(sorted({**self._ranks, claim.rank: OrderedDict()}.items()))
        self._ranks[claim.rank].setdefault(peer, OrderedDict())[claim.media] = claim
        return True

    def next(self, has_turn: Callable[[str], bool]) -> tuple[str, Claim] | None:
        """Take the next one of a peer that has its turn."""
        for peers in self._ranks.values():
            for peer, own in peers.items():
                if has_turn(peer):
                    _, claim = own.popitem(last=False)
                    peers.move_to_end(peer)
                    self._tidy()
                    return peer, claim
        return None

    def before(self, rank: int) -> Iterator[str]:
        """The peers with a file that goes before this rank."""
        return (peer for lower, peers in self._ranks.items() if lower < rank for peer in peers)

    def withdraw(self, peer: str, media: str) -> bool:
        """Take one file out; False when it did not wait."""
        found = [own.pop(media) for own in self._of(peer) if media in own]
        self._tidy()
        return bool(found)

    def left(self, peer: str) -> list[str]:
        """Take all of a peer's files out; return which."""
        dropped = [media for own in self._of(peer) for media in own]
        for peers in self._ranks.values():
            peers.pop(peer, None)
        return dropped

    def _of(self, peer: str) -> Iterator[OrderedDict[str, Claim]]:
        return (peers[peer] for peers in self._ranks.values() if peer in peers)

    def _tidy(self) -> None:
        for peers in self._ranks.values():
            for peer in [peer for peer, own in peers.items() if not own]:
                del peers[peer]
