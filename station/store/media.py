"""Which sealed files are here: those that children made, and those fetched to be looked at."""

import sqlite3
from typing import Final, Literal

from classroom.ids import VisitId
from classroom.wire.messages import MediaRef
from plumbing.chunks import CHUNK

MediaState = Literal["captured", "offered", "sending", "have", "lost"]
OFFER: Final = 32
"""Files in one offer."""


class Media:
    """The tables `media` and `fetched`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def capture(self, ref: MediaRef, visit: VisitId, seq: int) -> None:
        """Note a sealed file that the fact `seq` names, the last one if there are several."""
        self._db.execute(
            "INSERT INTO media (media, visit, seq, size, mime) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (media) DO UPDATE SET seq = excluded.seq",
            (ref.id, visit, seq, ref.size, ref.mime),
        )

    def mark(self, media: str, state: MediaState) -> bool:
        """Note how far a file has come; False when it is none of ours. What the hub has stays "have"."""
        changed = self._db.execute(
            "UPDATE media SET state = ? WHERE media = ? AND (state != 'have' OR ? = 'have')",
            (state, media, state),
        )
        return changed.rowcount > 0

    def offer_again(self, safe: int) -> None:
        """A hub that was restored may have lost files that it had: offer all again that no backup is known to hold."""
        self._db.execute("UPDATE media SET state = 'captured' WHERE state = 'have' AND seq > ?", (safe,))

    def to_offer(self, upto: int) -> tuple[MediaRef, ...]:
        """Return files that the hub lacks though it has their facts: small ones first, then oldest first."""
        found = self._db.execute(
            "SELECT media, size, mime FROM media WHERE state NOT IN ('have', 'lost') AND seq <= ? "
            "ORDER BY size > ?, seq LIMIT ?",
            (upto, CHUNK, OFFER),
        )
        return tuple(MediaRef(id=media, size=size, mime=mime) for media, size, mime in found.fetchall())

    def renumber(self, fell: int) -> None:
        """Keep to the facts, whose seqs have fallen by so much."""
        self._db.execute("UPDATE media SET seq = max(0, seq - ?)", (fell,))

    def held(self) -> int | None:
        """Return the first fact with a file that has to stay: the hub waits for it, or a draft needs it here."""
        seq: int | None = self._db.execute(
            "SELECT min(seq) FROM media WHERE state NOT IN ('have', 'lost') "
            "OR media IN (SELECT photo FROM drafts WHERE photo IS NOT NULL)"
        ).fetchone()[0]
        return seq

    def unsent(self) -> bool:
        """Say whether a file is here that the hub has not and could still get."""
        found = self._db.execute("SELECT 1 FROM media WHERE state NOT IN ('have', 'lost') LIMIT 1").fetchone()
        return found is not None

    def upto(self, seq: int) -> list[str]:
        """Return the files of all facts up to `seq`."""
        found = self._db.execute("SELECT media FROM media WHERE seq <= ?", (seq,)).fetchall()
        return [str(media) for (media,) in found]

    def prune(self, seq: int) -> None:
        """Forget the files of all facts up to `seq`."""
        self._db.execute("DELETE FROM media WHERE seq <= ?", (seq,))

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
