"""What children saw, one JSON line each, on the disk before the next touch: it outlives a kill of its process."""

import os
import threading
from pathlib import Path
from typing import Self

import msgspec

from demo.simulate.verdict import Saved


class Journal:
    """Appends to a file; any thread of its process may write. Opens on entering."""

    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, threading.Lock()

    def __enter__(self) -> Self:
        self._file = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)

    def write(self, saved: Saved) -> None:
        """Keep it, whatever happens to this process next."""
        with self._lock:
            os.write(self._file, msgspec.json.encode(saved) + b"\n")
            os.fdatasync(self._file)


def read_journal(path: Path) -> list[Saved]:
    """Return what a journal holds; a last line that was cut off by a kill is left out."""
    lines = path.read_bytes().split(b"\n") if path.exists() else [b""]
    return [msgspec.json.decode(line, type=Saved) for line in lines[:-1]]
