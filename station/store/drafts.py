"""The journal of half-finished pieces: the latest form of each, sealed under the key of its visit."""

import sqlite3
from typing import NamedTuple

from classroom.ids import LearnerId, VisitId


class DraftRow(NamedTuple):
    """One draft; `box` and the sealed file `photo` open with the key of `visit`."""

    draft: str
    visit: VisitId
    learner: LearnerId
    at_ms: int
    box: bytes
    photo: str | None


class Drafts:
    """The table `drafts`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def keep(self, row: DraftRow) -> None:
        """Put a draft in the place of its earlier form."""
        self._db.execute(
            "INSERT OR REPLACE INTO drafts (draft, visit, learner, at_ms, box, photo) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )

    def drop(self, draft: str) -> None:
        self._db.execute("DELETE FROM drafts WHERE draft = ?", (draft,))

    def photo_of(self, draft: str) -> str | None:
        """Return the sealed file of a draft, if it has one."""
        found = self._db.execute("SELECT photo FROM drafts WHERE draft = ?", (draft,)).fetchone()
        return found[0] if found else None

    def all_photos(self) -> set[str]:
        """Return the sealed files of all drafts."""
        found = self._db.execute("SELECT photo FROM drafts WHERE photo IS NOT NULL").fetchall()
        return {str(photo) for (photo,) in found}

    def of_learner(self, learner: LearnerId) -> list[DraftRow]:
        """Return a learner's drafts here, newest first."""
        found = self._db.execute(
            "SELECT draft, visit, learner, at_ms, box, photo FROM drafts WHERE learner = ? ORDER BY at_ms DESC",
            (learner,),
        )
        return [DraftRow(*row) for row in found.fetchall()]
