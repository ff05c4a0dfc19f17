"""Brings the acts of staff to the second device within seconds, into the journal behind the newest backup."""

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from classroom.ids import HUB
from hub.backup.device import BackupNote, SecondDevice, journal_name, journals
from hub.backup.journal import Journal, Record
from hub.store import audit, facts
from hub.store.audit import Entry
from hub.store.copying import KeyRows, rows_of_keys
from hub.store.desk import meta
from hub.store.facts import Stored
from hub.store.store import Store

BEAT_MS: Final = 30_000
"""So often a journal says that nothing happened: without that, nobody could tell how far it reaches."""
A_RECORD: Final = 200
KEPT_PARTS: Final = 2

log = logging.getLogger(__name__)


class Journalling:
    """For one thread. `until_ms`: everything that staff did up to then lies on the second device."""

    def __init__(self, store: Store, device: SecondDevice, now: Callable[[], int]) -> None:
        self._store, self._device, self._now = store, device, now
        self._journal: Journal | None = None
        self._base, self._rev, self._keys = 0, 0, b""
        self._seq = 0
        self._public = b""
        self.until_ms: int | None = None
        self.trouble = ""

    def tick(self, public: bytes, note: BackupNote | None) -> None:
        """Write what is new; whatever is wrong with the device, the next tick tries again."""
        if note is None or self._device.state in {"none", "away"}:
            self._journal = None
            return
        try:
            self._write(public, note)
            self.trouble = ""
        except OSError as error:
            if not self.trouble:
                log.warning("the journal cannot be written: %s", error)
            self._journal, self.trouble = None, f"The journal cannot be written: {error.strerror or error}."

    def _write(self, public: bytes, note: BackupNote) -> None:
        if self._journal is None or (self._base, self._public) != (note.number, public):
            self._begin(public, note)
            return
        until_ms = self._now()
        new, marks, keys = self._news(self._rev)
        looks = self._looks(self._seq)
        if new or keys or looks or until_ms - (self.until_ms or 0) >= BEAT_MS:
            for record in _records(until_ms, new, marks, keys, looks):
                self._journal.add(record)
            self._reached(until_ms, new, looks)

    def _begin(self, public: bytes, note: BackupNote) -> None:
        """A journal of its own for each run: it holds everything of the hub since the backup, once more."""
        folder = self._device.folder()
        if not (folder / note.file).exists():
            return
        with self._store.reading() as tables:
            room = meta(tables, "room")
        before = [lying for lying in journals(folder, room) if lying.number == note.number]
        path = folder / journal_name(room, note.number, before[-1].part + 1 if before else 1)
        until_ms, self._keys = self._now(), b""
        new, marks, keys = self._news(note.rev)
        looks = self._looks(note.audit)
        self._journal = Journal(path, public, _records(until_ms, new, marks, keys, looks))
        self._base, self._public = note.number, public
        self._rev, self._seq = note.rev, note.audit
        self._reached(until_ms, new, looks)
        _tidy([lying.path for lying in before])

    def _news(self, rev: int) -> tuple[list[Stored], dict[str, int], KeyRows | None]:
        """The hub's facts after a rev, how far they go, and its keys if they changed: read after what needs them."""
        with self._store.reading() as tables:
            new = facts.of_hub_after(tables, rev)
            marks = facts.marks_of(tables, HUB)
        keys = rows_of_keys(self._store.folder / "keys.db")
        digest = hashlib.blake2b(msgspec.msgpack.encode(keys), digest_size=16).digest()
        changed, self._keys = digest != self._keys, digest
        return new, marks, keys if changed else None

    def _looks(self, seq: int) -> tuple[Entry, ...]:
        """What was written down since a line of the audit."""
        with self._store.reading() as tables:
            return audit.after(tables, seq)

    def _reached(self, until_ms: int, new: list[Stored], looks: tuple[Entry, ...]) -> None:
        self.until_ms = until_ms
        self._seq = looks[-1].seq if looks else self._seq
        self._rev = new[-1].rev if new else self._rev


def _records(
    until_ms: int,
    new: list[Stored],
    marks: dict[str, int],
    keys: KeyRows | None,
    looks: tuple[Entry, ...],
) -> list[Record]:
    """The audit and the facts in portions; only the last record says how far all of them reach."""
    portions = [tuple(new[at : at + A_RECORD]) for at in range(0, len(new), A_RECORD)] or [()]
    records = [Record(until_ms=0, audit=looks[at : at + A_RECORD]) for at in range(0, len(looks), A_RECORD)]
    records += [Record(until_ms=0, facts=portion) for portion in portions]
    return [*records[:-1], Record(until_ms=until_ms, marks=marks, facts=portions[-1], keys=keys)]


def _tidy(before: list[Path]) -> None:
    """The newest journal holds what those before it held; one more is kept, in case the disk forgets."""
    for path in before[: -(KEPT_PARTS - 1)]:
        path.unlink(missing_ok=True)
