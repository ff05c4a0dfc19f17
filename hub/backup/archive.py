"""What lies inside a backup: a tar, streamed through the seal, so that memory stays small however large it is."""

import hashlib
import io
import re
import tarfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, BinaryIO, Final

import msgspec

from hub.backup.sealed_file import MESSAGE, SealedReader, SealedWriter
from hub.errors import BackupRefused
from plumbing.blobs import BlobStore
from plumbing.errors import BlobMissing, SealBroken

DATABASES: Final = ("hub.db", "keys.db")
SETTINGS: Final = "hub.toml"
_MANIFEST: Final = "manifest.json"
_MEDIA: Final = re.compile(r"media/([0-9a-f]{64})")
_COPY: Final = 128 * 1024


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup says about itself. `journal`: the acts of staff that follow lie in a journal beside it."""

    room: str
    school: str
    made_ms: int
    number: int
    rev: int
    journal: bool
    v: int = 1


class _Sealing(io.RawIOBase):
    """A file that seals what is written into messages of one size."""

    def __init__(self, writer: SealedWriter, progress: Callable[[int], None]) -> None:
        self._writer, self._progress, self._left, self._at = writer, progress, bytearray(), 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type]
        self._left += view
        self._at += view.nbytes
        while len(self._left) > MESSAGE:
            self._writer.write(bytes(self._left[:MESSAGE]))
            del self._left[:MESSAGE]
        self._progress(self._at)
        return view.nbytes

    def finish(self) -> None:
        """Seal the rest, as the last message."""
        self._writer.write(bytes(self._left), last=True)


class _Opening(io.RawIOBase):
    """A file that reads what messages hold."""

    def __init__(self, reader: SealedReader, progress: Callable[[int], None]) -> None:
        self._messages, self._progress, self._left, self._at = reader.messages(), progress, b"", 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        if not self._left:
            self._left = next(self._messages, b"")
        some = self._left[: view.nbytes]
        view[: len(some)] = some
        self._left = self._left[len(some) :]
        self._at += len(some)
        self._progress(self._at)
        return len(some)


def pack(
    file: BinaryIO,
    public: bytes,
    manifest: Manifest,
    folder: Path,
    blobs: BlobStore,
    settings: bytes,
    progress: Callable[[int], None],
) -> SealedWriter:
    """Write a backup: the copies of the databases in `folder`, the settings, every file of the hub."""
    writer = SealedWriter(file, public, b"B")
    sealing = _Sealing(writer, progress)
    with tarfile.TarFile(fileobj=sealing, mode="w", format=tarfile.GNU_FORMAT, copybufsize=_COPY) as tar:
        _add_bytes(tar, _MANIFEST, msgspec.json.encode(manifest))
        _add_bytes(tar, SETTINGS, settings)
        for name in DATABASES:
            with (folder / name).open("rb") as copy:
                _add(tar, name, copy)
        for media in sorted(blobs.ids()):
            try:
                with blobs.open(media) as blob:
                    _add(tar, f"media/{media}", blob)
            except BlobMissing:  # deleted since the folder was listed
                continue
    sealing.finish()
    return writer


class Unpacked:
    """What came out of a backup: `media` are the files that are whole, in `folder` if they were to be kept.

    `spoilt` are those that were damaged already when the backup was made; they count as not there.
    """

    def __init__(self, manifest: Manifest, folder: Path) -> None:
        self.manifest, self.folder = manifest, folder
        self.media: set[str] = set()
        self.spoilt: set[str] = set()
        self.media_bytes = 0


def unpack(
    reader: SealedReader,
    folder: Path,
    name: object,
    *,
    keep_media: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> Unpacked:
    """Open a backup into an empty folder, all of it or BackupRefused; without `keep_media` files are only hashed."""
    plain = io.BufferedReader(_Opening(reader, progress), MESSAGE)
    try:
        with tarfile.open(fileobj=plain, mode="r|", bufsize=MESSAGE) as tar:
            entries = iter(tar)
            unpacked = Unpacked(_manifest(tar, next(entries, None), name), folder)
            for entry in entries:
                _take(tar, entry, unpacked, name, keep_media=keep_media)
        while plain.read(MESSAGE):
            pass
    except SealBroken as error:
        raise BackupRefused(name, "is damaged") from error
    except (tarfile.TarError, EOFError) as error:
        raise BackupRefused(name, "is cut short" if not reader.complete else "is damaged") from error
    if not reader.complete:
        raise BackupRefused(name, "is cut short, or something follows its end")
    if lacking := [one for one in DATABASES if not (folder / one).exists()]:
        raise BackupRefused(name, f"holds no {lacking[0]}")
    return unpacked


def _manifest(tar: tarfile.TarFile, entry: tarfile.TarInfo | None, name: object) -> Manifest:
    source = tar.extractfile(entry) if entry is not None and entry.name == _MANIFEST else None
    if source is None:
        raise BackupRefused(name, "is cut short")
    try:
        manifest = msgspec.json.decode(source.read(MESSAGE), type=Manifest)
    except msgspec.DecodeError as error:
        raise BackupRefused(name, "comes from a version that this one cannot read") from error
    if manifest.v != 1:
        raise BackupRefused(name, f"comes from a newer version ({manifest.v}); install that one")
    return manifest


def _take(
    tar: tarfile.TarFile, entry: tarfile.TarInfo, into: Unpacked, name: object, *, keep_media: bool
) -> None:
    source = tar.extractfile(entry) if entry.isreg() else None
    media = _MEDIA.fullmatch(entry.name)
    if source is None or not (media or entry.name in {*DATABASES, SETTINGS}):
        raise BackupRefused(name, f"holds something that belongs to no hub ({entry.name[:60]!r})")
    if media is None:
        _copy(source, into.folder / entry.name)
        return
    target = into.folder / "media" / media[1][:2] / media[1] if keep_media else None
    if (
        _copy(source, target) != media[1]
    ):  # the seal is whole: it was no more what it was on the disk of the hub
        into.spoilt.add(media[1])
        if target is not None:
            target.unlink()
        return
    into.media.add(media[1])
    into.media_bytes += entry.size


def _copy(source: IO[bytes], target: Path | None) -> str:
    """Copy to a file (or nowhere) and return the media id of what went by."""
    digest = hashlib.blake2b(digest_size=32)
    with ExitStack() as files:
        kept = None
        if target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            kept = files.enter_context(target.open("xb"))
        while piece := source.read(_COPY):
            digest.update(piece)
            if kept is not None:
                kept.write(piece)
    return digest.hexdigest()


def _add_bytes(tar: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    tar.addfile(entry, io.BytesIO(data))


def _add(tar: tarfile.TarFile, name: str, file: BinaryIO) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = file.seek(0, io.SEEK_END)
    file.seek(0)
    tar.addfile(entry, file)
