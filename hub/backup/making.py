"""Makes a backup while the hub serves, and believes in it only after it was read again from its disk."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from msgspec.structs import replace

from hub.backup.archive import DATABASES, Manifest, Unpacked, pack, unpack
from hub.backup.device import forget_cached, unfinished
from hub.backup.sealed_file import SealedReader, SealedWriter, with_file_key
from hub.config import FILE
from hub.errors import BackupFailed, BackupRefused
from hub.store.copying import Examined, check_pages, copy_database, examine, open_copy, rows_of_keys
from hub.store.desk import meta
from plumbing.blobs import BlobStore
from plumbing.errors import PlumbingError
from plumbing.files import sync_folder

SCRATCH: Final = "scratch"


class Made(NamedTuple):
    """A backup that was read again and found whole."""

    path: Path
    bytes: int
    media: int
    examined: Examined


class Progress:
    """How far a backup is: bytes gone by, of how many; it is written once and read once."""

    def __init__(self) -> None:
        self.done, self.total = 0, 0
        self.stopped = False
        self._before = 0

    def begin(self, total: int) -> None:
        """So many bytes, twice."""
        self.done, self.total, self._before = 0, 2 * total, 0

    def at(self, position: int) -> None:
        """Here in this pass; raises BackupFailed when somebody has set `stopped`."""
        if self.stopped:
            raise BackupFailed("the hub is stopping")
        self.done = self._before + position

    def half(self) -> None:
        """Written; now it is read."""
        self._before = self.total // 2


def make_backup(
    folder: Path, blobs: BlobStore, to: Path, public: bytes, manifest: Manifest, progress: Progress
) -> Made:
    """Make a backup of the hub in `folder` at `to`; raises BackupFailed, and then nothing new stands there.

    `rev`, `room` and `school` of the manifest are filled in here, as of the moment of the copy.
    """
    part = unfinished(to)
    try:
        with _scratch(folder) as scratch:
            manifest = _copy(folder, scratch, manifest)
            progress.begin(blobs.used + sum((scratch / name).stat().st_size for name in DATABASES))
            writer = _write(part, public, manifest, scratch, blobs, _settings(folder), progress)
        with _scratch(folder) as scratch:
            progress.half()
            unpacked = _read_again(part, writer, scratch, progress)
            examined = look_at(unpacked)
        part.rename(to)
        sync_folder(to.parent)
    except (OSError, BackupRefused, PlumbingError) as error:
        why = f"read again, it {error.what}" if isinstance(error, BackupRefused) else error
        raise BackupFailed(why) from error
    finally:
        part.unlink(missing_ok=True)
    return Made(to, to.stat().st_size, len(unpacked.media), examined)


def look_at(unpacked: Unpacked) -> Examined:
    """Look at everything that came out of a backup; raises DatabaseDamaged when it is not whole."""
    for name in DATABASES:
        check_pages(unpacked.folder / name)
    stations = rows_of_keys(unpacked.folder / "keys.db")["stations"]
    tables = open_copy(unpacked.folder / "hub.db")
    with closing(tables.connection):
        return examine(tables, frozenset(str(row[0]) for row in stations), unpacked.media.__contains__)


def _copy(folder: Path, scratch: Path, manifest: Manifest) -> Manifest:
    """Copy the log first: a key is on the disk before the fact that speaks of it."""
    for name in DATABASES:
        copy_database(folder / name, scratch / name)
    tables = open_copy(scratch / "hub.db")
    with closing(tables.connection):
        row = tables.one("SELECT coalesce(max(rev), 0) FROM facts") or (0,)
        room, school = meta(tables, "room"), tables.definitions.school().name
    return replace(manifest, room=room, school=school, rev=row[0])


def _write(
    part: Path,
    public: bytes,
    manifest: Manifest,
    scratch: Path,
    blobs: BlobStore,
    settings: bytes,
    progress: Progress,
) -> SealedWriter:
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        writer = pack(file, public, manifest, scratch, blobs, settings, progress.at)
        file.flush()
        forget_cached(file.fileno())
    return writer


def _read_again(part: Path, writer: SealedWriter, scratch: Path, progress: Progress) -> Unpacked:
    """Open what now lies on the disk; this process still knows the key of this one file, and only of this one."""
    with part.open("rb") as file:
        reader = SealedReader(file, b"B", with_file_key(writer), part.name)
        if reader.header != writer.header:
            raise BackupRefused(part.name, "came back with another beginning")
        return unpack(reader, scratch, part.name, keep_media=False, progress=progress.at)


def _settings(folder: Path) -> bytes:
    path = folder / FILE
    return path.read_bytes() if path.exists() else b""


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """An empty folder beside the databases, as private as they are; it is gone afterwards."""
    scratch = folder / SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
