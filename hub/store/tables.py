"""One connection to hub.db with the definitions it has read: what projections and services work on."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from hub.store.definitions import Definitions
from plumbing.database import named_error, transaction

Connection = sqlite3.Connection
Row = tuple[Any, ...]
Deed = Callable[["Tables", Iterable[Row]], None]
"""What is done once for many facts: the rows that it is about come once each, in the order of asking."""


class Tables:
    """`one`, `all` and `run` are SQL; `definitions` is what the roster and the library say, decoded once.

    What many facts of one transaction ask for, each for the same row, is put off with `later` and done once.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.run = connection.execute
        self.run_many = connection.executemany
        self.definitions = Definitions(connection)
        self.remembered: dict[object, object] = {}
        """What a fold keeps in mind from one fact to the next; gone after a roll-back."""
        self._later: dict[Deed, dict[Row, None]] = {}

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        row: Row | None = self.run(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[Row]:
        """Every row."""
        return self.run(sql, values).fetchall()

    def mark_stale(self, doc: str) -> None:
        """A document no longer says what the log says; it is written anew after the commit."""
        self.later(_write_stale, doc)

    def later(self, deed: Deed, *about: object) -> None:
        """Have `deed(tables, all that was asked of it)` done once, at `settle` or before the commit.

        It must look for itself at what is there then: it may be asked for once or often, early or late.
        """
        self._later.setdefault(deed, {})[about] = None

    def settle(self) -> None:
        """Do what was put off, and what that puts off."""
        while self._later:
            deed = next(iter(self._later))
            deed(self, self._later.pop(deed))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """After the block all of it is on the disk, or nothing; raises what `plumbing.database.transaction` does."""
        try:
            with transaction(self.connection):
                yield
                self.settle()
        except BaseException:
            self.forget()
            raise

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what happens inside if it fails, with what it put off, and only that."""
        self.settle()
        self.run("SAVEPOINT inside")
        try:
            yield
            self.settle()
            self.run("RELEASE inside")
        except BaseException as error:
            self.forget()
            with suppress(sqlite3.Error):  # a full disk has rolled everything back already
                self.run("ROLLBACK TO inside")
                self.run("RELEASE inside")
            if isinstance(error, sqlite3.Error) and (named := named_error(error, "the hub's database")):
                raise named from error
            raise

    def forget(self) -> None:
        """What was read or put off speaks of rows that are gone again."""
        self.definitions.forget()
        self.remembered.clear()
        self._later.clear()


def _write_stale(tables: Tables, docs: Iterable[Row]) -> None:
    tables.run_many("INSERT OR IGNORE INTO stale VALUES (?)", docs)
