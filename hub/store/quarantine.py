"""Facts that could not be applied: kept whole, shown, tried again at every start."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from hub.store.tables import Tables

AT_A_TIME: Final = 100


class Kept(NamedTuple):
    """A fact in quarantine: `raw` are the bytes of its envelope, `reason` why it is here."""

    id: int
    station: str
    epoch: str
    seq: int
    ev: str
    type: str
    reason: str
    received_ms: int
    tries: int
    raw: bytes


def put(tables: Tables, kept: Kept) -> None:
    """Set a fact aside; `id` and `tries` are given here."""
    tables.run(
        "INSERT INTO quarantine (station, epoch, seq, ev, type, reason, received_ms, raw) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*kept[1:8], kept.raw),
    )


def all_kept(tables: Tables) -> Iterator[Kept]:
    """Everything in quarantine, in order of arrival, some at a time: nobody knows how much a new release sends."""
    last = 0
    while some := tables.all(
        "SELECT id, station, epoch, seq, ev, type, reason, received_ms, tries, raw FROM quarantine "
        "WHERE id > ? ORDER BY id LIMIT ?",
        last,
        AT_A_TIME,
    ):
        yield from (Kept(*row) for row in some)
        last = some[-1][0]


def release(tables: Tables, id_: int) -> None:
    """It is in the log now."""
    tables.run("DELETE FROM quarantine WHERE id = ?", (id_,))


def again(tables: Tables, id_: int, reason: str) -> None:
    """Another try failed."""
    tables.run("UPDATE quarantine SET tries = tries + 1, reason = ? WHERE id = ?", (reason, id_))


def cut(tables: Tables, id_: int, raw: bytes) -> None:
    """Somebody in it was erased: this is left of it."""
    tables.run("UPDATE quarantine SET raw = ?, cut = 1 WHERE id = ?", (raw, id_))


def count(tables: Tables) -> int:
    """How many facts are in quarantine."""
    row = tables.one("SELECT count(*) FROM quarantine")
    return int(row[0]) if row else 0
