"""Opening SQLite the way that survived the power cuts, and transactions whose failures have names."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from plumbing.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseUnreachable,
    DiskFull,
    PlumbingError,
)

if TYPE_CHECKING:
    from sqlite_utils.migrations import Migrations

BUSY_TIMEOUT_S = 10.0

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNREACHABLE = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM}


class Schema(NamedTuple):
    """How many steps a schema has taken, and what they are: asked for only where some are missing."""

    steps: int
    migrations: "Callable[[], Migrations]"


def open_database(
    path: Path,
    schema: Schema,
    *,
    synchronous: Literal["FULL", "NORMAL", "EXTRA"] = "FULL",
    read_only: bool = False,
) -> sqlite3.Connection:
    """Open (or create) a database, bring its schema up to date, return the connection.

    One connection a thread: sqlite3 itself refuses another. Outside `transaction` every statement commits by
    itself. `PRAGMA user_version` is the number of applied migrations. Raises DatabaseTooNew, DatabaseTooOld
    (only with `read_only`), DatabaseDamaged, DatabaseBusy, DatabaseUnreachable or DiskFull.
    """
    connection = None
    try:
        connection = _connect(path, read_only=read_only)
        if user_version(connection) != schema.steps:
            from plumbing.migrating import migrate  # noqa: PLC0415 - sqlite-utils costs more than all else here

            migrate(path, connection, schema.migrations(), read_only=read_only)
        if not read_only:
            connection.execute(f"PRAGMA synchronous = {synchronous}")
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, sqlite3.Error) and (named := named_error(error, path)):
            raise named from error
        raise
    return connection


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


def user_version(connection: sqlite3.Connection) -> int:
    """The schema number of a file; 0 for a new one."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _path_of(connection: sqlite3.Connection) -> str:
    try:
        return str(connection.execute("PRAGMA database_list").fetchone()[2])
    except sqlite3.Error:
        return "the database"
