"""Commands on their way to their stations, beside the log: until they are answered, or too late."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from classroom.commands import Kind
from hub.store.tables import Tables

_ARGS = msgspec.json.Decoder(dict[str, str])


class Waiting(NamedTuple):
    """A command that its station has not answered; after `until_ms` (of the steady clock) nobody wants it any more."""

    cmd_id: str
    station: str
    kind: Kind
    args: Mapping[str, str]
    until_ms: int


def put(tables: Tables, order: Waiting) -> None:
    """Keep a command until it is answered."""
    args = msgspec.json.encode(order.args).decode()
    tables.run("INSERT INTO orders VALUES (?, ?, ?, ?, ?)", (*order[:3], args, order.until_ms))


def drop(tables: Tables, cmd_id: str) -> None:
    """It was answered, or nobody wants it any more."""
    tables.run("DELETE FROM orders WHERE cmd_id = ?", (cmd_id,))


def sweep(tables: Tables, now_ms: int) -> None:
    """Let go of what comes too late."""
    tables.run("DELETE FROM orders WHERE until_ms <= ?", (now_ms,))


def of_station(tables: Tables, station: str) -> list[Waiting]:
    """What a station has not answered yet, oldest first."""
    return _read(tables, "WHERE station = ?", station)


def all_waiting(tables: Tables) -> list[Waiting]:
    """What any station has not answered yet, oldest first."""
    return _read(tables, "")


def _read(tables: Tables, where: str, *values: object) -> list[Waiting]:
    columns = "cmd_id, station, kind, args, until_ms"
    rows = tables.all(f"SELECT {columns} FROM orders {where} ORDER BY cmd_id", *values)  # noqa: S608
    return [
        Waiting(cmd_id, station, kind, _ARGS.decode(args), until_ms)
        for cmd_id, station, kind, args, until_ms in rows
    ]
