"""New epochs of this outbox of which the hub has not heard yet."""

import sqlite3

from classroom.wire.messages import Fork


class ForkNotes:
    """The table `forks`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def note(self, fork: Fork) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO forks (epoch, was, kept, why) VALUES (?, ?, ?, ?)",
            (fork.epoch, fork.was, fork.kept, fork.why),
        )

    def untold(self) -> tuple[Fork, ...]:
        """Return what the hub has yet to hear, oldest first."""
        found = self._db.execute("SELECT epoch, was, kept, why FROM forks ORDER BY rowid").fetchall()
        return tuple(Fork(epoch=epoch, was=was, kept=kept, why=why) for epoch, was, kept, why in found)

    def told(self, epoch: str) -> None:
        """The hub has heard how this epoch began."""
        self._db.execute("DELETE FROM forks WHERE epoch = ?", (epoch,))
