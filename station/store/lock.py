"""One process a data folder."""

import fcntl
import os
from pathlib import Path
from typing import Final

from station.errors import AlreadyRunning

_FILE: Final = "lock"


class Lock:
    """Holds a station's data folder until `release`, or until the process ends in whatever way."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; raise AlreadyRunning when another process (or another Lock) has it."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._descriptor = os.open(folder / _FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            raise AlreadyRunning(folder) from None

    def release(self) -> None:
        os.close(self._descriptor)


def is_held(folder: Path) -> bool:
    """Say whether a station runs with this folder."""
    try:
        descriptor = os.open(folder / _FILE, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
