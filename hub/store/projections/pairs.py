"""Learners who worked together: where the key of what they made came from."""

from typing import Final

from classroom.facts import PairJoined
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE pairs (pair TEXT PRIMARY KEY, zone TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("pairs",)


def _join(tables: Tables, stored: Stored, fact: PairJoined) -> None:
    tables.run("INSERT OR IGNORE INTO pairs VALUES (?, ?)", (stored.visit or "", fact.zone))


HANDLERS: Final = {PairJoined: _join}


def zone_of(tables: Tables, pair: str) -> str:
    """The zone in which a pair worked; "" for anything else."""
    row = tables.one("SELECT zone FROM pairs WHERE pair = ?", pair)
    return str(row[0]) if row else ""
