"""A line beside the database that says how far it has come: what lost its end cannot say so itself."""

import os
import zlib
from pathlib import Path
from typing import Final, NamedTuple

_FILE: Final = "witness"


class Said(NamedTuple):
    """The epoch of the outbox, the seq of its last fact, and up to which seq facts had been let go."""

    epoch: str
    last: int
    base: int


class Witness:
    """Written after each commit and never waited for: it may lag behind the database, and is never ahead."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def note(self, said: Said) -> None:
        """Write down how far the database has come; a disk that is full or fails keeps the line before."""
        line = f"{said.epoch} {said.last:016d} {said.base:016d}".encode()
        try:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT, 0o600)
        except OSError:
            return
        try:
            os.pwrite(descriptor, line + b" %08x\n" % zlib.crc32(line), 0)
        except OSError:
            return
        finally:
            os.close(descriptor)

    def said(self) -> Said | None:
        """Return what was noted last; None where nothing was, or where the line is damaged."""
        try:
            line, _, check = self._path.read_bytes().rstrip(b"\n").rpartition(b" ")
            if int(check, 16) != zlib.crc32(line):
                return None
            epoch, last, base = line.decode("ascii").split()
            return Said(epoch, int(last), int(base))
        except (OSError, ValueError):
            return None
