"""Bringing a database up to date by sqlite-utils, and refusing one from the future."""

import sqlite3
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from plumbing.database import user_version
from plumbing.errors import DatabaseTooNew, DatabaseTooOld, DatabaseUnreachable
from plumbing.files import sync_folder


def migrate(path: Path, connection: sqlite3.Connection, migrations: Migrations, *, read_only: bool) -> None:
    """Apply what is missing; raise DatabaseTooNew, or DatabaseTooOld where nothing may be written."""
    database = Database(connection, execute_plugins=False, strict=True)
    _refuse_newer(path, database, migrations)
    if read_only:
        _refuse_older(path, database, migrations)
    else:
        _bring_up_to_date(path, database, migrations)


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
    if user_version(connection) != applied:
        connection.execute(f"PRAGMA user_version = {applied}")
        sync_folder(path.parent)


def _refuse_newer(path: Path, database: Database, migrations: Migrations) -> None:
    """Refuse a file with migrations that we do not know: sqlite-utils alone would open it silently."""
    nothing = Database(memory=True, execute_plugins=False)
    known = {migration.name for migration in migrations.pending(nothing)}
    nothing.close()
    applied = {migration.name for migration in migrations.applied(database)}
    found = max(len(applied | known) if applied - known else 0, user_version(database.conn))
    if found > len(known):
        raise DatabaseTooNew(path, found, len(known))


def _refuse_older(path: Path, database: Database, migrations: Migrations) -> None:
    if migrations.pending(database):
        raise DatabaseTooOld(path)
