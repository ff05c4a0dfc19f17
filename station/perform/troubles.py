"""When the disk will not: the session hears it, the log has the cause, the hub gets a fact about it."""

import logging
from collections.abc import Callable
from typing import Literal

from classroom.facts import StationErred
from plumbing.errors import DatabaseDamaged, DiskFull
from station.perform.recorder import Recorder
from station.session.effects import Record
from station.session.events import DiskChanged, Event
from station.store.keep import Keep

Part = Literal["disk", "store"]
What = Literal["full", "failed", "damaged", "back"]

log = logging.getLogger(__name__)


class Troubles:
    """Each trouble is told once when it comes and once when it is over. For the disk thread alone."""

    def __init__(self, keep: Keep, recorder: Recorder, post: Callable[[Event], None]) -> None:
        self._keep, self._recorder, self._post = keep, recorder, post
        self._photos_ok: bool | None = None
        self._now: dict[Part, What] = {}
        self._told: dict[Part, What] = {}

    def look_around(self) -> bool:
        """Say so when there is room for pictures no longer, or again; return whether the hub is told as well."""
        photos_ok = self._keep.photos_ok()
        if photos_ok == self._photos_ok:
            return False
        self._photos_ok = photos_ok
        self._post(DiskChanged(photos_ok=photos_ok))
        if photos_ok and self._now.get("disk") != "full":
            return False
        self._now["disk"] = "back" if photos_ok else "full"
        return self._tell()

    def met(self, error: Exception) -> Part:
        """Log what went wrong, tell the hub if that can be kept, return which part it was."""
        if isinstance(error, DiskFull):
            log.error("not on the disk: %s", error)
            self.look_around()
            self._now["disk"] = "full"
            self._tell()
            return "disk"
        log.error("not on the disk: %s", error, exc_info=error)
        self._now["store"] = "damaged" if isinstance(error, DatabaseDamaged) else "failed"
        self._tell()
        return "store"

    def over(self) -> None:
        """Something was saved: tell what could not be told before, then that it is over."""
        if not self._now:
            return
        self._tell()
        self.look_around()
        for part in list(self._now):
            if part == "store" or self._photos_ok:
                self._now[part] = "back"
        self._tell()
        self._now = {part: what for part, what in self._now.items() if what != "back"}

    def _tell(self) -> bool:
        """Record what the hub has not been told yet; say whether that was anything."""
        news = False
        for part, what in self._now.items():
            if self._told.get(part) != what:
                try:
                    self._recorder.record(Record(tag="", facts=(StationErred(part=part, what=what),)))
                    self._told[part], news = what, True
                except Exception as error:  # noqa: BLE001 - it is told later, when something can be kept again
                    log.warning("the hub cannot be told of it now: %s", error)
        return news
