"""The raised hands: who asked, where, since when, and what a grown-up does about it."""

import json
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from classroom.facts import HelpCancelled, HelpOpened, HelpSeen
from classroom.visit import HelpKind
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE hands (
    help TEXT PRIMARY KEY, visit TEXT NOT NULL, learner TEXT NOT NULL, kind TEXT NOT NULL, since_ms INTEGER NOT NULL,
    state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hand_facts (help TEXT NOT NULL, rev INTEGER NOT NULL, PRIMARY KEY (help, rev)) STRICT, WITHOUT ROWID;
CREATE INDEX hands_up ON hands (since_ms) WHERE state IN ('open', 'coming');
"""
TABLES: Final = ("hands", "hand_facts")


class Hand(NamedTuple):
    """A hand that is up; time is UTC ms."""

    help: str
    visit: str
    learner: str
    kind: HelpKind
    since_ms: int
    state: Literal["open", "coming"]


def _raise(tables: Tables, stored: Stored, fact: HelpOpened) -> None:
    if stored.visit is None or not stored.learners:
        raise FactRefused("a hand has a visit and a learner")
    tables.run(
        "INSERT OR IGNORE INTO hands VALUES (?, ?, ?, ?, ?, 'open')",
        (fact.help, stored.visit, stored.learners[0], fact.kind, stored.at_ms),
    )
    _remember(tables, stored, fact)


def _move(tables: Tables, stored: Stored, fact: HelpOpened) -> None:
    row = (stored.at_ms, fact.help, stored.visit)
    tables.run("UPDATE hands SET since_ms = ? WHERE help = ? AND visit = ?", row)


def _remember(tables: Tables, stored: Stored, fact: HelpOpened | HelpCancelled | HelpSeen) -> None:
    """Which facts told of a hand: they go together when it becomes a count."""
    tables.run("INSERT INTO hand_facts VALUES (?, ?)", (fact.help, stored.rev))


def _lower(tables: Tables, stored: Stored, fact: HelpCancelled) -> None:
    _remember(tables, stored, fact)
    _close(tables, fact.help, "cancelled")


def _see(tables: Tables, stored: Stored, fact: HelpSeen) -> None:
    _remember(tables, stored, fact)
    if fact.state == "done":
        _close(tables, fact.help, "done")
    else:
        tables.run("UPDATE hands SET state = 'coming' WHERE help = ? AND state = 'open'", (fact.help,))


def _close(tables: Tables, help_id: str, state: str) -> None:
    row = (state, help_id)
    tables.run("UPDATE hands SET state = ? WHERE help = ? AND state IN ('open', 'coming')", row)


HANDLERS: Final = {HelpOpened: _raise, HelpCancelled: _lower, HelpSeen: _see}
MOVED: Final = {HelpOpened: _move}


def forget(tables: Tables, visits: Sequence[str]) -> None:
    """No hand was up in these visits."""
    chosen = json.dumps(visits)
    gone = tables.all(
        "DELETE FROM hands WHERE visit IN (SELECT value FROM json_each(?)) RETURNING help", chosen
    )
    tables.run_many("DELETE FROM hand_facts WHERE help = ?", gone)


def hands_up(tables: Tables) -> list[Hand]:
    """Every hand that is up, oldest first; one goes down with its visit."""
    rows = tables.all(
        "SELECT help, hands.visit, hands.learner, kind, hands.since_ms, state FROM hands "
        "JOIN visits USING (visit) WHERE state IN ('open', 'coming') AND visits.closed_ms IS NULL "
        "ORDER BY hands.since_ms, help"
    )
    return [Hand(*row) for row in rows]


def hand(tables: Tables, help_id: str) -> Hand | None:
    """One hand by id, up or down."""
    row = tables.one("SELECT help, visit, learner, kind, since_ms, state FROM hands WHERE help = ?", help_id)
    return Hand(*row) if row else None
