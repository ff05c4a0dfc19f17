"""Writing a file so that it is there whole after a power cut, or not at all."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

UNFINISHED = ".new"
"""How the names of half-written files end; they may be removed whenever nobody writes."""


class Disk:
    """What a disk is asked to keep: bytes once synced, names once their folder is. Any thread may use it.

    Everything whose order counts for a power cut goes through here, so that a test can watch it or slow it.
    """

    def sync(self, descriptor: int) -> None:
        """Make the bytes and the size of an open file survive a power cut."""
        os.fsync(descriptor)

    def sync_data(self, descriptor: int) -> None:
        """Make the bytes of an open file survive a power cut; its size must not have changed."""
        os.fdatasync(descriptor)

    def sync_folder(self, folder: Path) -> None:
        """Make what was created, renamed or removed in a folder survive a power cut."""
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.sync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file another name, in place of whatever has it."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make what was created, renamed or removed in a folder survive a power cut."""
    Disk().sync_folder(folder)


def write_pieces(path: Path, pieces: Iterable[bytes]) -> int:
    """Write a file piece by piece, readable by the owner only; whole under its name, or not at all. How many bytes."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            size = sum(file.write(piece) for piece in pieces)
            file.flush()
            os.fsync(descriptor)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return size


def replace_file(path: Path, data: bytes, disk: Disk | None = None) -> None:
    """Put `data` at `path`, readable by the owner only: written beside it, synced, renamed, folder synced."""
    disk = disk or Disk()
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=UNFINISHED)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            disk.sync(descriptor)
        disk.rename(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    disk.sync_folder(path.parent)
