"""Opening databases: schema numbers, refusals, durability settings; and transactions with named failures."""

import sqlite3
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from plumbing.database import Schema, open_database, transaction
from plumbing.errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseTooNew,
    DatabaseTooOld,
    DatabaseUnreachable,
    DiskFull,
    PlumbingError,
)


def migrations(count: int) -> Migrations:
    steps = Migrations("test")
    for number in range(1, count + 1):
        steps(name=f"{number:03}")(_step(number))
    return steps


def schema(count: int) -> Schema:
    return Schema(count, lambda: migrations(count))


def _step(number: int) -> "_Step":
    return _Step(number)


class _Step:
    __name__ = "step"

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, db: Database, /) -> None:
        db.table(f"t{self.number}").create({"id": int, "words": str}, pk="id")


def setting(db: sqlite3.Connection, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def test_a_new_database_runs_with_a_write_ahead_log_full_sync_and_foreign_keys(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(2))
    assert setting(db, "journal_mode") == "wal"
    assert setting(db, "synchronous") == 2
    assert setting(db, "foreign_keys") == 1
    assert setting(db, "busy_timeout") == 10_000
    assert setting(db, "user_version") == 2
    assert (tmp_path / "a.db").stat().st_mode & 0o777 == 0o600
    db.close()


def test_tables_are_strict(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(1))
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("INSERT INTO t1 VALUES ('no number', 'x')")
    db.close()


def test_the_schema_is_made_under_extra_before_the_database_runs_under_full(tmp_path: Path) -> None:
    seen: list[object] = []
    steps = Migrations("test")
    steps(name="look")(lambda db: seen.append(setting(db.conn, "synchronous")))
    open_database(tmp_path / "a.db", Schema(1, lambda: steps)).close()
    assert seen == [3]


def test_an_older_file_is_brought_up_to_date_and_keeps_its_rows(tmp_path: Path) -> None:
    old = open_database(tmp_path / "a.db", schema(1))
    with transaction(old):
        old.execute("INSERT INTO t1 VALUES (1, 'kept')")
    old.close()
    new = open_database(tmp_path / "a.db", schema(3))
    assert new.execute("SELECT words FROM t1").fetchall() == [("kept",)]
    assert setting(new, "user_version") == 3
    new.close()


def test_a_newer_file_is_refused_and_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_database(path, schema(3)).close()
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(DatabaseTooNew, match="newer version"):
            open_database(path, schema(2), read_only=read_only)
    assert path.read_bytes() == before


def test_a_schema_number_alone_is_enough_to_refuse(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(1))
    db.execute("PRAGMA user_version = 9")
    db.close()
    with pytest.raises(DatabaseTooNew):
        open_database(tmp_path / "a.db", schema(1))


def test_a_failing_migration_leaves_the_schema_before_it(tmp_path: Path) -> None:
    def fails(db: Database) -> None:
        db.table("half").create({"id": int})
        raise ZeroDivisionError

    steps = migrations(1)
    steps(name="002")(fails)
    with pytest.raises(ZeroDivisionError):
        open_database(tmp_path / "a.db", Schema(2, lambda: steps))
    db = open_database(tmp_path / "a.db", schema(1))
    assert "half" not in Database(db).table_names()
    db.close()


def test_reading_only_neither_creates_nor_migrates_nor_writes(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnreachable):
        open_database(tmp_path / "none.db", schema(1), read_only=True)
    assert list(tmp_path.iterdir()) == []
    writer = open_database(tmp_path / "a.db", schema(1))
    with pytest.raises(DatabaseTooOld):
        open_database(tmp_path / "a.db", schema(2), read_only=True)
    reader = open_database(tmp_path / "a.db", schema(1), read_only=True)
    with pytest.raises(DatabaseUnreachable), transaction(reader):
        reader.execute("INSERT INTO t1 VALUES (1, 'no')")
    reader.close()
    writer.close()


@pytest.mark.parametrize("content", [b"not a database at all, but long enough for a header", b"\0" * 4096])
def test_a_file_that_is_no_database_is_called_damaged_and_kept(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged, match="restore from the latest backup"):
        open_database(path, schema(1))
    assert path.read_bytes() == content


def test_a_flipped_page_is_called_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_database(path, schema(2)).close()
    raw = bytearray(path.read_bytes())
    raw[100:200] = b"\xff" * 100
    path.write_bytes(raw)
    with pytest.raises(DatabaseDamaged):
        open_database(path, schema(2))


def test_a_transaction_commits_as_a_whole(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(1))
    with transaction(db) as connection:
        connection.execute("INSERT INTO t1 VALUES (1, 'a')")
        connection.execute("INSERT INTO t1 VALUES (2, 'b')")
    other = open_database(tmp_path / "a.db", schema(1))
    assert other.execute("SELECT count(*) FROM t1").fetchone() == (2,)
    other.close()
    db.close()


def test_a_transaction_that_fails_leaves_nothing_and_the_connection_usable(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(1))
    with pytest.raises(sqlite3.IntegrityError), transaction(db):
        db.executemany("INSERT INTO t1 VALUES (?, ?)", [(1, "a"), (1, "twice")])
    assert not db.in_transaction
    with transaction(db):
        db.execute("INSERT INTO t1 VALUES (1, 'a')")
    db.close()


def test_a_lock_held_elsewhere_is_called_busy(tmp_path: Path) -> None:
    one = open_database(tmp_path / "a.db", schema(1))
    two = open_database(tmp_path / "a.db", schema(1))
    two.execute("PRAGMA busy_timeout = 1")
    with transaction(one), pytest.raises(DatabaseBusy), transaction(two):
        pass
    one.close()
    two.close()


def test_a_full_disk_is_called_so_and_what_was_committed_stays(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(1))
    with transaction(db):
        db.execute("INSERT INTO t1 VALUES (1, 'kept')")
    pages = setting(db, "page_count")
    db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull) as refused, transaction(db):
        db.execute("INSERT INTO t1 VALUES (2, ?)", ("x" * 100_000,))
    assert refused.value.errno == 28
    assert isinstance(refused.value, PlumbingError)
    assert db.execute("SELECT words FROM t1").fetchall() == [("kept",)]
    db.close()


def test_another_thread_may_not_use_the_connection(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", schema(1))
    caught: list[BaseException] = []

    def trespass() -> None:
        try:
            db.execute("SELECT 1")
        except sqlite3.ProgrammingError as error:
            caught.append(error)

    thread = threading.Thread(target=trespass)
    thread.start()
    thread.join()
    assert len(caught) == 1
    db.close()
