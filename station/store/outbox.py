"""The facts of this station in order, each as the exact bytes that go up: a chain of hashes, in one table."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
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
    """One fact as it is kept; `whole` False when its bytes, or its place, are not those that were written."""

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
                "SELECT epoch, max(base, (SELECT ifnull(max(seq), 0) FROM outbox)), upto, safe, hub_epoch "
                "FROM station"
            ).fetchone()
        )

    def base(self) -> tuple[int, str]:
        """Return up to which seq facts were let go, and the chain hash there: (0, "") while all are here."""
        seq, digest = self._db.execute("SELECT base, base_h FROM station").fetchone()
        return int(seq), str(digest)

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
                (seq, envelope.ev, envelope.type, envelope.visit, learner, raw, own_hash(raw)),
            )
        return seq

    def after(self, seq: int, limit: int) -> list[Row]:
        """Return up to `limit` rows behind `seq`, in order; where one is missing, a row that is not whole."""
        seq = max(seq, self.base()[0])
        rows: list[Row] = []
        for row in self._rows("seq > ? ORDER BY seq LIMIT ?", (seq, limit)):
            rows += [
                Row(lost, "", None, None, b"", False)
                for lost in range(seq + 1, min(row.seq, seq + 1 + limit))
            ]
            rows.append(row)
            seq = row.seq
        return rows[:limit]

    def of_learner(self, learner: str, after: int) -> list[Row]:
        """Return the rows behind `after`, in order, of what a learner did, and of what others did with her."""
        together = "visit IN (SELECT pair FROM pairs WHERE learner = ?1)"
        return self._rows(f"(learner = ?1 OR {together}) AND seq > ?2 ORDER BY seq", (learner, after))

    def oldest_ms(self) -> int | None:
        """Return when the oldest fact that the hub lacks was recorded (UTC ms as this station knew it)."""
        found = self._rows("seq > (SELECT upto FROM station) ORDER BY seq LIMIT 1", ())
        envelope = _read(found[0].raw) if found else None
        return envelope.wall_ms if envelope else None

    def chain_hash(self, seq: int) -> str | None:
        """Return the chain hash at `seq`, "" where the chain begins; None where this station has none (any more)."""
        base, digest = self.base()
        if seq == base:
            return digest
        found = self._db.execute("SELECT raw FROM outbox WHERE seq = ?", (seq,)).fetchone()
        return _tail(found[0]) if found else None

    def acknowledge(self, ack: Ack) -> None:
        """Move the marks to where the hub says it is, and remember what it keeps apart.

        `safe` never falls under one hub epoch; a hub that was restored knows no other mark than its own.
        """
        self._db.execute(
            "UPDATE station SET upto = ?1, safe = CASE hub_epoch WHEN ?3 THEN max(safe, ?2) ELSE ?2 END, "
            "hub_epoch = ?3",
            (ack.upto, ack.safe, ack.hub_epoch),
        )
        self._db.executemany(
            "UPDATE outbox SET rejected = ? WHERE seq = ?", [(each.why, each.seq) for each in ack.rejected]
        )

    def mend(self, seq: int, gap: Envelope) -> int:
        """Put `gap` in the place of the damaged row `seq` and chain everything behind it anew.

        Rows behind it that are damaged too stay for the next call. Returns the seq of the last row.
        """
        raw, previous = _encode(gap, seq, self.chain_hash(seq - 1) or "")
        self._db.execute(
            "INSERT OR REPLACE INTO outbox (seq, ev, type, raw, own) VALUES (?, ?, ?, ?, ?)",
            (seq, gap.ev, gap.type, raw, own_hash(raw)),
        )
        self._rechain(seq, previous)
        return self.marks().last

    def renumber(self, epoch: str) -> tuple[int, int]:
        """Begin a new epoch with every fact that is still here, under its old `ev`.

        Returns by how much each seq fell, and how many facts there are.
        """
        base, _ = self.base()
        self._db.execute("UPDATE station SET epoch = ?, upto = 0, safe = 0, base = 0, base_h = ''", (epoch,))
        # Down by way of negative numbers: while an UPDATE runs, no two rows may share a key.
        self._db.execute("UPDATE outbox SET seq = ? - seq", (base,))
        kept = self._db.execute("UPDATE outbox SET seq = -seq").rowcount
        self._rechain(0, "")
        return base, kept

    def next_to_prune(self, upto: int, limit: int) -> int:
        """Return up to which seq at most `limit` facts may go, none behind `upto`; 0 when none may."""
        rows = self._rows("seq <= ? ORDER BY seq LIMIT ?", (upto, limit))
        while rows and not rows[-1].whole:  # on its hash everything behind it is to rest
            rows.pop()
        return rows[-1].seq if rows else 0

    def prune(self, upto: int) -> None:
        """Let go of all facts up to `upto`, which is here; its chain hash stays."""
        self._db.execute("UPDATE station SET base = ?, base_h = ?", (upto, self.chain_hash(upto)))
        self._db.execute("DELETE FROM outbox WHERE seq <= ?", (upto,))

    def relink(self, after: int) -> bool:
        """Make what follows `after` one chain again, should it not be one; say whether anything had to be done."""
        previous = start = self.chain_hash(after) or ""
        for row in self._rows("seq > ? ORDER BY seq", (after,)):
            if row.whole:
                if chain(previous, hashed_part(row.raw)) != _tail(row.raw):
                    self._rechain(after, start)
                    return True
                previous = _tail(row.raw)
        return False

    def _rechain(self, after: int, previous: str) -> None:
        """Give each row behind `after` whose bytes are whole its place in the chain, whatever place it had."""
        for row in self._rows("seq > ? ORDER BY seq", (after,), placed=False):
            if row.whole and (envelope := _read(row.raw)) is not None:
                raw, previous = _encode(envelope, row.seq, previous)
                self._db.execute(
                    "UPDATE outbox SET raw = ?, own = ? WHERE seq = ?", (raw, own_hash(raw), row.seq)
                )

    def _end(self) -> tuple[int, str]:
        found = self._db.execute("SELECT seq, raw FROM outbox ORDER BY seq DESC LIMIT 1").fetchone()
        return (found[0], _tail(found[1])) if found else self.base()

    def _rows(self, where: str, values: Iterable[object], *, placed: bool = True) -> list[Row]:
        """Return rows; `placed` False lets those count as whole, too, that have another place than they say."""
        found = self._db.execute(
            f"SELECT seq, type, visit, learner, raw, own FROM outbox WHERE {where}",  # noqa: S608
            tuple(values),
        ).fetchall()
        return [Row._make((*row[:5], _is_whole(row[4], row[5], row[0] if placed else None))) for row in found]


def _encode(envelope: Envelope, seq: int, previous: str) -> tuple[bytes, str]:
    raw, digest = encode_envelope(msgspec.structs.replace(envelope, seq=seq), partial(chain, previous))
    if len(raw) > MAX_FACT:
        raise FactTooLarge(envelope.type, len(raw))
    return raw, digest


def _is_whole(raw: bytes, own: bytes, seq: int | None) -> bool:
    """Say whether a fact's bytes are those that were written, and written for this place if one is given."""
    return own == own_hash(raw) and (seq is None or raw.startswith(b'{"seq":%d,' % seq))


def _tail(raw: bytes) -> str:
    """Return the chain hash that stands at the end of an envelope."""
    return raw[-_TAIL : -_TAIL + 32].decode("ascii", "replace")


def _read(raw: bytes) -> Envelope | None:
    try:
        hashed_part(raw)
        return decode_envelope(raw)
    except MessageRefused:
        return None


def own_hash(raw: bytes) -> bytes:
    """Return the hash by which a row knows its own bytes."""
    return hashlib.blake2b(raw, digest_size=16).digest()
