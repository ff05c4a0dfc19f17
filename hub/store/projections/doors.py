"""Which stations were shut out, or wait because two machines speak with one credential; no name is given twice."""

from typing import Final, NamedTuple

import msgspec

from classroom.facts import StationCloned, StationEnrolled, StationPicked, StationRevoked
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE shut_out (
    station TEXT PRIMARY KEY, by TEXT NOT NULL, at_ms INTEGER NOT NULL, rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE clones (
    station TEXT PRIMARY KEY, boots TEXT NOT NULL, at_ms INTEGER NOT NULL, rev INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE strangers (
    station TEXT NOT NULL, boot TEXT NOT NULL, PRIMARY KEY (station, boot)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("shut_out", "clones", "strangers")
_TEXTS: Final = msgspec.json.Decoder(tuple[str, ...])


class ShutOut(NamedTuple):
    """A station that does not come in any more."""

    station: str
    by: str
    at_ms: int


class Cloned(NamedTuple):
    """A station whose credential two machines have, by their boots; nobody has picked one yet."""

    station: str
    boots: tuple[str, ...]
    at_ms: int


def _revoke(tables: Tables, stored: Stored, fact: StationRevoked) -> None:
    row = (fact.station, fact.by, stored.at_ms, stored.rev)
    tables.run("INSERT OR REPLACE INTO shut_out VALUES (?, ?, ?, ?)", row)
    tables.run("DELETE FROM clones WHERE station = ?", (fact.station,))
    tables.run("DELETE FROM stations WHERE station = ?", (fact.station,))
    tables.mark_stale("zones")


def _clone(tables: Tables, stored: Stored, fact: StationCloned) -> None:
    boots = msgspec.json.encode(fact.boots).decode()
    row = (fact.station, boots, stored.at_ms, stored.rev)
    tables.run("INSERT OR REPLACE INTO clones VALUES (?, ?, ?, ?)", row)


def _pick(tables: Tables, _stored: Stored, fact: StationPicked) -> None:
    tables.run("DELETE FROM clones WHERE station = ?", (fact.station,))
    rows = [(fact.station, boot) for boot in fact.others]
    tables.connection.executemany("INSERT OR IGNORE INTO strangers VALUES (?, ?)", rows)


def _enrol(tables: Tables, _stored: Stored, fact: StationEnrolled) -> None:
    tables.run("DELETE FROM shut_out WHERE station = ?", (fact.station,))


def _move(tables: Tables, stored: Stored, _fact: StationRevoked | StationCloned) -> None:
    """It happened at another time than was thought."""
    for table in ("shut_out", "clones"):
        tables.run(f"UPDATE {table} SET at_ms = ? WHERE rev = ?", (stored.at_ms, stored.rev))  # noqa: S608


HANDLERS: Final = {
    StationRevoked: _revoke,
    StationCloned: _clone,
    StationPicked: _pick,
    StationEnrolled: _enrol,
}
MOVED: Final = dict.fromkeys((StationRevoked, StationCloned), _move)


def shut_out(tables: Tables) -> list[ShutOut]:
    """Every station that was shut out, the latest first."""
    rows = tables.all("SELECT station, by, at_ms FROM shut_out ORDER BY at_ms DESC, station")
    return [ShutOut(*row) for row in rows]


def cloned(tables: Tables) -> list[Cloned]:
    """Every station that waits because it is there twice."""
    rows = tables.all("SELECT station, boots, at_ms FROM clones ORDER BY at_ms, station")
    return [Cloned(station, _TEXTS.decode(boots), at_ms) for station, boots, at_ms in rows]


def is_stranger(tables: Tables, station: str, boot: str) -> bool:
    """Whether this boot is of a machine that has to be let in anew."""
    row = tables.one("SELECT 1 FROM strangers WHERE station = ? AND boot = ?", station, boot)
    return row is not None


def names(tables: Tables) -> frozenset[str]:
    """Every name that a station ever had."""
    rows = tables.all("SELECT station FROM stations UNION SELECT station FROM shut_out")
    return frozenset(name for (name,) in rows)
