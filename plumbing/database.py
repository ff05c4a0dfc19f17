"""Opening SQLite the way that survived the power cuts, and transactions whose failures have names."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from plumbing.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnreachable,
    DiskFull,
    PlumbingError,
)
from plumbing.files import sync_folder

BUSY_TIMEOUT_S = 10.0

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


def open_database(
    path: Path,
    migrations: Migrations,
    *,
    synchronous: Literal["FULL", "NORMAL", "EXTRA"] = "FULL",
    read_only: bool = False,
) -> Database:
    """Open (or create) a database, bring its schema up to date, return it; `.conn` is the sqlite3 connection.

    One connection a thread: sqlite3 itself refuses another. Outside `transaction` every statement commits by
    itself. `PRAGMA user_version` is the number of applied migrations. Raises DatabaseTooNew, DatabaseTooOld
    (only with `read_only`), DatabaseDamaged, DatabaseBusy, DatabaseUnreachable or DiskFull.
    """
    connection = None
    try:
        connection = _connect(path, read_only=read_only)
        database = Database(connection, execute_plugins=False, strict=True)
        _refuse_newer(path, database, migrations)
        if read_only:
            _refuse_older(path, database, migrations)
        else:
            _bring_up_to_date(path, database, migrations)
            connection.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error) and (named := named_error(error, path)):
            raise named from error
        raise
    return database


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """BEGIN IMMEDIATE, then COMMIT, or ROLLBACK on any exception; after the block it is on the disk.

    Raises DiskFull, DatabaseBusy, DatabaseDamaged or DatabaseUnreachable in place of SQLite's own errors of
    that kind; constraint errors and mistakes in SQL stay sqlite3's.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield connection
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error) and (named := named_error(error, _path_of(connection))):
            raise named from error
        raise


def named_error(error: sqlite3.Error, path: object) -> PlumbingError | None:
    """What went wrong in our words, or None when it is not the machine's doing."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code in _BUSY:
        return DatabaseBusy(path)
    if code in _DAMAGED:
        return DatabaseDamaged(path, error)
    if code in _UNREACHABLE:
        return DatabaseUnreachable(path, error)
    return None


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    created = not path.exists()
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    if created:
        path.chmod(0o600)
    return connection


def _bring_up_to_date(path: Path, database: Database, migrations: Migrations) -> None:
    """Migrate under EXTRA: under FULL, power cuts rolled back schemas that had already been committed."""
    connection = database.conn
    connection.execute("PRAGMA synchronous = EXTRA")
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise DatabaseUnreachable(path, "this file system cannot keep a write-ahead log")
    if migrations.pending(database):
        migrations.apply(database)
    applied = len(migrations.applied(database))
    if _user_version(connection) != applied:
        connection.execute(f"PRAGMA user_version = {applied}")
        sync_folder(path.parent)


def _refuse_newer(path: Path, database: Database, migrations: Migrations) -> None:
    """Refuse a file with migrations that we do not know: sqlite-utils alone would open it silently."""
    nothing = Database(memory=True, execute_plugins=False)
    known = {migration.name for migration in migrations.pending(nothing)}
    nothing.close()
    applied = {migration.name for migration in migrations.applied(database)}
    found = max(len(applied | known) if applied - known else 0, _user_version(database.conn))
    if found > len(known):
        raise DatabaseTooNew(path, found, len(known))


def _refuse_older(path: Path, database: Database, migrations: Migrations) -> None:
    if migrations.pending(database):
        raise DatabaseTooOld(path)


def _user_version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _path_of(connection: sqlite3.Connection) -> str:
    try:
        return str(connection.execute("PRAGMA database_list").fetchone()[2])
    except sqlite3.Error:
        return "the database"
