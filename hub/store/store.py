"""The data folder of a hub, opened: one writing connection, a pool of reading ones, keys and blobs."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from hub.errors import HubIsRunning, NotSetUp
from hub.store import projections
from hub.store.desk import meta
from hub.store.keys import Keys
from hub.store.migrations import LOG
from hub.store.rebuild import rebuild
from hub.store.tables import Tables
from plumbing.blobs import BlobStore
from plumbing.database import open_database

WRITERS_CACHE_KIB: Final = 16_384
"""What one transaction changes must fit, or its pages are written twice."""
DISK_FLOOR: Final = 0.05
"""The share of the disk that files leave free: facts and documents still fit when no picture does."""


class Store:
    """hub.db, keys.db and media/ of one data folder; whoever writes holds its lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = Keys(folder / "keys.db")
        self.blobs = BlobStore(folder / "media", floor=DISK_FLOOR)
        self.blobs.lay_shelves()
        self._pool: SimpleQueue[Tables] = SimpleQueue()
        self._path = folder / "hub.db"

    def open_writer(self) -> Tables:
        """The writing connection, for the calling thread only; projections of another version are folded anew."""
        tables = Tables(open_database(self._path, LOG))
        tables.run(f"PRAGMA cache_size = -{WRITERS_CACHE_KIB}")
        if meta(tables, "projections") != projections.fingerprint():
            with tables.transaction():
                rebuild(tables)
        return tables

    @contextmanager
    def reading(self) -> Iterator[Tables]:
        """A connection that sees one commit, the latest, and cannot write; any thread."""
        try:
            tables = self._pool.get_nowait()
        except Empty:
            tables = Tables(_connect(self._path))
        tables.run("BEGIN")
        try:
            tables.definitions.refresh()
            yield tables
        finally:
            tables.run("ROLLBACK")
            self._pool.put(tables)

    def close(self) -> None:
        """Close what is open for reading, and the keys; the writer closes its own."""
        with suppress(Empty):
            while True:
                self._pool.get_nowait().connection.close()
        self.keys.close()


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=10, isolation_level=None, check_same_thread=False)


@contextmanager
def looking(folder: Path) -> Iterator[Tables]:
    """Read the log and the projections of a folder, whether its hub runs or not; changes nothing."""
    if not (folder / "hub.db").exists():
        raise NotSetUp(folder)
    with closing(_connect(folder / "hub.db")) as connection:
        connection.execute("BEGIN")
        yield Tables(connection)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a data folder; raises HubIsRunning when another process writes there."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HubIsRunning(folder) from None
        yield
    finally:
        os.close(descriptor)
