"""What was asked of each station, by whom, and what it answered; a station that moved stands in its new zone."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import msgspec

from classroom.commands import Kind, Why
from classroom.facts import CommandAnswered, StaffDeed, StaffOverrode, StationCommanded, StationWiped
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE commands (
    cmd_id TEXT PRIMARY KEY, station TEXT NOT NULL, kind TEXT NOT NULL, args TEXT NOT NULL, by TEXT NOT NULL,
    rev INTEGER NOT NULL, at_ms INTEGER NOT NULL, done_rev INTEGER, done_ms INTEGER, ok INTEGER, why TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX commands_of_station ON commands (station, rev);
"""
TABLES: Final = ("commands",)
_DONE_THERE: Final[Mapping[StaffDeed, Kind]] = {"locked": "lock", "unlocked": "unlock"}
_COLUMNS: Final = "cmd_id, station, kind, args, by, at_ms, done_ms, ok, why"
_ARGS = msgspec.json.Decoder(dict[str, str])


class Commanded(NamedTuple):
    """One command; `done_ms` None: no answer is in the log yet. Times are UTC ms."""

    cmd_id: str
    station: str
    kind: Kind
    args: Mapping[str, str]
    by: str
    at_ms: int
    done_ms: int | None = None
    ok: bool = False
    why: Why = ""


def _command(tables: Tables, stored: Stored, fact: StationCommanded) -> None:
    args = msgspec.json.encode(fact.args, order="sorted").decode()
    tables.run(
        "INSERT OR IGNORE INTO commands VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
        (fact.cmd_id, fact.station, fact.kind, args, fact.by, stored.rev, stored.at_ms),
    )


def _answer(tables: Tables, stored: Stored, fact: CommandAnswered) -> None:
    """Take the first answer of the station that was asked; what others say is not about it."""
    asked = one(tables, fact.cmd_id)
    if asked is None or asked.station != stored.station or asked.done_ms is not None:
        return
    _close(tables, stored, fact.cmd_id, ok=fact.ok, why=fact.why)
    if fact.ok and asked.kind == "rezone":
        tables.run("UPDATE stations SET zone = ? WHERE station = ?", (asked.args["zone"], asked.station))
        tables.mark_stale(f"station/{asked.station}")
        tables.mark_stale("zones")


def _wipe(tables: Tables, stored: Stored, fact: StationWiped) -> None:
    _close(tables, stored, fact.cmd_id, ok=True, why="")


def _close(tables: Tables, stored: Stored, cmd_id: str, *, ok: bool, why: str) -> None:
    tables.run(
        "UPDATE commands SET done_rev = ?, done_ms = ?, ok = ?, why = ? WHERE cmd_id = ? AND done_rev IS NULL",
        (stored.rev, stored.at_ms, ok, why, cmd_id),
    )


def _move(tables: Tables, stored: Stored, fact: StationCommanded | CommandAnswered | StationWiped) -> None:
    """It happened at another time than was thought."""
    column, rev = ("at_ms", "rev") if isinstance(fact, StationCommanded) else ("done_ms", "done_rev")
    tables.run(f"UPDATE commands SET {column} = ? WHERE {rev} = ?", (stored.at_ms, stored.rev))  # noqa: S608


def _here(tables: Tables, stored: Stored, fact: StaffOverrode) -> None:
    """A grown-up let a zone rest at the station itself, or ended its rest: asked and done in one."""
    kind = _DONE_THERE.get(fact.what)
    if kind is not None and stored.station:
        tables.run(
            "INSERT INTO commands VALUES (?, ?, ?, '{}', ?, ?, ?, ?, ?, 1, '')",
            (f"there-{stored.rev}", stored.station, kind, fact.staff, *[stored.rev, stored.at_ms] * 2),
        )


def _move_here(tables: Tables, stored: Stored, _: StaffOverrode) -> None:
    tables.run(
        "UPDATE commands SET at_ms = ?, done_ms = ? WHERE rev = ?", (stored.at_ms, stored.at_ms, stored.rev)
    )


HANDLERS: Final = {
    StationCommanded: _command, CommandAnswered: _answer, StationWiped: _wipe, StaffOverrode: _here,
}  # fmt: skip
MOVED: Final = {
    **dict.fromkeys((StationCommanded, CommandAnswered, StationWiped), _move),
    StaffOverrode: _move_here,
}


def one(tables: Tables, cmd_id: str) -> Commanded | None:
    """One command, answered or not."""
    return next(iter(_read(tables, "WHERE cmd_id = ?", cmd_id)), None)


def latest(tables: Tables) -> dict[str, Commanded]:
    """The newest command of each station."""
    newest = "WHERE rev IN (SELECT max(rev) FROM commands GROUP BY station)"
    return {asked.station: asked for asked in _read(tables, newest)}


def locked(tables: Tables) -> frozenset[str]:
    """The stations whose zone rests now: the last that they carried out of lock and unlock was a lock."""
    rests = "SELECT max(done_rev) FROM commands WHERE ok AND kind IN ('lock', 'unlock') GROUP BY station"
    done = f"WHERE done_rev IN ({rests})"
    return frozenset(asked.station for asked in _read(tables, done) if asked.kind == "lock")


def wiped(tables: Tables) -> frozenset[str]:
    """The stations of which nothing is left."""
    return frozenset(asked.station for asked in _read(tables, "WHERE kind = 'wipe' AND ok"))


def _read(tables: Tables, where: str, *values: object) -> list[Commanded]:
    rows = tables.all(f"SELECT {_COLUMNS} FROM commands {where} ORDER BY rev", *values)  # noqa: S608
    return [
        Commanded(cmd_id, station, kind, _ARGS.decode(args), by, at_ms, done_ms, bool(ok), why or "")
        for cmd_id, station, kind, args, by, at_ms, done_ms, ok, why in rows
    ]
