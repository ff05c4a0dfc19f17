"""Makes one backup at a time, and lets `safe` move only when it was read again and found whole."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from hub.backup.archive import Manifest
from hub.backup.device import NOTE, BackupNote, SecondDevice, backup_name, backups, rotate
from hub.backup.making import Made, Progress, make_backup
from hub.errors import NoRecoveryKey, ServiceRefused
from hub.store import desk
from hub.store.safe import all_safe_marks, raise_safe_marks
from hub.store.store import Store
from hub.store.tables import Tables
from hub.store.writer import Writer

log = logging.getLogger(__name__)


class BackingUp:
    """Any thread may ask. `now` is UTC ms; `keep` backups stay on the second device."""

    def __init__(
        self, store: Store, writer: Writer, device: SecondDevice, keep: int, now: Callable[[], int]
    ) -> None:
        self._store, self._writer, self._device, self._keep, self._now = store, writer, device, keep, now
        self._one = threading.Lock()
        self.progress = Progress()
        self.lost = 0
        """Files that an earlier backup holds and that this hub has no more."""

    @property
    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._one.locked()

    def note(self) -> BackupNote | None:
        """The newest verified backup on the second device, as far as the hub remembers."""
        with self._store.reading() as tables:
            text = desk.meta(tables, NOTE)
        return msgspec.json.decode(text, type=BackupNote) if text else None

    def check(self, to: Path | None) -> bytes:
        """The key to seal for; raises NoRecoveryKey, NoSecondDevice or ServiceRefused where no backup can be made."""
        public = self._store.keys.recovery_key()
        if public is None:
            raise NoRecoveryKey
        if self.running:
            raise ServiceRefused("A backup is being made already. Wait until it is there.")
        if to is None:
            self._device.folder()
        elif to.exists():
            raise ServiceRefused(f"{to} is there already. Choose another name.")
        elif not to.parent.is_dir():
            raise ServiceRefused(f"There is no folder {to.parent}.")
        return public

    def back_up(self, to: Path | None = None) -> Made:
        """Make and verify a backup, by default on the second device: only there does it move the marks.

        Raises BackupFailed, and what `check` raises.
        """
        public = self.check(to)
        with self._one:
            with self._store.reading() as tables:
                room = desk.meta(tables, "room")
            folder = to.parent if to else self._device.folder()
            there = backups(folder, room)
            number = 0 if to else 1 + max((one.number for one in there), default=0)
            journal = self._device.state in {"here", "same disk"}
            manifest = Manifest(
                room=room, school="", made_ms=self._now(), number=number, rev=0, journal=journal
            )
            path = to or folder / backup_name(room, number)
            made = make_backup(self._store.folder, self._store.blobs, path, public, manifest, self.progress)
            if to is None:
                self._believe(made, manifest)
            return made

    def _believe(self, made: Made, manifest: Manifest) -> None:
        """It was read again and is whole: move the marks, remember it, let go of old ones."""
        note = BackupNote(
            number=manifest.number,
            file=made.path.name,
            rev=made.examined.rev,
            made_ms=manifest.made_ms,
            verified_ms=self._now(),
            bytes=made.bytes,
            audit=made.examined.audit,
        )

        def job(tables: Tables) -> int:
            before = all_safe_marks(tables)
            raise_safe_marks(tables, made.examined.safe)
            desk.set_meta(tables, NOTE, msgspec.json.encode(note).decode())
            return sum(
                lack.seq <= before.get((lack.station, lack.epoch), 0) for lack in made.examined.missing
            )

        self.lost = self._writer.do(job)
        if not self.lost:
            rotate(made.path.parent, manifest.room, self._keep)
        log.info("%s is verified: %d facts, %d files", note.file, made.examined.facts, made.media)
