"""Projections from the log: made anew in place, or beside the living ones to compare the two byte for byte."""

import sqlite3

from classroom.wire.codec import decode_fact
from hub.store import facts, projections
from hub.store.desk import set_meta
from hub.store.tables import Tables


def rebuild(tables: Tables) -> int:
    """Throw the projections away and fold the log again, in the transaction of the caller; how many facts."""
    projections.create(tables)
    count = _replay(tables, tables)
    set_meta(tables, "projections", projections.fingerprint())
    return count


def differences(tables: Tables) -> tuple[list[str], int]:
    """The tables that are not what the log says, and how many facts it holds. Changes nothing."""
    fresh = Tables(sqlite3.connect(":memory:", isolation_level=None))
    try:
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
    for stored in facts.after(log, 0):
        projections.apply(into, stored, decode_fact(stored.type, stored.body))
        count += 1
    return count
