"""A memory card as it is in a small computer: each sync takes its time. For tests and benchmarks."""

import threading
import time
from collections import Counter
from pathlib import Path
from typing import Final

from development.sqlite_disk import Watcher
from plumbing.files import Disk

SYNC_S: Final = 0.020


class SlowCard(Disk, Watcher):
    """Slows what goes to files through a `Disk`, and to databases that are `watched`, by `sync_s` each time.

    `waits` counts the syncs by the name of the thread that waited for them.
    """

    def __init__(self, sync_s: float = SYNC_S) -> None:
        self._sync_s = sync_s
        self.waits: Counter[str] = Counter()

    def sync(self, descriptor: int) -> None:
        super().sync(descriptor)
        self._wait()

    def sync_data(self, descriptor: int) -> None:
        super().sync_data(descriptor)
        self._wait()

    def synced(self, path: Path) -> None:
        self._wait()

    def _wait(self) -> None:
        self.waits[threading.current_thread().name] += 1
        time.sleep(self._sync_s)
