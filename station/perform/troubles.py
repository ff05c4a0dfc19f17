"""When the disk will not: the session hears it, the log gets the cause, the hub one fact about it."""

import logging
from collections.abc import Callable
from typing import Literal

from classroom.facts import StationErred
from plumbing.errors import DatabaseDamaged, DiskFull
from station.perform.recorder import Recorder
from station.session.effects import Record
from station.session.events import DiskChanged, Event
from station.store.keep import Keep

What = Literal["full", "failed", "damaged", "back"]

log = logging.getLogger(__name__)


class Troubles:
    """Remembers what was told, so that each trouble is told once. For the disk thread alone."""

    def __init__(self, keep: Keep, recorder: Recorder, post: Callable[[Event], None]) -> None:
        self._keep, self._recorder, self._post = keep, recorder, post
        self._photos_ok: bool | None = None
        self._told: dict[str, What] = {}

    def look_around(self) -> None:
        """Say so when there is room for pictures no longer, or again."""
        photos_ok = self._keep.photos_ok()
        if photos_ok != self._photos_ok:
            self._photos_ok = photos_ok
            self._post(DiskChanged(photos_ok=photos_ok))
        if photos_ok and self._told.get("disk") == "full":
            self._tell("disk", "back")

    def met(self, error: Exception) -> Literal["disk", "store"]:
        """Log what went wrong and tell the hub; return which part it was."""
        log.error("not on the disk: %s", error, exc_info=error)
        if isinstance(error, DiskFull):
            self.look_around()
            self._tell("disk", "full")
            return "disk"
        self._tell("store", "damaged" if isinstance(error, DatabaseDamaged) else "failed")
        return "store"

    def _tell(self, part: Literal["disk", "store"], what: What) -> None:
        if self._told.get(part) == what:
            return
        self._told[part] = what
        try:
            self._recorder.record(Record(tag="", facts=(StationErred(part=part, what=what),)))
        except Exception:
            log.exception("the hub cannot be told of it now")
