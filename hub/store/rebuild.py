"""Projections from the log: made anew in place, or beside the living ones to compare the two byte for byte."""

import sqlite3
from typing import Final

from classroom.wire.codec import decode_envelope, decode_fact
from hub.store import facts, projections
from hub.store.desk import set_meta
from hub.store.folding import fold
from hub.store.tables import Tables

TOGETHER: Final = 1_000
"""Facts whose folds are put off together: what waits in memory stays small, however long the log is."""


def rebuild(tables: Tables) -> int:
    """Throw the projections away and fold the log again, in the transaction of the caller; how many facts."""
    projections.create(tables)
    count = _replay(tables, tables)
    set_meta(tables, "projections", projections.fingerprint())
    return count


def differences(tables: Tables) -> tuple[list[str], int]:
    """The tables that are not what the log says, and how many facts it holds. Changes nothing.

    The second database lies in a file without a name that SQLite throws away; memory holds a few pages of it.
    """
    fresh = Tables(sqlite3.connect("", isolation_level=None))
    try:
        fresh.run("PRAGMA journal_mode = OFF")
        fresh.run("PRAGMA synchronous = OFF")
        fresh.run("CREATE TABLE stale (doc TEXT PRIMARY KEY)")
        projections.create(fresh)
        fresh.run("BEGIN")
        count = _replay(tables, fresh)
        wanted = dict(projections.dump(fresh))
        found = dict(projections.dump(tables))
    finally:
        fresh.connection.close()
    return [table for table in projections.TABLES if found[table] != wanted[table]], count


def _replay(log: Tables, into: Tables) -> int:
    count = 0
    for count, stored in enumerate(facts.after(log, 0), 1):
        fold(into, stored, decode_envelope(stored.raw), decode_fact(stored.type, stored.body), log=log)
        if count % TOGETHER == 0:
            into.settle()
    into.settle()
    return count
