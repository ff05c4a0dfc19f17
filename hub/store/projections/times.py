"""When each fact happened, as far as the log says: worked out from the clocks' readings, never written over them.

A fact stands at `at_ms` and happened between `from_ms` and then; where both are one, its time is sure. What is sure
was read in a boot of which an anchor says what time it was: the latest one before the reading, else the first. The
facts of other boots lie between the sure times before and after them in their outbox, and not behind the moment
when the hub heard of them. Inside an outbox time never runs against `seq`.
"""

from typing import Final, NamedTuple

from classroom.facts import ClockAnchored, ClockCorrected, Fact
from classroom.ids import HUB
from classroom.wire.messages import Envelope
from hub.errors import FactRefused
from hub.store import retiming
from hub.store.facts import Stored
from hub.store.retiming import LATEST_MS, SLACK_MS
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE runs (
    run INTEGER PRIMARY KEY, station TEXT NOT NULL, epoch TEXT NOT NULL, boot TEXT NOT NULL,
    UNIQUE (station, epoch, boot)
) STRICT;
CREATE TABLE times (
    rev INTEGER PRIMARY KEY, run INTEGER NOT NULL, seq INTEGER NOT NULL, boottime_ms INTEGER NOT NULL,
    received_ms INTEGER NOT NULL, at_ms INTEGER NOT NULL, from_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX times_run ON times (run, seq);
CREATE INDEX times_unsure ON times (run) WHERE from_ms < at_ms;
CREATE TABLE clock_anchors (
    station TEXT NOT NULL, boot TEXT NOT NULL, boottime_ms INTEGER NOT NULL, offset_ms INTEGER NOT NULL,
    trip_ms INTEGER, era INTEGER NOT NULL, PRIMARY KEY (station, boot, boottime_ms)
) STRICT, WITHOUT ROWID;
CREATE TABLE corrections (
    era INTEGER NOT NULL, rev INTEGER NOT NULL, offset_ms INTEGER NOT NULL, PRIMARY KEY (era, rev)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("runs", "times", "clock_anchors", "corrections")


class _Last(NamedTuple):
    """The newest fact of an outbox; behind `sure_seq`, where time stood at `floor_ms`, no time is sure."""

    seq: int = 0
    at_ms: int = 0
    sure_seq: int = 0
    floor_ms: int = 0


class _Outbox:
    """What the time of the next fact of an outbox follows from."""

    def __init__(self, tables: Tables, station: str, epoch: str) -> None:
        self.station, self.epoch, self._tables = station, epoch, tables
        runs = tables.all("SELECT boot, run FROM runs WHERE station = ? AND epoch = ?", station, epoch)
        self._runs: dict[str, int] = dict(runs)
        self._anchors: dict[str, list[tuple[int, int]]] = {}
        self.last = self._read_last()

    def run(self, boot: str) -> int:
        """The number of a boot in this outbox."""
        if boot not in self._runs:
            row = (self.station, self.epoch, boot)
            self._runs[boot] = self._tables.run("INSERT INTO runs VALUES (NULL, ?, ?, ?)", row).lastrowid or 0
        return self._runs[boot]

    def anchors(self, boot: str) -> list[tuple[int, int]]:
        """(ms since boot, what to add to get UTC) of a boot, in order."""
        if boot not in self._anchors:
            self._anchors[boot] = self._tables.all(
                "SELECT boottime_ms, offset_ms FROM clock_anchors WHERE station = ? AND boot = ? ORDER BY boottime_ms",
                self.station,
                boot,
            )
        return self._anchors[boot]

    def place(self, envelope: Envelope, received_ms: int) -> tuple[int, int]:
        """Where the next fact stands, by what was heard so far: (`at_ms`, `from_ms`)."""
        own_ms, floor_ms = self._own_ms(envelope), self.last.floor_ms
        if own_ms is not None and floor_ms - SLACK_MS <= own_ms <= received_ms + SLACK_MS:
            at_ms = max(own_ms, floor_ms)
            return at_ms, at_ms
        return max(received_ms, self.last.at_ms), floor_ms

    def append(self, seq: int, at_ms: int, from_ms: int, received_ms: int) -> bool:
        """Note the newest fact; False where it says something new about the time of those before it."""
        last, sure = self.last, at_ms == from_ms
        if seq < last.seq or received_ms < last.floor_ms - SLACK_MS or (sure and last.sure_seq < last.seq):
            return False
        self.last = _Last(seq, at_ms, seq, at_ms) if sure else _Last(seq, at_ms, last.sure_seq, last.floor_ms)
        return True

    def _own_ms(self, envelope: Envelope) -> int | None:
        anchors = self.anchors(envelope.boot_id)
        if not anchors:
            return None
        offset_ms = anchors[0][1]
        for since_ms, offset in anchors:
            if since_ms > envelope.boottime_ms:
                break
            offset_ms = offset
        return min(max(offset_ms + envelope.boottime_ms, 0), LATEST_MS)

    def _read_last(self) -> _Last:
        row = self._tables.one(
            "SELECT seq, at_ms FROM runs CROSS JOIN times ON times.run = runs.run AND seq = "
            "(SELECT max(seq) FROM times WHERE run = runs.run) WHERE station = ? AND epoch = ? "
            "ORDER BY seq DESC LIMIT 1",
            self.station,
            self.epoch,
        )
        if row is None:
            return _Last()
        return _Last(
            row[0], row[1], *retiming.sure_before(self._tables, self.station, self.epoch, row[0] + 1)
        )


def place(tables: Tables, stored: Stored, envelope: Envelope, fact: Fact) -> tuple[Stored, list[int]]:
    """Work out when a new fact of the log happened; return it with its time, and the revs whose time moved."""
    if stored.station == HUB:
        return _place_own(tables, stored, envelope, fact)
    begun = _learn(tables, stored, envelope, fact)
    outbox, received_ms = _outbox(tables, stored.station, stored.epoch), stored.received_ms
    at_ms, from_ms = outbox.place(envelope, received_ms)
    run = outbox.run(envelope.boot_id)
    row = (stored.rev, run, stored.seq, envelope.boottime_ms, received_ms, at_ms, from_ms)
    tables.run("INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    if outbox.append(stored.seq, at_ms, from_ms, received_ms) and not begun:
        return stored._replace(at_ms=at_ms, from_ms=from_ms), []
    starts = {stored.epoch: stored.seq} | begun
    if received_ms < outbox.last.floor_ms:
        behind = retiming.first_behind(tables, stored.station, stored.epoch, received_ms)
        starts[stored.epoch] = min(starts[stored.epoch], behind)
    tables.remembered.clear()
    moved = [
        rev for epoch, seq in starts.items() for rev in retiming.retime(tables, stored.station, epoch, seq)
    ]
    return _as_it_stands(tables, stored), sorted(set(moved) - {stored.rev})


def _outbox(tables: Tables, station: str, epoch: str) -> _Outbox:
    known = tables.remembered.get((station, epoch))
    if not isinstance(known, _Outbox):
        known = tables.remembered[station, epoch] = _Outbox(tables, station, epoch)
    return known


def _learn(tables: Tables, stored: Stored, envelope: Envelope, fact: Fact) -> dict[str, int]:
    """Take in what a fact says of its boot's clock; where the boot began, by epoch, if that dates what came before.

    A station of an earlier release tells its anchor by its readings alone; they stand until one is told.
    """
    station, boot, boottime_ms = stored.station, envelope.boot_id, envelope.boottime_ms
    known = _outbox(tables, station, stored.epoch).anchors(boot)
    anchor: tuple[int, int | None, int]
    if isinstance(fact, ClockAnchored):
        if abs(fact.offset_ms) > LATEST_MS:
            raise FactRefused("a time that no clock tells")
        read = "DELETE FROM clock_anchors WHERE station = ? AND boot = ? AND trip_ms IS NULL"
        first = tables.run(read, (station, boot)).rowcount > 0 or not known
        anchor = (fact.offset_ms + retiming.corrected_by(tables, fact.era), fact.trip_ms, fact.era)
    elif envelope.clock == "hub" and not known and 0 <= envelope.wall_ms <= LATEST_MS:
        first, anchor = True, (envelope.wall_ms - boottime_ms, None, stored.rev)
    else:
        return {}
    tables.run(
        "INSERT OR REPLACE INTO clock_anchors VALUES (?, ?, ?, ?, ?, ?)",
        (station, boot, boottime_ms, *anchor),
    )
    tables.remembered.clear()
    return retiming.begin_of(tables, station, boot) if first else {}


def _place_own(tables: Tables, stored: Stored, envelope: Envelope, fact: Fact) -> tuple[Stored, list[int]]:
    """Our own clock is believed until somebody corrects it; what is told of the past stands as it was told."""
    at_ms = min(max(envelope.wall_ms, 0), LATEST_MS)
    run = _outbox(tables, HUB, stored.epoch).run(envelope.boot_id)
    row = (stored.rev, run, stored.seq, envelope.boottime_ms, stored.received_ms, at_ms, at_ms)
    tables.run("INSERT INTO times VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    moved: list[int] = []
    if isinstance(fact, ClockCorrected):
        began = tables.one(
            "SELECT min(rev) FROM times WHERE run IN (SELECT run FROM runs WHERE station = ? AND "
            "epoch = ?) AND seq >= ?",
            HUB,
            stored.epoch,
            fact.since,
        )
        since = int(began[0]) if began and fact.since else 0
        moved = sorted(set(retiming.correct(tables, stored.rev, since, fact.offset_ms, fact.eras)))
        tables.remembered.clear()
    return stored._replace(at_ms=at_ms, from_ms=at_ms), moved


def _as_it_stands(tables: Tables, stored: Stored) -> Stored:
    at_ms, from_ms = retiming.stands_at(tables, stored.rev)
    return stored._replace(at_ms=at_ms, from_ms=from_ms)
