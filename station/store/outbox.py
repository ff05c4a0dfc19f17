"""The facts of this station in order, each as the exact bytes that go up: a chain of hashes, in one table."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from secrets import token_hex
from typing import Final, NamedTuple

import msgspec

from classroom.errors import MessageRefused
from classroom.wire.codec import decode_envelope, encode_envelope, hashed_part
from classroom.wire.messages import Ack, Envelope
from plumbing.seal import chain
from station.errors import FactTooLarge

MAX_FACT: Final = 60_000
"""Bytes of one envelope: with its batch around it and the trailer behind, it still fits into 64 KiB."""

_TAIL: Final = 34
"""The last bytes of an envelope: 32 hex digits, a quote, a brace."""


class Marks(NamedTuple):
    """Where this station stands: its epoch, its last fact, how far the hub (and a backup) has it."""

    epoch: str
    last: int
    upto: int
    safe: int
    hub_epoch: str

    @property
    def waiting(self) -> int:
        """How many facts the hub has not acknowledged."""
        return max(0, self.last - self.upto)


class Row(NamedTuple):
    """One fact as it is kept; `whole` False when its bytes are not those that were written."""

    seq: int
    type: str
    visit: str | None
    learner: str | None
    raw: bytes
    whole: bool


class Outbox:
    """The table `outbox` and the marks in `station`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def marks(self) -> Marks:
        return Marks(
            *self._db.execute(
                "SELECT epoch, (SELECT ifnull(max(seq), 0) FROM outbox), upto, safe, hub_epoch FROM station"
            ).fetchone()
        )

    def append(self, envelopes: Sequence[Envelope]) -> int:
        """Add facts behind the last one, in order; return the seq of the last. Raises FactTooLarge.

        `seq` and `h` of the envelopes are made here.
        """
        seq, previous = self._end()
        for envelope in envelopes:
            seq += 1
            raw, previous = _encode(envelope, seq, previous)
            learner = envelope.learners[0] if envelope.learners else None
            self._db.execute(
                "INSERT INTO outbox (seq, ev, type, visit, learner, raw, own) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (seq, envelope.ev, envelope.type, envelope.visit, learner, raw, _own(raw)),
            )
        return seq

    def after(self, seq: int, limit: int) -> list[Row]:
        """Return up to `limit` rows behind `seq`, in order."""
        return self._rows("seq > ? ORDER BY seq LIMIT ?", (seq, limit))

    def of_learner(self, learner: str, after: int) -> list[Row]:
        """Return a learner's rows behind `after`, in order."""
        return self._rows("learner = ? AND seq > ? ORDER BY seq", (learner, after))

    def oldest_ms(self) -> int | None:
        """Return when the oldest fact that the hub lacks was recorded (UTC ms as this station knew it)."""
        found = self._rows("seq > (SELECT upto FROM station) ORDER BY seq LIMIT 1", ())
        envelope = _read(found[0].raw) if found else None
        return envelope.wall_ms if envelope else None

    def chain_hash(self, seq: int) -> str:
        """Return the chain hash at `seq`; "" at 0 and where there is no such row."""
        found = self._db.execute(
            "SELECT substr(raw, -?, 32) FROM outbox WHERE seq = ?", (_TAIL, seq)
        ).fetchone()
        return bytes(found[0]).decode("ascii", "replace") if found else ""

    def acknowledge(self, ack: Ack) -> None:
        """Move the marks to where the hub says it is, and remember what it keeps apart."""
        self._db.execute(
            "UPDATE station SET upto = ?, safe = max(safe, ?), hub_epoch = ?",
            (ack.upto, ack.safe, ack.hub_epoch),
        )
        self._db.executemany(
            "UPDATE outbox SET rejected = ? WHERE seq = ?", [(each.why, each.seq) for each in ack.rejected]
        )

    def mend(self, seq: int, gap: Envelope) -> int:
        """Put `gap` in the place of the damaged row `seq` and chain everything behind it anew.

        Rows behind it that are damaged too stay for the next call. Returns the seq of the last row.
        """
        previous = self.chain_hash(seq - 1)
        raw, previous = _encode(gap, seq, previous)
        self._db.execute(
            "UPDATE outbox SET ev=?, type=?, raw=?, own=?, visit=NULL, learner=NULL WHERE seq=?",
            (gap.ev, gap.type, raw, _own(raw), seq),
        )
        self._rechain(seq, previous)
        return self.marks().last

    def rehome(self) -> str:
        """Begin a new epoch that holds every row which is not safe, with its `ev`; return the epoch."""
        marks = self.marks()
        epoch = token_hex(8)
        self._db.execute("DELETE FROM outbox WHERE seq <= ?", (marks.safe,))
        self._db.execute("UPDATE station SET epoch = ?, upto = 0, safe = 0", (epoch,))
        for table in ("outbox", "media"):
            # Down by way of negative numbers: while an UPDATE runs, no two rows may share a key.
            self._db.execute(f"UPDATE {table} SET seq = ? - seq WHERE seq > ?", (marks.safe, marks.safe))  # noqa: S608
            self._db.execute(f"UPDATE {table} SET seq = -seq WHERE seq < 0")  # noqa: S608
        self._rechain(0, "")
        return epoch

    def _rechain(self, after: int, previous: str) -> None:
        """Give each whole row behind `after` its new place in the chain."""
        for row in self._each("seq > ? ORDER BY seq", (after,)):
            if row.whole and (envelope := _read(row.raw)) is not None:
                raw, previous = _encode(envelope, row.seq, previous)
                self._db.execute(
                    "UPDATE outbox SET raw = ?, own = ? WHERE seq = ?", (raw, _own(raw), row.seq)
                )

    def _end(self) -> tuple[int, str]:
        found = self._db.execute(
            "SELECT seq, substr(raw, -?, 32) FROM outbox ORDER BY seq DESC LIMIT 1", (_TAIL,)
        )
        seq, tail = found.fetchone() or (0, b"")
        return seq, bytes(tail).decode("ascii", "replace")

    def _rows(self, where: str, values: Iterable[object]) -> list[Row]:
        return list(self._each(where, values))

    def _each(self, where: str, values: Iterable[object]) -> Iterator[Row]:
        found = self._db.execute(
            f"SELECT seq, type, visit, learner, raw, own FROM outbox WHERE {where}",  # noqa: S608
            tuple(values),
        ).fetchall()
        for seq, kind, visit, learner, raw, own in found:
            yield Row(seq, kind, visit, learner, raw, own == _own(raw))


def _encode(envelope: Envelope, seq: int, previous: str) -> tuple[bytes, str]:
    raw, digest = encode_envelope(msgspec.structs.replace(envelope, seq=seq), partial(chain, previous))
    if len(raw) > MAX_FACT:
        raise FactTooLarge(envelope.type, len(raw))
    return raw, digest


def _read(raw: bytes) -> Envelope | None:
    try:
        hashed_part(raw)
        return decode_envelope(raw)
    except MessageRefused:
        return None


def _own(raw: bytes) -> bytes:
    """Return the hash by which a row knows its own bytes."""
    return hashlib.blake2b(raw, digest_size=16).digest()
