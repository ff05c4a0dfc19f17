"""Which sealed files are here: those that children made, and those fetched to be looked at."""

import sqlite3
from typing import Final, Literal

from classroom.ids import VisitId
from classroom.wire.messages import MediaRef

MediaState = Literal["captured", "offered", "sending", "have", "lost"]
OFFER: Final = 32
"""Files in one offer."""


class Media:
    """The tables `media` and `fetched`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def capture(self, ref: MediaRef, visit: VisitId, seq: int) -> None:
        """Note a sealed file that the fact `seq` names."""
        self._db.execute(
            "INSERT OR IGNORE INTO media (media, visit, seq, size, mime) VALUES (?, ?, ?, ?, ?)",
            (ref.id, visit, seq, ref.size, ref.mime),
        )

    def mark(self, media: str, state: MediaState) -> bool:
        """Note how far a file has come; False when it is none of ours. What the hub has stays "have"."""
        changed = self._db.execute(
            "UPDATE media SET state = ? WHERE media = ? AND (state != 'have' OR ? = 'have')",
            (state, media, state),
        )
        return changed.rowcount > 0

    def to_offer(self, upto: int) -> tuple[MediaRef, ...]:
        """Return files that the hub lacks though it has their facts, oldest first."""
        found = self._db.execute(
            "SELECT media, size, mime FROM media WHERE state NOT IN ('have', 'lost') AND seq <= ? ORDER BY seq LIMIT ?",
            (upto, OFFER),
        )
        return tuple(MediaRef(id=media, size=size, mime=mime) for media, size, mime in found.fetchall())

    def safe(self, upto: int, limit: int) -> list[str]:
        """Return up to `limit` files that may be let go once everything up to `upto` is safe.

        Safe is what the hub has, or what was lost here and given up there: never what it still waits for.
        """
        found = self._db.execute(
            "SELECT media FROM media WHERE state IN ('have', 'lost') AND seq <= ? "
            "AND media NOT IN (SELECT photo FROM drafts WHERE photo IS NOT NULL) ORDER BY seq LIMIT ?",
            (upto, limit),
        ).fetchall()
        return [str(media) for (media,) in found]

    def pruned(self, media: str) -> None:
        """Forget a file that was let go."""
        self._db.execute("DELETE FROM media WHERE media = ?", (media,))

    def is_named(self, media: str) -> bool:
        """Say whether a fact of this station names a file."""
        return self._db.execute("SELECT 1 FROM media WHERE media = ?", (media,)).fetchone() is not None

    def visit_of(self, media: str) -> VisitId | None:
        """Return the visit whose key opens a file that was made here."""
        found = self._db.execute("SELECT visit FROM media WHERE media = ?", (media,)).fetchone()
        return str(found[0]) if found else None

    def all_made(self) -> set[str]:
        """Return the ids of all files that were made here."""
        return {str(media) for (media,) in self._db.execute("SELECT media FROM media").fetchall()}

    def fetched(self, media: str, size: int) -> None:
        """Note a file that came down, or that one of those was looked at again."""
        self._db.execute(
            "INSERT OR REPLACE INTO fetched (media, size, used) "
            "VALUES (?, ?, (SELECT ifnull(max(used), 0) + 1 FROM fetched))",
            (media, size),
        )

    def let_go(self) -> str | None:
        """Forget the fetched file that was looked at longest ago; return its id."""
        found = self._db.execute("SELECT media FROM fetched ORDER BY used LIMIT 1").fetchone()
        if found:
            self._db.execute("DELETE FROM fetched WHERE media = ?", found)
        return str(found[0]) if found else None
