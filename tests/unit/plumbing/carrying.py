"""Both ends of a transfer in one process, and between them whatever a test wants to happen to each piece."""

import random
from pathlib import Path
from typing import NamedTuple

from plumbing.blobs import BlobStore, media_id_of
from plumbing.chunks import CHUNK, Chunk, chunk_count, decode_chunk, encode_chunk
from plumbing.incoming import SENDERS, Incoming
from plumbing.outgoing import Outgoing


class Asked(NamedTuple):
    """A question for pieces."""

    peer: str
    media: str
    missing: tuple[int, ...]


class File(NamedTuple):
    """A file by its name."""

    id: str
    data: bytes


class Desk:
    """Receives from peers that a test plays by hand; `quota` in bytes."""

    def __init__(self, folder: Path, *, quota: int | None = None, most: int = SENDERS, each: int = 1) -> None:
        self.now_s = 100.0
        self.blobs = BlobStore(folder, quota=quota)
        self.asked: list[Asked] = []
        self.arrived: list[tuple[str, str]] = []
        self.given_up: list[tuple[str, str, Exception | None]] = []
        self.shares: dict[str, float] = {}
        self.incoming = Incoming(self.blobs.part, self, most=most, each=each)

    def ask(self, peer: str, media: str, missing: tuple[int, ...]) -> None:
        self.asked.append(Asked(peer, media, missing))

    def progressed(self, media: str, share: float) -> None:
        self.shares[media] = share

    def whole(self, peer: str, media: str, size: int) -> None:
        assert self.blobs.size(media) == size
        self.arrived.append((peer, media))

    def failed(self, peer: str, media: str, error: Exception | None) -> None:
        self.given_up.append((peer, media, error))

    def offer(self, peer: str, file: File, *, rank: int | None = None) -> bool:
        return self.incoming.claim(peer, file.id, len(file.data), self.now_s, rank)

    def send(self, peer: str, file: File, *indices: int) -> None:
        for index in indices:
            self.incoming.piece(peer, decode_chunk(frame(file, index)), self.now_s)

    def tick(self, seconds: float) -> None:
        self.now_s += seconds
        self.incoming.tick(self.now_s)

    def serve(self, *files: File) -> None:
        """Answer each question for pieces of these files until none is asked any more."""
        known = {file.id: file for file in files}
        while self.asked:
            asked = self.asked.pop(0)
            if asked.media in known:
                self.send(asked.peer, known[asked.media], *asked.missing)


def file(size: int, seed: int = 1) -> File:
    data = random.Random(seed).randbytes(size)
    return File(media_id_of(data), data)


def frame(of: File, index: int) -> bytes:
    piece = of.data[index * CHUNK : (index + 1) * CHUNK]
    return encode_chunk(Chunk(of.id, index, chunk_count(len(of.data)), piece))


def sender_of(blobs: BlobStore) -> Outgoing:
    return Outgoing(lambda _peer, media: blobs.size(media), blobs.chunk)
