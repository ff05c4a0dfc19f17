"""Everything that a station keeps on its disk: a database, and sealed files made here or fetched."""

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from classroom.facts import CommandAnswered, DraftParked, Fact
from classroom.ids import LearnerId, VisitId
from classroom.wire.messages import Envelope, Fork
from plumbing.blobs import BlobStore, free_share
from plumbing.database import Schema, open_database, transaction
from plumbing.files import Disk
from station.errors import NeverStarted
from station.store.commands import Commands
from station.store.drafts import Drafts
from station.store.erasing import Erasing
from station.store.forks import ForkNotes
from station.store.habits import Habits
from station.store.media import Media
from station.store.outbox import Outbox
from station.store.shelf import Shelf
from station.store.tries import Tries
from station.store.visits import Visits
from station.store.witness import Said, Witness

if TYPE_CHECKING:
    from sqlite_utils.migrations import Migrations

DATABASE: Final = "station.db"
FETCHED_BYTES: Final = 256 * 1024 * 1024
BODIES_BYTES: Final = 64 * 1024 * 1024
"""Of large documents on their way; they come also when the disk is too full for pictures."""


def _migrations() -> "Migrations":
    from station.store.migrations import migrations  # noqa: PLC0415 - a start that migrates nothing is faster

    return migrations()


SCHEMA: Final = Schema(steps=9, migrations=_migrations)


class Word(NamedTuple):
    """What a running station leaves for `station status`: which one it is, how its link and clock are."""

    station: str
    link: str
    clock: str


class Store:
    """The tables of a station on one connection, for the thread that opened it."""

    def __init__(
        self, connection: sqlite3.Connection, gate: threading.Lock, witness: Witness | None = None
    ) -> None:
        self._db, self._gate, self._witness = connection, gate, witness
        self.outbox, self.visits, self.drafts = Outbox(connection), Visits(connection), Drafts(connection)
        self.tries = Tries(connection)
        self.media, self.shelf, self.forks = Media(connection), Shelf(connection), ForkNotes(connection)
        self.commands, self.habits = Commands(connection), Habits(connection)
        self.erasing = Erasing(connection)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing, and on the disk after the block; raises as plumbing.database.transaction does.

        Threads of this process queue at the gate: SQLite's own waiting sleeps, and a child would feel that.
        """
        with self._gate, transaction(self._db):
            yield

    def record(
        self,
        facts: Sequence[Fact],
        envelopes: Sequence[Envelope],
        *,
        visit: VisitId | None,
        learner: LearnerId | None,
        closes_drafts: Sequence[str] = (),
    ) -> int:
        """Make facts durable with all that follows from them, in one transaction; return the last seq."""
        with self.writing():
            last = self.outbox.append(envelopes)
            for seq, (fact, envelope) in enumerate(zip(facts, envelopes, strict=True), last - len(facts) + 1):
                if visit and learner:
                    self.visits.apply(fact, visit, learner, seq)
                for ref in envelope.media:
                    self.media.capture(ref, visit or "", seq)
                if isinstance(fact, DraftParked):
                    self.drafts.park(fact.draft)
                if isinstance(fact, CommandAnswered):
                    self.commands.answer(fact)
            self.drafts.drop(closes_drafts)
        if self._witness:
            self._witness.note(Said(self.outbox.marks().epoch, last, self.outbox.base()[0]))
        return last

    def rehome(self, why: str) -> None:
        """Begin a new epoch with all facts that are here, their files and visits with them; `why` as in `Fork`."""
        with self.writing():
            was, epoch = self.outbox.marks().epoch, token_hex(8)
            fell, kept = self.outbox.renumber(epoch)
            self.media.renumber(fell)
            self.visits.renumber(fell)
            self.forks.note(Fork(epoch=epoch, was=was, kept=kept, why=why))

    def take_over(self, table: str, row: Mapping[str, object]) -> None:
        """Add a row of a damaged database, as far as this schema knows its columns and allows it.

        What this database says already stands. Where a visit began is not known under the new epoch; of a file
        only how far it has come is.
        """
        known = [name for _, name, *_ in self._db.execute(f"PRAGMA table_info({table})")]
        here = {name: value for name, value in row.items() if name in known}
        if table == "visits":
            here["opened"] = 0
        with suppress(sqlite3.Error):
            if table == "media":
                for state in ("have", "lost"):
                    if here.get("state") == state:
                        self.media.mark(str(here.get("media")), state)
            else:
                self._db.execute(
                    f"INSERT OR IGNORE INTO {table} ({', '.join(here)}) "  # noqa: S608
                    f"VALUES ({', '.join('?' * len(here))})",
                    tuple(here.values()),
                )

    def scrub(self) -> bool:
        """Overwrite what was deleted; False while another thread still reads it."""
        with self._gate:
            return self.erasing.scrub()

    def tell(self, word: Word) -> None:
        """Leave word for `station status`."""
        with self.writing():
            self._db.execute("UPDATE station SET name = ?, link = ?, clock = ?", word)

    def told(self) -> Word:
        """Return the last word that was left."""
        return Word(*self._db.execute("SELECT name, link, clock FROM station").fetchone())

    def close(self) -> None:
        self._db.close()


class Keep:
    """The data folder of a station, shared by its threads: each opens its own Store."""

    def __init__(self, folder: Path, *, disk_floor: float = 0.10, disk: Disk | None = None) -> None:
        """Make the folders. While less than `disk_floor` of the disk is free no picture is taken; under half of
        it drafts are kept without theirs, under a quarter no file at all is: what is left is for words.
        """
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.folder, self._floor = folder, disk_floor
        self._gate = threading.Lock()
        self.made = BlobStore(folder / "media", floor=disk_floor / 4, disk=disk)
        self.made.lay_shelves()
        self.fetched = BlobStore(folder / "fetched", quota=FETCHED_BYTES, floor=disk_floor, disk=disk)
        self.bodies = BlobStore(folder / "bodies", quota=BODIES_BYTES, disk=disk)

    def open(self, synchronous: Literal["FULL", "NORMAL"] = "FULL") -> Store:
        """Open the tables for the calling thread; raises as plumbing.database.open_database does.

        NORMAL is for what the hub can tell again (marks, documents): a power cut may undo the last of it,
        whole transactions only. What a child was told is saved goes through FULL.
        """
        connection = open_database(self.folder / DATABASE, SCHEMA, synchronous=synchronous)
        return Store(connection, self._gate, Witness(self.folder))

    def photos_ok(self) -> bool:
        """Say whether there is room for new pictures."""
        return self.disk_free() >= self._floor

    def drafts_ok(self) -> bool:
        """Say whether there is room for the pictures of drafts."""
        return self.disk_free() >= self._floor / 2

    @property
    def floor(self) -> float:
        """The free share of the disk under which photos rest."""
        return self._floor

    def disk_free(self) -> float:
        """Return the free share of the disk, 0.0 to 1.0."""
        return free_share(self.folder)


def look_into(folder: Path) -> Store:
    """Open a station's tables to read only, whether it runs or not; raise NeverStarted without any."""
    path = folder / DATABASE
    if not path.exists():
        raise NeverStarted(folder)
    return Store(open_database(path, SCHEMA, read_only=True), threading.Lock())
