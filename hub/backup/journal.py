"""The journal beside a backup: what staff did since, and the keys that were made, on the second device within seconds.

A journal belongs to one backup and holds every fact of the hub that is newer, from its first record on. It is only
ever added to, and each record is synced: a cut costs the last record at most. Another one begins with each run.
"""

import errno
import io
import os
from pathlib import Path
from typing import NamedTuple

import msgspec

from hub.backup.sealed_file import SealedReader, SealedWriter, with_private
from hub.store.audit import Entry
from hub.store.copying import KeyRows
from hub.store.facts import Stored
from plumbing.errors import SealBroken
from plumbing.files import replace_file


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything of the hub up to `until_ms` (UTC ms) stands in this record or before it.

    `marks`: how far the hub's own facts go by then, epoch by epoch. `keys`: all rows of keys.db, when they changed.
    `audit`: what was written down about who saw and changed what.
    """

    until_ms: int
    marks: dict[str, int] = {}
    facts: tuple[Stored, ...] = ()
    keys: KeyRows | None = None
    audit: tuple[Entry, ...] = ()


_DECODER = msgspec.msgpack.Decoder(Record)


class Journal:
    """Opened for each record and closed again, so that the stick may be taken out; calls may raise OSError."""

    def __init__(self, path: Path, public: bytes, first: list[Record]) -> None:
        """Begin a journal: once it has its name, it holds the first records."""
        self.path = path
        self._buffer = io.BytesIO()
        self._writer = SealedWriter(self._buffer, public, b"J")
        data = b"".join([self._taken(), *(self._sealed(record) for record in first)])
        replace_file(path, data)
        self._size = len(data)

    def add(self, record: Record) -> None:
        """Add a record, lastingly; raises OSError when the file is not as we left it."""
        data = self._sealed(record)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        try:
            if os.fstat(descriptor).st_size != self._size:
                raise OSError(errno.ESTALE, "the journal is not as it was left", str(self.path))
            with os.fdopen(descriptor, "ab", closefd=False) as file:
                file.write(data)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        self._size += len(data)

    def _sealed(self, record: Record) -> bytes:
        self._writer.write(msgspec.msgpack.encode(record))
        return self._taken()

    def _taken(self) -> bytes:
        """What the writer has written since the last time."""
        data = self._buffer.getvalue()
        self._buffer.seek(0)
        self._buffer.truncate()
        return data


class Read(NamedTuple):
    """What a journal still tells: its records, and whether it ends in a piece of one."""

    records: tuple[Record, ...]
    torn: bool


def read_journal(path: Path, private: bytes) -> Read:
    """Read a journal up to its end, or to where it is cut; raises BackupRefused when it is none of ours."""
    records: list[Record] = []
    with path.open("rb") as file:
        reader = SealedReader(file, b"J", with_private(private, path.name), path.name)
        try:
            records.extend(_DECODER.decode(message) for message in reader.messages())
            torn = reader.torn
        except (SealBroken, msgspec.DecodeError):
            torn = True
    return Read(tuple(records), torn)
