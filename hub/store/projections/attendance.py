"""What was said of who is there while a class meets: of each block and learner the latest word."""

from typing import Final, NamedTuple

from classroom.block import Attendance
from classroom.facts import AttendanceMarked
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE attendance (
    block TEXT NOT NULL, learner TEXT NOT NULL, rev INTEGER NOT NULL, mark TEXT NOT NULL, place TEXT NOT NULL,
    at_ms INTEGER NOT NULL, PRIMARY KEY (block, learner)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("attendance",)


class Marked(NamedTuple):
    """How it is with a learner, and since when (UTC ms); `place` is where she went."""

    mark: Attendance
    place: str
    at_ms: int


def _mark(tables: Tables, stored: Stored, fact: AttendanceMarked) -> None:
    """Of a block that is over nothing is said any more."""
    tables.run(
        "INSERT OR REPLACE INTO attendance SELECT block, ?2, ?3, ?4, ?5, ?6 FROM blocks "
        "WHERE block = ?1 AND closed_ms IS NULL",
        (fact.block, fact.learner, stored.rev, fact.mark, fact.place, stored.at_ms),
    )


def _move(tables: Tables, stored: Stored, _fact: AttendanceMarked) -> None:
    tables.run("UPDATE attendance SET at_ms = ? WHERE rev = ?", (stored.at_ms, stored.rev))


HANDLERS: Final = {AttendanceMarked: _mark}
MOVED: Final = {AttendanceMarked: _move}


def marks(tables: Tables, block: str) -> dict[str, Marked]:
    """What was said of the learners of a block, by learner."""
    rows = tables.all("SELECT learner, mark, place, at_ms FROM attendance WHERE block = ?", block)
    return {learner: Marked(*rest) for learner, *rest in rows}
