"""One connection to hub.db with the definitions it has read: what projections and services work on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from hub.store.definitions import Definitions
from plumbing.database import named_error

Connection = sqlite3.Connection
Row = tuple[Any, ...]


class Tables:
    """`one`, `all` and `run` are SQL; `definitions` is what the roster and the library say, decoded once."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.run = connection.execute
        self.definitions = Definitions(connection)

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        row: Row | None = self.run(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[Row]:
        """Every row."""
        return self.run(sql, values).fetchall()

    def mark_stale(self, doc: str) -> None:
        """A document no longer says what the log says; it is written anew after the commit."""
        self.run("INSERT OR IGNORE INTO stale VALUES (?)", (doc,))

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside if it fails, and only that."""
        self.run("SAVEPOINT inside")
        try:
            yield
            self.run("RELEASE inside")
        except BaseException as error:
            self.definitions.forget()
            with suppress(sqlite3.Error):  # a full disk has rolled everything back already
                self.run("ROLLBACK TO inside")
                self.run("RELEASE inside")
            if isinstance(error, sqlite3.Error) and (named := named_error(error, "the hub's database")):
                raise named from error
            raise
