"""Who is to be erased, who is hidden until then, who is gone, and which stations have let go of her."""

from typing import Final, Literal, NamedTuple

import msgspec

from classroom.facts import EraseAsked, EraseDone, EraseOrdered, EraseUndone, LearnerErased
from hub.store.facts import Stored
from hub.store.tables import Row, Tables

SCHEMA: Final = """
CREATE TABLE erasures (
    erasure TEXT PRIMARY KEY, learners TEXT NOT NULL, state TEXT NOT NULL, asked_by TEXT NOT NULL,
    asked_ms INTEGER NOT NULL, ordered_by TEXT, ordered_ms INTEGER, due_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE hidden (learner TEXT PRIMARY KEY, erasure TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tombstones (
    learner TEXT PRIMARY KEY, erasure TEXT NOT NULL, at_ms INTEGER NOT NULL, facts INTEGER NOT NULL,
    files INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE stations_clean (
    learner TEXT NOT NULL, station TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (learner, station)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("erasures", "hidden", "tombstones", "stations_clean")
State = Literal["asked", "ordered", "undone", "erased"]
_TEXTS = msgspec.json.Decoder(tuple[str, ...])
_COLUMNS = "erasure, learners, state, asked_by, asked_ms, ordered_by, ordered_ms, due_ms"


class Erasure(NamedTuple):
    """One wish to erase learners, and how far it is; times are UTC ms."""

    erasure: str
    learners: tuple[str, ...]
    state: State
    asked_by: str
    asked_ms: int
    ordered_by: str | None
    ordered_ms: int | None
    due_ms: int | None


class Tombstone(NamedTuple):
    """What is left of a learner: an id, and how much went."""

    learner: str
    erasure: str
    at_ms: int
    facts: int
    files: int


def _ask(tables: Tables, stored: Stored, fact: EraseAsked) -> None:
    row = (fact.erasure, msgspec.json.encode(fact.learners).decode(), fact.by, stored.at_ms)
    tables.run("INSERT OR IGNORE INTO erasures VALUES (?, ?, 'asked', ?, ?, NULL, NULL, NULL)", row)


def _order(tables: Tables, stored: Stored, fact: EraseOrdered) -> None:
    """From here on she is in no class: no page shows her, her documents leave the stations, her badges rest."""
    tables.run(
        "UPDATE erasures SET state = 'ordered', ordered_by = ?, ordered_ms = ?, due_ms = ? WHERE erasure = ?",
        (fact.by, stored.at_ms, fact.due_ms, fact.erasure),
    )
    for learner in fact.learners:
        tables.run("INSERT OR REPLACE INTO hidden VALUES (?, ?)", (learner, fact.erasure))


def _undo(tables: Tables, _stored: Stored, fact: EraseUndone) -> None:
    tables.run("UPDATE erasures SET state = 'undone' WHERE erasure = ?", (fact.erasure,))
    tables.run("DELETE FROM hidden WHERE erasure = ?", (fact.erasure,))


def _erased(tables: Tables, stored: Stored, fact: LearnerErased) -> None:
    tables.run("UPDATE erasures SET state = 'erased' WHERE erasure = ?", (fact.erasure,))
    tables.run("DELETE FROM hidden WHERE learner = ?", (fact.learner,))
    row = (fact.learner, fact.erasure, stored.at_ms, fact.facts, fact.files)
    tables.run("INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?, ?, ?)", row)


def _clean(tables: Tables, stored: Stored, fact: EraseDone) -> None:
    row = (fact.learner, stored.station, stored.at_ms)
    tables.run("INSERT OR REPLACE INTO stations_clean VALUES (?, ?, ?)", row)


HANDLERS: Final = {
    EraseAsked: _ask,
    EraseOrdered: _order,
    EraseUndone: _undo,
    LearnerErased: _erased,
    EraseDone: _clean,
}
MOVED: Final = {EraseDone: _clean}


def erasure(tables: Tables, id_: str) -> Erasure | None:
    """One erasure by id."""
    row = tables.one(f"SELECT {_COLUMNS} FROM erasures WHERE erasure = ?", id_)  # noqa: S608
    return _erasure(row) if row else None


def all_erasures(tables: Tables) -> list[Erasure]:
    """Every erasure, the newest first."""
    rows = tables.all(f"SELECT {_COLUMNS} FROM erasures ORDER BY asked_ms DESC, erasure")  # noqa: S608
    return [_erasure(row) for row in rows]


def due(tables: Tables, now_ms: int) -> list[Erasure]:
    """The erasures that can no longer be undone and are to be carried out."""
    rows = tables.all(
        f"SELECT {_COLUMNS} FROM erasures WHERE state = 'ordered' AND due_ms <= ? ORDER BY due_ms",  # noqa: S608
        now_ms,
    )
    return [_erasure(row) for row in rows]


def is_hidden(tables: Tables, learner: str) -> bool:
    """Whether a learner waits to be erased."""
    return tables.one("SELECT 1 FROM hidden WHERE learner = ?", learner) is not None


def hidden(tables: Tables) -> frozenset[str]:
    """Every learner who waits to be erased."""
    return frozenset(learner for (learner,) in tables.all("SELECT learner FROM hidden"))


def tombstones(tables: Tables) -> list[Tombstone]:
    """Every learner who is gone, the last one first."""
    rows = tables.all(
        "SELECT learner, erasure, at_ms, facts, files FROM tombstones ORDER BY at_ms DESC, learner"
    )
    return [Tombstone(*row) for row in rows]


def clean_stations(tables: Tables, learner: str) -> dict[str, int]:
    """Which stations said that they hold nothing of an erased learner any more, and when (UTC ms)."""
    return dict(tables.all("SELECT station, at_ms FROM stations_clean WHERE learner = ?", learner))


def _erasure(row: Row) -> Erasure:
    return Erasure._make((row[0], _TEXTS.decode(row[1]), *row[2:]))
