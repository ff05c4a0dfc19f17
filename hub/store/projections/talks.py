"""Talks that are due or were held, and the lines of feedback that each person keeps ready."""

from typing import Final, NamedTuple

import msgspec

from classroom.facts import Chip, ChipsSet, TalkFlagged, TalkHeld
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE talks (
    talk TEXT PRIMARY KEY, learner TEXT NOT NULL, evidence TEXT NOT NULL, target TEXT NOT NULL, by TEXT NOT NULL,
    at_ms INTEGER NOT NULL, held_by TEXT NOT NULL, held_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX talks_learner ON talks (learner, at_ms);
CREATE TABLE chips (staff TEXT PRIMARY KEY, chips TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("talks", "chips")
_CHIPS: Final = msgspec.json.Decoder(tuple[Chip, ...])


class Talk(NamedTuple):
    """A talk about a piece: flagged by whom and when (UTC ms); `held_ms` 0 while it is due."""

    talk: str
    learner: str
    evidence: str
    target: str
    by: str
    at_ms: int
    held_by: str
    held_ms: int


def _flag(tables: Tables, stored: Stored, fact: TalkFlagged) -> None:
    row = (fact.talk, fact.learner, fact.evidence, fact.target, fact.by, stored.at_ms)
    tables.run("INSERT OR IGNORE INTO talks VALUES (?, ?, ?, ?, ?, ?, '', 0)", row)


def _hold(tables: Tables, stored: Stored, fact: TalkHeld) -> None:
    row = (fact.by, stored.at_ms, fact.talk)
    tables.run("UPDATE talks SET held_by = ?, held_ms = ? WHERE talk = ? AND held_ms = 0", row)


def _move_flag(tables: Tables, stored: Stored, fact: TalkFlagged) -> None:
    tables.run("UPDATE talks SET at_ms = ? WHERE talk = ?", (stored.at_ms, fact.talk))


def _move_held(tables: Tables, stored: Stored, fact: TalkHeld) -> None:
    row = (stored.at_ms, fact.talk, fact.by)
    tables.run("UPDATE talks SET held_ms = ? WHERE talk = ? AND held_by = ?", row)


def _keep_ready(tables: Tables, _stored: Stored, fact: ChipsSet) -> None:
    row = (fact.by, msgspec.json.encode(fact.chips).decode())
    tables.run("INSERT OR REPLACE INTO chips VALUES (?, ?)", row)


HANDLERS: Final = {TalkFlagged: _flag, TalkHeld: _hold, ChipsSet: _keep_ready}
MOVED: Final = {TalkFlagged: _move_flag, TalkHeld: _move_held}


def talks_with(tables: Tables, learner: str) -> list[Talk]:
    """The talks with a learner, those that are due and those that were held, newest first."""
    rows = tables.all("SELECT * FROM talks WHERE learner = ? ORDER BY at_ms DESC, talk DESC", learner)
    return [Talk(*row) for row in rows]


def talk(tables: Tables, talk_id: str) -> Talk | None:
    """One talk by id."""
    row = tables.one("SELECT * FROM talks WHERE talk = ?", talk_id)
    return Talk(*row) if row else None


def chips_of(tables: Tables, staff: str) -> tuple[Chip, ...]:
    """The lines that a person keeps ready; none when she uses those that the hub came with."""
    row = tables.one("SELECT chips FROM chips WHERE staff = ?", staff)
    return _CHIPS.decode(row[0]) if row else ()
