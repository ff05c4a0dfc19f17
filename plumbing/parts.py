"""A file that arrives piece by piece, and goes on where it was after a crash."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from plumbing.chunks import CHUNK, chunk_count
from plumbing.errors import BlobDamaged, PartIncomplete, PieceRefused
from plumbing.files import Disk

CHECKPOINT = 32
"""Pieces between two syncs: at most so many are asked for again after a crash."""


class Part:
    """The pieces of one blob: `path` holds the bytes, `path`.map one byte a piece (1 = here and synced).

    A piece is marked only after the disk has it, so the map never promises more than a power cut would leave.
    """

    def __init__(
        self, path: Path, size: int, destination: Path, freed: Callable[[int], None], disk: Disk
    ) -> None:
        """Open or begin it; `freed` hears how many bytes a dropped part gives back. OSError: no room."""
        self.media_id, self.size = path.name, size
        self._path, self._map, self._destination = path, _map_of(path), destination
        self._freed, self._disk = freed, disk
        self._count = chunk_count(size)
        self._descriptor: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._have = bytearray(self._count)
        self._unsynced: set[int] = set()
        if os.fstat(self._descriptor).st_size == size:
            self._recall()
        else:
            self._disk.remove(self._map)
            self._make_room()

    def missing(self) -> list[int]:
        """The indices of the pieces that are still to come, in order."""
        return [index for index, here in enumerate(self._have) if not here]

    def has(self, index: int) -> bool:
        """Whether piece `index` is here."""
        return bool(self._have[index])

    def write(self, index: int, data: bytes) -> bool:
        """Keep piece `index`; False when it was here already. Raises PieceRefused when it does not fit."""
        if not 0 <= index < self._count or len(data) != min(CHUNK, self.size - index * CHUNK):
            raise PieceRefused(len(data), index, self.size)
        if self._have[index]:
            return False
        os.pwrite(self._open_file(), data, index * CHUNK)
        self._have[index] = 1
        self._unsynced.add(index)
        if len(self._unsynced) >= CHECKPOINT:
            self._checkpoint()
        return True

    def finish(self) -> None:
        """Check the hash, and make the blob whole and lasting. Raises BlobDamaged (and the part is gone)."""
        if missing := self.missing():
            raise PartIncomplete(self.media_id, len(missing))
        if self._digest() != self.media_id:
            self.drop()
            raise BlobDamaged(self.media_id)
        self._disk.sync(self._open_file())
        if self._destination.exists():
            self.drop()
            return
        self._shut()
        self._disk.rename(self._path, self._destination)
        self._disk.remove(self._map)
        self._disk.sync_folder(self._destination.parent)

    def close(self) -> None:
        """Put it aside for later, with everything that has arrived."""
        if self._descriptor is not None:
            try:
                self._checkpoint()
            finally:
                self._shut()

    def drop(self) -> None:
        """Give it up and free its space."""
        self._shut()
        self._disk.remove(self._map)
        if self._path.exists():
            self._disk.remove(self._path)
            self._freed(self.size)

    def _make_room(self) -> None:
        """Take the space now, so that a full disk is known before the first piece comes."""
        descriptor = self._open_file()
        try:
            os.ftruncate(descriptor, 0)
            if self.size:
                os.posix_fallocate(descriptor, 0, self.size)
        except OSError:
            self._shut()
            self._disk.remove(self._path)
            raise

    def _recall(self) -> None:
        with suppress(FileNotFoundError):
            marks = self._map.read_bytes()
            if len(marks) == self._count:
                self._have[:] = bytes(mark == 1 for mark in marks)

    def _checkpoint(self) -> None:
        self._disk.sync_data(self._open_file())
        self._unsynced.clear()
        self._map.write_bytes(self._have)

    def _digest(self) -> str:
        with self._path.open("rb") as file:
            return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=32)).hexdigest()

    def _open_file(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(self._path, os.O_RDWR)
        return self._descriptor

    def _shut(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _map_of(path: Path) -> Path:
    return path.with_suffix(".map")


def discard_part(path: Path, disk: Disk) -> int:
    """Remove a part that nobody has open; say how many bytes that freed."""
    disk.remove(_map_of(path))
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return 0
    disk.remove(path)
    return size
