"""When each class meets; at most one block of a class is open."""

from typing import Final

from classroom.facts import BlockClosed, BlockOpened
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE blocks (
    block TEXT PRIMARY KEY, class TEXT NOT NULL, opened_ms INTEGER NOT NULL, closed_ms INTEGER, closed_rev INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_class ON blocks (class, opened_ms);
CREATE INDEX blocks_open ON blocks (class) WHERE closed_ms IS NULL;
"""
TABLES: Final = ("blocks",)


def _open(tables: Tables, stored: Stored, fact: BlockOpened) -> None:
    if tables.one("SELECT 1 FROM blocks WHERE block = ?", fact.block):
        return
    tables.run(
        "UPDATE blocks SET closed_ms = ?, closed_rev = ? WHERE class = ? AND closed_ms IS NULL",
        (stored.at_ms, stored.rev, fact.class_),
    )
    row = (fact.block, fact.class_, stored.at_ms)
    tables.run("INSERT INTO blocks VALUES (?, ?, ?, NULL, NULL)", row)
    tables.mark_stale(f"class/{fact.class_}")


def _close(tables: Tables, stored: Stored, fact: BlockClosed) -> None:
    tables.run(
        "UPDATE blocks SET closed_ms = ?, closed_rev = ? WHERE block = ? AND closed_ms IS NULL",
        (stored.at_ms, stored.rev, fact.block),
    )
    row = tables.one("SELECT class FROM blocks WHERE block = ?", fact.block)
    if row:
        tables.mark_stale(f"class/{row[0]}")


def _move(tables: Tables, stored: Stored, fact: BlockOpened | BlockClosed) -> None:
    tables.run("UPDATE blocks SET closed_ms = ? WHERE closed_rev = ?", (stored.at_ms, stored.rev))
    if isinstance(fact, BlockOpened):
        tables.run("UPDATE blocks SET opened_ms = ? WHERE block = ?", (stored.at_ms, fact.block))


HANDLERS: Final = {BlockOpened: _open, BlockClosed: _close}
MOVED: Final = {BlockOpened: _move, BlockClosed: _move}


def open_block(tables: Tables, class_: str) -> str | None:
    """The open block of a class, or None."""
    row = tables.one("SELECT block FROM blocks WHERE class = ? AND closed_ms IS NULL", class_)
    return str(row[0]) if row else None
