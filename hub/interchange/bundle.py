"""A zip that is written as it is sent: one entry after the other, each hashed, the manifest with all hashes last."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

MANIFEST: Final = "manifest.json"
_STORED: Final = (".jpg", ".jpeg", ".png", ".webp", ".webm", ".ogg", ".m4a", ".zip")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


class Entry(NamedTuple):
    """One file of a bundle: its pieces are asked for when its turn comes; `about` is said of it in the manifest."""

    name: str
    pieces: Iterable[bytes]
    about: dict[str, Any] = {}  # noqa: RUF012 - it is never changed


def bundle(entries: Iterable[Entry], says: dict[str, Any], made: datetime) -> Iterator[bytes]:
    """Yield the bytes of a zip with these entries and a manifest; at most one piece of one entry is in memory.

    `says` is what the manifest tells besides its files; whatever changes in it while entries are made counts.
    """
    sink = _Sink()
    listed = []
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            size, digest = 0, hashlib.sha256()
            with archive.open(_info(entry.name, made), "w", force_zip64=True) as file:
                for piece in entry.pieces:
                    size += len(piece)
                    digest.update(piece)
                    file.write(piece)
                    yield from sink.taken()
            listed.append({"name": entry.name, "bytes": size, "sha256": digest.hexdigest(), **entry.about})
            yield from sink.taken()
        manifest = msgspec.json.format(msgspec.json.encode({**says, "files": listed}), indent=2)
        archive.writestr(_info(MANIFEST, made), manifest)
    yield from sink.taken()


def csv_pieces(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[bytes]:
    """Yield a table as spreadsheets read it; no cell of it is taken for a formula."""
    yield b"\xef\xbb\xbf" + _line(header)
    for row in rows:
        yield _line(row)


def cell(value: object) -> str:
    """Return one cell: quoted where it must be, and with an apostrophe before what would be a formula."""
    text = "" if value is None else str(value)
    if text.lstrip(" ").startswith(_FORMULA) and not isinstance(value, int | float):
        text = "'" + text
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n\r;') else text


def _line(cells: Iterable[object]) -> bytes:
    return (",".join(cell(one) for one in cells) + "\r\n").encode()


def _info(name: str, made: datetime) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, made.timetuple()[:6])
    stored = name.lower().endswith(_STORED)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


class _Sink(io.RawIOBase):
    """What a zip is written to; it cannot go back, so the zip never does."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def write(self, data: object) -> int:
        part = bytes(data)  # type: ignore[call-overload]
        self._waiting.append(part)
        self._at += len(part)
        return len(part)

    def taken(self) -> Iterator[bytes]:
        """Yield what was written since the last time."""
        waiting, self._waiting = self._waiting, []
        yield from waiting
