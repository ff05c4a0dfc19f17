"""Files named by the hash of their bytes: written whole or not at all, and kept through a power cut."""

import errno
import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from plumbing.chunks import CHUNK, COUNT_LIMIT
from plumbing.errors import BlobMissing, BlobRefused, DiskFull
from plumbing.files import UNFINISHED, Disk, replace_file
from plumbing.parts import Part, discard_part

_HEX = frozenset("0123456789abcdef")
READ_AT_ONCE: Final = 256 * 1024
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


def media_id_of(data: bytes) -> str:
    """The name of these bytes: BLAKE2b-256 as 64 hex digits."""
    return hashlib.blake2b(data, digest_size=32).hexdigest()


def free_share(path: Path) -> float:
    """How much of the disk under `path` is free for us, 0.0 to 1.0."""
    disk = os.statvfs(path)
    return disk.f_bavail / disk.f_blocks if disk.f_blocks else 0.0


class BlobStore:
    """A folder of blobs, `<first two digits>/<media id>`, and of parts still arriving; any thread may use it.

    The bytes are what the caller gave: whoever stores a secret seals it first. `quota` bounds the whole in
    bytes, `floor` is the share of the disk that stays free (0.0 to 1.0); past either, DiskFull is raised.
    """

    def __init__(
        self, folder: Path, *, quota: int | None = None, floor: float = 0.0, disk: Disk | None = None
    ) -> None:
        self._folder, self._quota, self._floor = folder, quota, floor
        self._disk = disk or Disk()
        self._lock = threading.RLock()
        self._parts = folder / "parts"
        self._parts.mkdir(parents=True, exist_ok=True)
        for leftover in folder.glob(f"??/.*{UNFINISHED}"):
            leftover.unlink()
        files = [*folder.glob("??/*"), *(path for path in self._parts.iterdir() if _is_media_id(path.name))]
        self._used = sum(path.stat().st_size for path in files)

    def lay_shelves(self) -> None:
        """Make all folders ahead: whoever keeps a blob then does not wait for one to be synced."""
        for number in range(256):
            (self._folder / f"{number:02x}").mkdir(exist_ok=True)
        self._disk.sync_folder(self._folder)

    @property
    def used(self) -> int:
        """Bytes in blobs, and in parts as large as they will be."""
        return self._used

    def put(self, data: bytes) -> str:
        """Keep these bytes and return their media id; when this returns they survive a power cut."""
        media_id = media_id_of(data)
        with self._lock:
            if not self.has(media_id):
                with self._reserved(len(data)):
                    replace_file(self._shelf(media_id), data, self._disk)
        return media_id

    def has(self, media_id: str) -> bool:
        return self._path(media_id).is_file()

    def size(self, media_id: str) -> int:
        """How many bytes; raises BlobMissing."""
        try:
            return self._path(media_id).stat().st_size
        except FileNotFoundError:
            raise BlobMissing(media_id) from None

    def open(self, media_id: str) -> BinaryIO:
        """Open the blob for reading; raises BlobMissing."""
        try:
            return self._path(media_id).open("rb")
        except FileNotFoundError:
            raise BlobMissing(media_id) from None

    def get(self, media_id: str) -> bytes:
        """All bytes of a blob; raises BlobMissing."""
        with self.open(media_id) as file:
            return file.read()

    def is_sound(self, media_id: str) -> bool:
        """Say whether the bytes of a blob are still those that its name stands for; raises BlobMissing."""
        digest = hashlib.blake2b(digest_size=32)
        with self.open(media_id) as file:
            while block := file.read(READ_AT_ONCE):
                digest.update(block)
        return digest.hexdigest() == media_id

    def chunk(self, media_id: str, index: int) -> bytes:
        """Piece `index`, CHUNK bytes unless it is the last; empty past the end; raises BlobMissing."""
        with self.open(media_id) as file:
            file.seek(index * CHUNK)
            return file.read(CHUNK)

    def ids(self) -> Iterator[str]:
        """The media ids of all whole blobs, in no order."""
        return (path.name for path in self._folder.glob("??/*") if _is_media_id(path.name))

    def delete(self, media_id: str) -> bool:
        """Remove a blob, lastingly; False when it was not here."""
        path = self._path(media_id)
        with self._lock:
            try:
                size = path.stat().st_size
                self._disk.remove(path)
            except FileNotFoundError:
                return False
            self._free(size)
            self._disk.sync_folder(path.parent)
            return True

    def part(self, media_id: str, size: int) -> Part:
        """Begin to receive a blob of `size` bytes, or go on with it; one Part of a blob at a time.

        Takes the room at once. Raises DiskFull, or BlobRefused for a size that no blob may have.
        """
        path = self._parts / self._path(media_id).name
        if not 0 <= size <= COUNT_LIMIT * CHUNK:
            raise BlobRefused(size)
        with self._lock:
            if path.exists() and path.stat().st_size != size:
                self.drop_part(media_id)
            with self._reserved(0 if path.exists() else size):
                return Part(path, size, self._shelf(media_id), self._free, self._disk)

    def part_ids(self) -> list[str]:
        """The media ids of all parts, so that their owner can drop those that nobody wants any more."""
        return [path.name for path in self._parts.iterdir() if _is_media_id(path.name)]

    def drop_part(self, media_id: str) -> None:
        """Remove a part that nobody has open."""
        with self._lock:
            self._free(discard_part(self._parts / self._path(media_id).name, self._disk))

    def _path(self, media_id: str) -> Path:
        if not _is_media_id(media_id):
            raise BlobRefused(media_id)
        return self._folder / media_id[:2] / media_id

    def _shelf(self, media_id: str) -> Path:
        path = self._path(media_id)
        if not path.parent.exists():
            path.parent.mkdir()
            self._disk.sync_folder(self._folder)
        return path

    @contextmanager
    def _reserved(self, size: int) -> Iterator[None]:
        """Count `size` bytes as used, unless what happens inside fails."""
        disk = os.statvfs(self._folder)
        if self._quota is not None and self._used + size > self._quota:
            raise DiskFull(self._folder, "the space set aside is used up")
        if size and disk.f_bavail * disk.f_frsize - size < self._floor * disk.f_blocks * disk.f_frsize:
            raise DiskFull(self._folder, "too little of the disk is free")
        self._used += size
        try:
            yield
        except OSError as error:
            self._free(size)
            if error.errno in _NO_ROOM:
                raise DiskFull(self._folder) from error
            raise

    def _free(self, size: int) -> None:
        with self._lock:
            self._used -= size


def _is_media_id(name: str) -> bool:
    return len(name) == 64 and _HEX.issuperset(name)
