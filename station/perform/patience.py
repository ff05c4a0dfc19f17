"""Waits after wrong PINs and pictures: counted before each try, so that pulling the plug buys nobody another one."""

import logging
from collections.abc import Callable

from station.store.keep import Store
from station.store.tries import FREE, Tried, wait_after
from station.sync.clock import Stamp

log = logging.getLogger(__name__)


class Patience:
    """For the disk thread alone. Where the disk fails the count stands in memory, and holds until the restart."""

    def __init__(self, store: Store, stamp: Callable[[], Stamp]) -> None:
        self._store, self._stamp = store, stamp
        self._known: dict[str, Tried] = {}

    def left_s(self, what: str) -> int:
        """Return for how many seconds nothing is tried; a wait that another boot began is waited for anew."""
        tried, now = self._get(what), self._stamp()
        if not tried.wait_s:
            return 0
        if tried.boot != now.boot_id:
            tried = tried._replace(boot=now.boot_id, until_ms=now.boottime_ms + tried.wait_s * 1000)
            self._put(what, tried)
        return max(0, -(-(tried.until_ms - now.boottime_ms) // 1000))

    def count(self, what: str, free: int = FREE) -> Tried:
        """Count a try as wrong until it was right; return how things stand if it is."""
        now, times = self._stamp(), self._get(what).times + 1
        wait_s = wait_after(times, free)
        tried = Tried(times, now.boot_id, now.boottime_ms + wait_s * 1000, wait_s)
        self._put(what, tried)
        return tried

    def right(self, what: str) -> None:
        """It was right: all is forgotten."""
        if self._get(what) == Tried():
            return
        self._known[what] = Tried()
        self._write(lambda: self._store.tries.clear(what))

    def _get(self, what: str) -> Tried:
        if what not in self._known:
            self._known[what] = self._store.tries.get(what)
        return self._known[what]

    def _put(self, what: str, tried: Tried) -> None:
        self._known[what] = tried
        self._write(lambda: self._store.tries.put(what, tried))

    def _write(self, write: Callable[[], None]) -> None:
        try:
            with self._store.writing():
                write()
        except Exception:
            log.exception("a wrong try stands in memory only")
