"""Brings a hub back from a backup into an empty folder: everything is looked at first, and nothing is half done."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from hub.backup import erase_list, replaying
from hub.backup.archive import DATABASES, Manifest, Unpacked, unpack
from hub.backup.device import NOTE, BackupNote, backups
from hub.backup.replaying import Found
from hub.backup.sealed_file import SealedReader, with_private
from hub.config import FILE, read_config
from hub.errors import BackupRefused, ConfigRefused, RestoreRefused, SetUpAlready
from hub.store import audit, desk, erasing
from hub.store.copying import Examined, KeyRows, check_pages, examine, put_rows_of_keys, rows_of_keys
from hub.store.erasing import is_named
from hub.store.safe import all_safe_marks
from hub.store.scrubbing import scrub
from hub.store.store import Store
from hub.store.tables import Tables
from plumbing.errors import PlumbingError
from plumbing.files import replace_file, sync_folder

EPOCH: Final = 8


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What came back; times are UTC ms.

    `waiting`: files by station that were not in the backup and that the station sends again. `missing`: one
    sentence for each thing that should be here and is not. `journal_ms`: up to when the acts of staff are here.
    `erased`: how many learners stand on the list of erasures, and are not in what came back.
    """

    room: str
    school: str
    made_ms: int
    facts: int
    media: int
    journal_facts: int
    journal_ms: int | None
    waiting: dict[str, int]
    missing: list[str]
    hub_epoch: str
    erased: int = 0


class Restoring:
    """`private` is the recovery key, `second` where the second device is now (None: as the backup says)."""

    def __init__(
        self,
        file: Path,
        private: bytes,
        second: Path | None,
        now: Callable[[], int],
        entropy: Callable[[int], bytes],
    ) -> None:
        self._file, self._private, self._second, self._now, self._entropy = (
            file,
            private,
            second,
            now,
            entropy,
        )

    def into(self, folder: Path, *, accept_missing: bool) -> Restored:
        """Restore into a folder that is empty or not there.

        Raises BackupRefused, RestoreRefused (unless `accept_missing`) or SetUpAlready; then nothing is there.
        """
        if folder.exists() and any(folder.iterdir()):
            raise SetUpAlready(folder)
        with _building(folder) as building:
            unpacked = self._unpack(building)
            restored = self._build(building, unpacked, accept_missing=accept_missing)
            _finish(building, folder)
        return restored

    def _unpack(self, building: Path) -> Unpacked:
        try:
            with self._file.open("rb") as file:
                reader = SealedReader(file, b"B", with_private(self._private, self._file), self._file)
                return unpack(reader, building, self._file, keep_media=True)
        except FileNotFoundError as error:
            raise BackupRefused(self._file, "is not there") from error

    def _build(self, building: Path, unpacked: Unpacked, *, accept_missing: bool) -> Restored:
        manifest = unpacked.manifest
        found = replaying.find(self._folders(), manifest, self._private)
        try:
            for name in DATABASES:
                check_pages(building / name)
            put_rows_of_keys(building / "keys.db", found.keys or {})
            return self._fold(building, manifest, found, accept_missing=accept_missing)
        except PlumbingError as error:
            raise BackupRefused(self._file, f"is not whole ({error})") from error

    def _fold(self, building: Path, manifest: Manifest, found: Found, *, accept_missing: bool) -> Restored:
        """Look at the log, put the journal behind it, begin a new epoch; in one transaction."""
        rows: KeyRows = rows_of_keys(building / "keys.db")
        store = Store(building)
        tables = store.open_writer()
        try:
            with tables.transaction():
                examined = examine(
                    tables, frozenset(str(row[0]) for row in rows["stations"]), store.blobs.has
                )
                new, gap = replaying.replay(tables, found)
                listed = erase_list.read_all(self._folders(), manifest.room, store.keys.sign_publics())
                missing = [*self._missing(tables, manifest, examined), *_of_journal(manifest, found, gap=gap)]
                missing += _of_list(tables, listed)
                if missing and not accept_missing:
                    raise RestoreRefused(missing)
                replaying.settle_held(tables, found)
                replaying.replay_audit(tables, found)
                audit.note(tables, self._now(), "", "restored", "hub", self._file.name)
                badges = _erase(tables, listed, self._now())
                hub_epoch = self._begin(tables, store, manifest)
            _forget(tables, store, listed or {}, badges)
            waiting = Counter(lack.station for lack in examined.missing if is_named(tables, lack.media))
        finally:
            tables.connection.close()
            store.close()
        return Restored(
            room=manifest.room,
            school=manifest.school,
            made_ms=manifest.made_ms,
            facts=examined.facts + new,
            media=sum(1 for _ in store.blobs.ids()),
            journal_facts=new,
            journal_ms=found.until_ms,
            waiting=dict(waiting),
            erased=len(listed or {}),
            missing=missing,
            hub_epoch=hub_epoch,
        )

    def _missing(self, tables: Tables, manifest: Manifest, examined: Examined) -> Iterator[str]:
        """What should be here and is not, journals aside."""
        newer = [
            one
            for folder in self._folders()
            for one in backups(folder, manifest.room)
            if one.number > manifest.number
        ]
        if newer and manifest.number:
            yield f"there is a newer backup: {newer[-1].path}"
        safe = all_safe_marks(tables)
        gone = Counter(
            lack.station for lack in examined.missing if lack.seq <= safe.get((lack.station, lack.epoch), 0)
        )
        for station, count in sorted(gone.items()):
            yield f"{count} files that {station} may have let go, for an earlier backup held them"

    def _begin(self, tables: Tables, store: Store, manifest: Manifest) -> str:
        """Another hub from here on: marks and pages of the one before count for nothing, its facts keep their chain."""
        hub_epoch = self._entropy(EPOCH).hex()
        desk.set_meta(tables, "hub_epoch", hub_epoch)
        desk.set_meta(tables, "log_epoch", self._entropy(EPOCH).hex())
        tables.run("DELETE FROM meta WHERE key = ?", (NOTE,))
        second = self._settle_settings(store.folder)
        if manifest.number and second is not None and second.resolve() == self._file.parent.resolve():
            note = BackupNote(
                number=manifest.number,
                file=self._file.name,
                rev=manifest.rev,
                made_ms=manifest.made_ms,
                verified_ms=self._now(),
                bytes=self._file.stat().st_size,
                audit=0,
            )
            desk.set_meta(tables, NOTE, msgspec.json.encode(note).decode())
        desk.forget_thumbs(tables, lambda media: not store.blobs.has(media))
        return hub_epoch

    def _settle_settings(self, building: Path) -> Path | None:
        """Bring the settings back, with the second device where it is now; return where that is."""
        try:
            config = read_config(building)
        except (
            ConfigRefused
        ):  # of another version: whoever runs the hub next shall read what is wrong with it
            return self._second
        if self._second is not None:
            config = config._replace(backup=config.backup._replace(second=self._second.absolute()))
        replace_file(building / FILE, config.as_toml().encode())
        return config.backup.second

    def _folders(self) -> list[Path]:
        """Where journals may lie."""
        folders = [self._file.parent, *([self._second] if self._second else [])]
        return list({folder.resolve(): folder for folder in folders if folder.is_dir()}.values())


def _of_list(tables: Tables, listed: dict[str, int] | None) -> Iterator[str]:
    if listed is None and desk.meta(tables, erase_list.KEPT):
        yield "the list of who was erased: it lay beside the backups; --second names that folder"


def _erase(tables: Tables, listed: dict[str, int] | None, now_ms: int) -> tuple[str, ...]:
    """Take everybody out who was erased since the backup; return the badges whose keys go too."""
    since = (listed or {}).keys() - erasing.erased(tables)
    gone = erasing.take_out(tables, sorted(since), now_ms) if since else {}
    return tuple(badge for one in gone.values() for badge in one.badges)


def _forget(tables: Tables, store: Store, listed: dict[str, int], badges: tuple[str, ...]) -> None:
    """Destroy the keys and the files of everybody on the list, and make the databases forget them."""
    if listed:
        store.keys.destroy(listed, badges)
        files = erasing.doomed(tables)
        for media in files:
            store.blobs.delete(media)
        erasing.deleted(tables, files)
        store.keys.scrub()
        scrub(tables.connection)


def _of_journal(manifest: Manifest, found: Found, *, gap: bool) -> Iterator[str]:
    made = moment(manifest.made_ms)
    if manifest.journal and found.until_ms is None:
        yield f"the journal of what staff did after {made}: it lay beside the backup; --second names that folder"
    elif gap:
        yield f"a piece of the journal of what staff did after {made}"


def moment(at_ms: int) -> str:
    """A moment as a person reads it, in the time zone of this machine."""
    return datetime.fromtimestamp(at_ms / 1000).astimezone().strftime("%a %d %b %Y %H:%M:%S")


@contextmanager
def _building(folder: Path) -> Iterator[Path]:
    """A folder beside the one that will be; it is gone when something fails."""
    building = folder.absolute().parent / f".{folder.name}.restoring"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700, parents=True)
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _finish(building: Path, folder: Path) -> None:
    """Everything on the disk, then its name: there is a whole hub, or none."""
    for name in DATABASES:
        (building / name).chmod(0o600)
    os.sync()
    building.rename(folder.absolute())
    sync_folder(folder.absolute().parent)
