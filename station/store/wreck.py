"""A damaged database, read as far as it goes: rows that prove themselves, tables that still open."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from classroom.errors import MessageRefused
from classroom.wire.codec import decode_envelope
from classroom.wire.messages import Envelope
from station.store.outbox import own_hash
from station.store.pages import Value, folded, rows
from station.store.witness import Said

_COPIED: Final = ("visits", "pairs", "drafts", "documents", "fetched", "forks", "media", "commands")
_RAW: Final = 5
_OWN: Final = 6
_COLUMNS: Final = 8
"""Where the outbox has the bytes of a fact and their hash, and how many columns it has."""

Row = dict[str, Any]


class Wreck:
    """Reads `database` and its log; `room` is a folder for a copy of them. Close it afterwards."""

    def __init__(self, database: Path, room: Path, said: Said | None) -> None:
        self._image = folded(_bytes_of(database), _bytes_of(database.with_name(database.name + "-wal")))
        self._said = said
        copy = room / "wreck"
        copy.write_bytes(self._image)
        self._db = sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self._db.row_factory = sqlite3.Row
        self._db.text_factory = lambda data: data.decode("utf-8", "replace")
        station = next(self._rows("station"), Row())
        self.epoch = str(station.get("epoch", ""))[:64]
        self._base = station.get("base")

    def close(self) -> None:
        self._db.close()

    def envelopes(self) -> dict[int, Envelope]:
        """Return every fact whose bytes are those that were written, by seq."""
        found: dict[str, Envelope] = {}
        for row in rows(self._image):
            envelope = _proven(row)
            if envelope and (envelope.ev not in found or envelope.seq < found[envelope.ev].seq):
                found[envelope.ev] = envelope
        return {envelope.seq: envelope for envelope in found.values()}

    def lost(self, envelopes: dict[int, Envelope]) -> list[int]:
        """Return which facts were here and are not among these, as far as anything can tell."""
        last, said = max(envelopes, default=0), self._said
        if said and said.epoch == (self.epoch or said.epoch):
            last = max(last, said.last)
        base = self._base if isinstance(self._base, int) else said.base if said else last
        first = min(*envelopes, max(0, base) + 1) if envelopes else max(0, base) + 1
        return [seq for seq in range(first, last + 1) if seq not in envelopes]

    def other_rows(self) -> Iterator[tuple[str, Row]]:
        """Yield what can be read of the other tables, (table, column -> value); feed and marks begin anew."""
        for table in _COPIED:
            for row in self._rows(table):
                yield table, row

    def _rows(self, table: str) -> Iterator[Row]:
        with suppress(sqlite3.DatabaseError, ValueError):
            for row in self._db.execute(f"SELECT * FROM {table}"):  # noqa: S608
                yield dict(row)


def _proven(row: list[Value]) -> Envelope | None:
    if len(row) != _COLUMNS or (raw := row[_RAW]) is None or row[_OWN] != own_hash(raw):
        return None
    with suppress(MessageRefused):
        return decode_envelope(raw)
    return None


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
