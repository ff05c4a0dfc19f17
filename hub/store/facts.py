"""The log: every fact once, in the order of its arrival, never changed; and how far each station has come."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from classroom.evidence import Order
from classroom.ids import HUB
from classroom.wire.codec import decode_envelope, hashed_part
from hub.store.tables import Tables
from plumbing import seal

_LISTS = msgspec.json.Decoder(tuple[str, ...])
_ADD = (
    "INSERT INTO facts (rev, ev, station, epoch, seq, type, learners, visit, received_ms, raw, body, by, cut) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_READ = (
    "SELECT facts.rev, ev, station, epoch, facts.seq, type, learners, visit, coalesce(at_ms, 0), facts.received_ms, "
    "raw, body, by, coalesce(from_ms, 0), cut FROM facts LEFT JOIN times ON times.rev = facts.rev "
)


_NEXT = "the rev of the next fact"


class Stored(NamedTuple):
    """A fact as the log keeps it. `raw` are the bytes of its envelope, `body` its opened JSON; times are UTC ms.

    `cut`: it is no more what came, for somebody in it was erased; its bytes carry the `h` that it came with.
    When it happened is worked out beside the log: between `from_ms` and `at_ms`, where it stands; 0 before that.
    """

    rev: int
    ev: str
    station: str
    epoch: str
    seq: int
    type: str
    learners: tuple[str, ...]
    visit: str | None
    at_ms: int
    received_ms: int
    raw: bytes
    body: bytes
    by: str = ""
    from_ms: int = 0
    cut: int = 0

    @property
    def order(self) -> Order:
        """Where it stands in time."""
        return Order(at_ms=self.at_ms, station=self.station, epoch=self.epoch, seq=self.seq)


class Mark(NamedTuple):
    """How far a station's epoch has come: its last seq, the chain hash there, when that fact came."""

    upto: int = 0
    h: str = ""
    received_ms: int = 0


def latest_rev(tables: Tables) -> int:
    """The rev of the newest fact."""
    row = tables.one("SELECT coalesce(max(rev), 0) FROM facts")
    return int(row[0]) if row else 0


def append(tables: Tables, new: Sequence[Stored]) -> list[Stored]:
    """Add facts to the log and return them with the revs that they got; raises IntegrityError for a known `ev`."""
    known = tables.remembered.get(_NEXT)
    first = known if isinstance(known, int) else latest_rev(tables) + 1
    added = [Stored(rev, *fact[1:]) for rev, fact in enumerate(new, first)]
    tables.remembered[_NEXT] = first + len(added)
    rows = (
        (*fact[:6], msgspec.json.encode(fact.learners).decode(), fact.visit, *fact[9:13], fact.cut)
        for fact in added
    )
    tables.run_many(_ADD, rows)
    return added


def known(tables: Tables, ev: str) -> Stored | None:
    """The fact with this identity, if it is in the log."""
    row = tables.one(_READ + "WHERE ev = ?", ev)
    return _stored(row) if row else None


def at(tables: Tables, rev: int) -> Stored | None:
    """The fact with this rev."""
    row = tables.one(_READ + "WHERE facts.rev = ?", rev)
    return _stored(row) if row else None


def after(tables: Tables, rev: int, limit: int = -1) -> Iterator[Stored]:
    """The facts after a rev, in order."""
    rows = tables.run(_READ + "WHERE facts.rev > ? ORDER BY facts.rev LIMIT ?", (rev, limit))
    return (_stored(row) for row in rows)


def of_hub_after(tables: Tables, rev: int) -> list[Stored]:
    """The hub's own facts after a rev, in order."""
    rows = tables.all(_READ + "WHERE facts.rev > ? AND station = ? ORDER BY facts.rev", rev, HUB)
    return [_stored(row) for row in rows]


def mark(tables: Tables, station: str, epoch: str) -> Mark:
    """How far this epoch of a station has come; a new one is at 0."""
    row = tables.one("SELECT upto, h, received_ms FROM marks WHERE station = ? AND epoch = ?", station, epoch)
    return Mark(*row) if row else Mark()


def marks_of(tables: Tables, station: str) -> dict[str, int]:
    """How far each epoch of a station has come."""
    return dict(tables.all("SELECT epoch, upto FROM marks WHERE station = ?", station))


def set_mark(tables: Tables, station: str, epoch: str, to: Mark) -> None:
    """Advance an epoch of a station."""
    tables.run("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?)", (station, epoch, *to))


def latest_marks(tables: Tables, stations: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """For each of these stations, its (epoch, upto) that came last."""
    found = {}
    for station in stations:
        row = tables.one(
            "SELECT epoch, upto FROM marks WHERE station = ? ORDER BY received_ms DESC, epoch LIMIT 1",
            station,
        )
        if row:
            found[station] = (row[0], row[1])
    return found


def _stored(row: tuple[object, ...]) -> Stored:
    return Stored._make((*row[:6], _LISTS.decode(str(row[6])), *row[7:]))


def follows(stored: Stored, previous: str) -> bool:
    """Whether a fact continues the chain so far; one that was cut cannot tell, the next one can."""
    envelope = decode_envelope(stored.raw)
    return bool(stored.cut) or seal.chain(previous, hashed_part(stored.raw)) == envelope.h


def redact(tables: Tables, stored: Stored, raw: bytes, body: bytes) -> None:
    """Leave of a fact only this; `raw` carries the `h` that it had."""
    envelope = decode_envelope(raw)
    about = (envelope.type, msgspec.json.encode(envelope.learners).decode(), envelope.visit)
    by = stored.by if envelope.type == stored.type else ""
    tables.run(
        "UPDATE facts SET type = ?, learners = ?, visit = ?, raw = ?, body = ?, by = ?, cut = 1 WHERE rev = ?",
        (*about, raw, body, by, stored.rev),
    )


def as_json_line(stored: Stored) -> bytes:
    """A fact as one line for other programs: its body is the opened one, its media are named."""
    media = decode_envelope(stored.raw).media
    return msgspec.json.encode(
        {
            "rev": stored.rev,
            "station": stored.station,
            "epoch": stored.epoch,
            "seq": stored.seq,
            "ev": stored.ev,
            "type": stored.type,
            "learners": stored.learners,
            "visit": stored.visit,
            "at": stored.at_ms,
            "received": stored.received_ms,
            "by": stored.by,
            "media": media,
            "body": msgspec.Raw(stored.body),
        }
    )
