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
from classroom.wire.messages import Ack, Envelope, Fork
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
                (seq, envelope.ev, envelope.type, envelope.visit, learner, raw, _own(raw)),
            )
        return seq

    def after(self, seq: int, limit: int) -> list[Row]:
        """Return up to `limit` rows behind `seq`, in order; where one is missing, a row that is not whole."""
        seq = max(seq, self.base()[0])
        rows: list[Row] = []
        for row in self._each("seq > ? ORDER BY seq LIMIT ?", (seq, limit)):
            rows += [
                Row(lost, "", None, None, b"", False)
                for lost in range(seq + 1, min(row.seq, seq + 1 + limit))
            ]
            rows.append(row)
            seq = row.seq
        return rows[:limit]

    def of_learner(self, learner: str, after: int) -> list[Row]:
        """Return a learner's rows behind `after`, in order."""
        return self._rows("learner = ? AND seq > ? ORDER BY seq", (learner, after))

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
            (seq, gap.ev, gap.type, raw, _own(raw)),
        )
        self._rechain(seq, previous)
        return self.marks().last

    def rehome(self, why: str) -> str:
        """Begin a new epoch that holds every row still here, with its `ev`; return the epoch.

        Files and visits keep to their facts. Until `fork_told` the hub has to hear of it: `why` as in `Fork`.
        """
        was, (base, _) = self.marks(), self.base()
        epoch = token_hex(8)
        kept = self._db.execute("SELECT count(*) FROM outbox").fetchone()[0]
        self._db.execute("INSERT INTO forks VALUES (?, ?, ?, ?)", (epoch, was.epoch, kept, why))
        self._db.execute("UPDATE station SET epoch = ?, upto = 0, safe = 0, base = 0, base_h = ''", (epoch,))
        # Down by way of negative numbers: while an UPDATE runs, no two rows may share a key.
        self._db.execute("UPDATE outbox SET seq = ? - seq", (base,))
        self._db.execute("UPDATE outbox SET seq = -seq")
        self._db.execute("UPDATE media SET seq = max(0, seq - ?)", (base,))
        self._db.execute("UPDATE visits SET opened = max(0, opened - ?)", (base,))
        self._rechain(0, "")
        return epoch

    def forks(self) -> tuple[Fork, ...]:
        """Return what the hub has yet to hear: each new epoch, oldest first."""
        found = self._db.execute("SELECT epoch, was, kept, why FROM forks ORDER BY rowid").fetchall()
        return tuple(Fork(epoch=epoch, was=was, kept=kept, why=why) for epoch, was, kept, why in found)

    def fork_told(self, epoch: str) -> None:
        """The hub has heard how this epoch began."""
        self._db.execute("DELETE FROM forks WHERE epoch = ?", (epoch,))

    def prune(self, upto: int, limit: int) -> int:
        """Let go up to `limit` of the facts up to `upto`, oldest first; return how many went.

        Stops below the first fact with a file that is still here. The chain hash of the last one stays.
        """
        (held,) = self._db.execute("SELECT min(seq) FROM media WHERE seq > 0").fetchone()
        end = min(upto, held - 1) if held else upto
        rows = self._rows("seq <= ? ORDER BY seq LIMIT ?", (end, limit))
        while rows and not rows[-1].whole:  # on its hash everything behind it is to rest
            rows.pop()
        if rows:
            last = rows[-1].seq
            self._db.execute("UPDATE station SET base = ?, base_h = ?", (last, self.chain_hash(last)))
            self._db.execute("DELETE FROM outbox WHERE seq <= ?", (last,))
        return len(rows)

    def relink(self, after: int) -> bool:
        """Make what follows `after` one chain again, should it not be one; say whether anything had to be done."""
        previous = start = self.chain_hash(after) or ""
        for row in self._each("seq > ? ORDER BY seq", (after,)):
            if row.whole:
                if chain(previous, hashed_part(row.raw)) != _tail(row.raw):
                    self._rechain(after, start)
                    return True
                previous = _tail(row.raw)
        return False

    def _rechain(self, after: int, previous: str) -> None:
        """Give each row behind `after` whose bytes are whole its place in the chain, whatever place it had."""
        for row in self._each("seq > ? ORDER BY seq", (after,), placed=False):
            if row.whole and (envelope := _read(row.raw)) is not None:
                raw, previous = _encode(envelope, row.seq, previous)
                self._db.execute(
                    "UPDATE outbox SET raw = ?, own = ? WHERE seq = ?", (raw, _own(raw), row.seq)
                )

    def _end(self) -> tuple[int, str]:
        found = self._db.execute("SELECT seq, raw FROM outbox ORDER BY seq DESC LIMIT 1").fetchone()
        return (found[0], _tail(found[1])) if found else self.base()

    def _rows(self, where: str, values: Iterable[object]) -> list[Row]:
        return list(self._each(where, values))

    def _each(self, where: str, values: Iterable[object], *, placed: bool = True) -> Iterator[Row]:
        found = self._db.execute(
            f"SELECT seq, type, visit, learner, raw, own FROM outbox WHERE {where}",  # noqa: S608
            tuple(values),
        ).fetchall()
        for seq, kind, visit, learner, raw, own in found:
            whole = own == _own(raw) and (not placed or raw.startswith(b'{"seq":%d,' % seq))
            yield Row(seq, kind, visit, learner, raw, whole)


def _encode(envelope: Envelope, seq: int, previous: str) -> tuple[bytes, str]:
    raw, digest = encode_envelope(msgspec.structs.replace(envelope, seq=seq), partial(chain, previous))
    if len(raw) > MAX_FACT:
        raise FactTooLarge(envelope.type, len(raw))
    return raw, digest


def _tail(raw: bytes) -> str:
    """Return the chain hash that stands at the end of an envelope."""
    return raw[-_TAIL : -_TAIL + 32].decode("ascii", "replace")


def _read(raw: bytes) -> Envelope | None:
    try:
        hashed_part(raw)
        return decode_envelope(raw)
    except MessageRefused:
        return None


def _own(raw: bytes) -> bytes:
    """Return the hash by which a row knows its own bytes."""
    return hashlib.blake2b(raw, digest_size=16).digest()
