"""Looks after the second device: a backup each day, or as soon as one was missed, and the journal in between."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from hub.backup.device import BackupNote, SecondDevice
from hub.backup.making import Made
from hub.backup.schedule import is_due
from hub.config import BackupSettings
from hub.errors import HubError, NoRecoveryKey, NoSecondDevice
from hub.service.backing_up import BackingUp
from hub.service.journalling import Journalling
from hub.service.shapes.safety import Safety
from hub.store.store import Store
from hub.store.writer import Writer

TICK_S: Final = 5.0
RETRY_S: Final = 600.0

log = logging.getLogger(__name__)


class Safekeeping:
    """Any thread may ask. `now` is UTC ms."""

    def __init__(
        self, store: Store, writer: Writer, settings: BackupSettings, now: Callable[[], int]
    ) -> None:
        self._store, self._settings, self._now = store, settings, now
        self.keep = settings.keep
        """So many backups stay on the second device."""
        self._device = SecondDevice(store.folder, settings)
        self._second = self._device.state
        self._backing_up = BackingUp(store, writer, self._device, settings.keep, now)
        self._journalling = Journalling(store, self._device, now)
        self._listeners: list[Callable[[], None]] = []
        self._stopping, self._wake = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub safekeeping", daemon=True)
        self._maker: threading.Thread | None = None
        self._not_before_s = 0.0
        self._trouble = ""

    def on_safe(self, listener: Callable[[], None]) -> None:
        """Call `listener` when marks may have moved, in the thread that made the backup."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Keep the journal, and make a backup each day; the first look is at once."""
        self._thread.start()

    def stop(self) -> None:
        """Give up a backup that is being made, bring the journal up to date; may be repeated."""
        self._backing_up.progress.stopped = True
        self._stopping.set()
        self._wake.set()
        for thread in (self._maker, self._thread):
            if thread is not None and thread.ident is not None:
                thread.join()

    def safety(self) -> Safety:
        """What is known, without a look at the second device."""
        note, trouble = self._backing_up.note(), self._trouble or self._journalling.trouble
        if self._backing_up.lost:
            trouble = f"{self._backing_up.lost} files of earlier backups are gone from this hub; the old backups stay."
        if self._store.keys.recovery_key() is None:
            trouble = str(NoRecoveryKey())
        return Safety(
            second=self._second,
            verified_ms=note.verified_ms if note else None,
            file=note.file if note else "",
            bytes=note.bytes if note else 0,
            journal_ms=self._journalling.until_ms,
            running=self._is_making(),
            trouble=trouble,
        )

    def second_folder(self) -> Path | None:
        """Where the second device is now; None while there is none."""
        try:
            return self._device.folder()
        except NoSecondDevice:
            return None

    def progress(self) -> tuple[int, int]:
        """How many bytes of the backup that is being made have gone by, of how many."""
        return self._backing_up.progress.done, self._backing_up.progress.total

    def begin(self, to: Path | None = None) -> None:
        """Make a backup in a thread of its own; raises what `BackingUp.check` raises."""
        self._backing_up.check(to)
        self._trouble = ""
        self._maker = threading.Thread(target=self._try, args=(to,), name="hub backup", daemon=True)
        self._maker.start()

    def back_up(self, to: Path | None = None) -> Made:
        """Make a backup and return when it is verified; raises what `BackingUp.back_up` raises."""
        made = self._backing_up.back_up(to)
        if self._thread.is_alive():
            self._wake.set()
        elif public := self._store.keys.recovery_key():
            self._journalling.tick(public, self._backing_up.note())
        for listener in self._listeners:
            listener()
        return made

    def _is_making(self) -> bool:
        return self._backing_up.running or (self._maker is not None and self._maker.is_alive())

    def _try(self, to: Path | None) -> None:
        try:
            self.back_up(to)
        except HubError as error:
            self._trouble = str(error)
            log.warning("%s", error)
        except Exception as error:
            self._trouble = f"The backup failed ({error})."
            log.exception("the backup failed")

    def _run(self) -> None:
        stopping = False
        while not stopping:
            try:
                self._tick()
            except Exception:
                log.exception("the second device could not be looked after; it is tried again")
            self._wake.wait(TICK_S)
            self._wake.clear()
            stopping = self._stopping.is_set()
        self._tick()

    def _tick(self) -> None:
        """Look for the second device, journal what is new, begin a backup when one is due."""
        before, self._second = self._second, self._device.state
        public = self._store.keys.recovery_key()
        if public is None or self._second == "none":
            return
        if self._second == "away":
            if before != "away":
                log.warning(
                    "the second device %s is away; it is written to when it is back", self._settings.second
                )
            self._not_before_s = 0.0
        note = self._backing_up.note()
        self._journalling.tick(public, note)
        if self._is_due(note):
            self._not_before_s = time.monotonic() + RETRY_S
            self.begin()

    def _is_due(self, note: BackupNote | None) -> bool:
        """Whether a backup is to be made now: none since the hour of the day, or another stick lies here."""
        ready = self._second != "away" and not self._stopping.is_set() and not self._is_making()
        if not ready or time.monotonic() < self._not_before_s:
            return False
        if note is None or not (self._device.folder() / note.file).exists():
            return True
        with self._store.reading() as tables:
            zone = tables.definitions.time_zone()
        return is_due(self._now(), note.made_ms, self._settings.at, zone)
