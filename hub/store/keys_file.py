"""The file of secrets (keys.db, 0600), opened once a process."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.store.migrations import KEYS
from hub.store.tables import Connection, Row
from plumbing.database import open_database, transaction


class KeysFile:
    """Any thread may ask, one at a time, for each call is short.

    What is written here is on the disk before the fact that speaks of it.
    """

    def __init__(self, path: Path) -> None:
        open_database(path, KEYS).close()
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=10)
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA secure_delete = ON")

    def close(self) -> None:
        """Close the file; may be repeated."""
        with self._lock:
            self._db.close()

    def _one(self, sql: str, *values: object) -> Row | None:
        with self._lock:
            row: Row | None = self._db.execute(sql, values).fetchone()
        return row

    def _all(self, sql: str) -> list[Row]:
        with self._lock:
            return self._db.execute(sql).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._lock, transaction(self._db):
            yield self._db
