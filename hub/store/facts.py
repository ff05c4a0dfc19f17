"""The log: every fact once, in the order of its arrival, never changed; and how far each station has come."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from classroom.evidence import Order
from classroom.ids import HUB
from classroom.wire.codec import decode_envelope
from hub.store.tables import Tables

_COLUMNS = "rev, ev, station, epoch, seq, type, learners, visit, at_ms, received_ms, raw, body, by"
_LISTS = msgspec.json.Decoder(tuple[str, ...])


_ADD = f"INSERT INTO facts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608


class Stored(NamedTuple):
    """A fact as the log keeps it. `raw` are the bytes of its envelope, `body` its opened JSON; times are UTC ms."""

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

    @property
    def order(self) -> Order:
        """Where it stands in time."""
        return Order(at_ms=self.at_ms, station=self.station, epoch=self.epoch, seq=self.seq)


class Mark(NamedTuple):
    """How far a station's epoch has come: its last seq, the chain hash there, the boot and times of that fact."""

    upto: int = 0
    h: str = ""
    boot: str = ""
    at_ms: int = 0
    received_ms: int = 0


def latest_rev(tables: Tables) -> int:
    """The rev of the newest fact."""
    row = tables.one("SELECT coalesce(max(rev), 0) FROM facts")
    return int(row[0]) if row else 0


def append(tables: Tables, new: Sequence[Stored]) -> list[Stored]:
    """Add facts to the log and return them with the revs that they got; raises IntegrityError for a known `ev`."""
    first = latest_rev(tables) + 1 if new else 0
    added = [Stored(rev, *fact[1:]) for rev, fact in enumerate(new, first)]
    rows = ((*fact[:6], msgspec.json.encode(fact.learners).decode(), *fact[7:]) for fact in added)
    tables.run_many(_ADD, rows)
    return added


def known(tables: Tables, ev: str) -> Stored | None:
    """The fact with this identity, if it is in the log."""
    row = tables.one(f"SELECT {_COLUMNS} FROM facts WHERE ev = ?", ev)  # noqa: S608
    return _stored(row) if row else None


def after(tables: Tables, rev: int, limit: int = -1) -> Iterator[Stored]:
    """The facts after a rev, in order."""
    rows = tables.run(
        f"SELECT {_COLUMNS} FROM facts WHERE rev > ? ORDER BY rev LIMIT ?",  # noqa: S608
        (rev, limit),
    )
    return (_stored(row) for row in rows)


def of_hub_after(tables: Tables, rev: int) -> list[Stored]:
    """The hub's own facts after a rev, in order."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM facts WHERE rev > ? AND station = ? ORDER BY rev",  # noqa: S608
        rev,
        HUB,
    )
    return [_stored(row) for row in rows]


def mark(tables: Tables, station: str, epoch: str) -> Mark:
    """How far this epoch of a station has come; a new one is at 0."""
    row = tables.one(
        "SELECT upto, h, boot, at_ms, received_ms FROM marks WHERE station = ? AND epoch = ?", station, epoch
    )
    return Mark(*row) if row else Mark()


def set_mark(tables: Tables, station: str, epoch: str, to: Mark) -> None:
    """Advance an epoch of a station."""
    tables.run("INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?, ?)", (station, epoch, *to))


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


def anchor(tables: Tables, station: str, boot: str, offset_ms: int, slack_ms: int = 60_000) -> None:
    """Remember what to add to this boot's own clock to get UTC: the least that was seen, unless a clock jumped."""
    tables.run(
        "INSERT INTO anchors VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET offset_ms = "
        "CASE WHEN abs(offset_ms - ?3) <= ?4 THEN min(offset_ms, ?3) ELSE ?3 END",
        (station, boot, offset_ms, slack_ms),
    )


def anchors(tables: Tables, station: str) -> dict[str, int]:
    """The offsets of a station's boots."""
    return dict(tables.all("SELECT boot, offset_ms FROM anchors WHERE station = ?", station))


def _stored(row: tuple[object, ...]) -> Stored:
    return Stored._make((*row[:6], _LISTS.decode(str(row[6])), *row[7:]))


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
