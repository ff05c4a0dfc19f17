"""The journal of half-finished pieces: the latest form of each, sealed under the key of its visit."""

import sqlite3
from collections.abc import Iterable
from typing import Final, NamedTuple

from classroom.ids import LearnerId, TargetId, VisitId

_COLUMNS: Final = "draft, visit, learner, at_ms, box, photo, kind, target, continues, parked"


class DraftRow(NamedTuple):
    """One draft; `box` and the sealed file `photo` open with the key of `visit`.

    `kind`, `target` and `continues` are what draft.parked says of it, `parked` whether it has been said.
    """

    draft: str
    visit: VisitId
    learner: LearnerId
    at_ms: int
    box: bytes
    photo: str | None
    kind: str = ""
    target: TargetId = ""
    continues: str = ""
    parked: int = 0


class Drafts:
    """The table `drafts`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def keep(self, row: DraftRow) -> None:
        """Put a draft in the place of its earlier form, and of the one that it continues."""
        self._db.execute("DELETE FROM drafts WHERE draft = ?", (row.continues,))
        self._db.execute(
            f"INSERT OR REPLACE INTO drafts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            row,
        )

    def park(self, draft: str) -> None:
        """It has been said that a draft was put aside."""
        self._db.execute("UPDATE drafts SET parked = 1 WHERE draft = ?", (draft,))

    def drop(self, drafts: Iterable[str]) -> None:
        self._db.executemany("DELETE FROM drafts WHERE draft = ?", [(draft,) for draft in drafts])

    def get(self, draft: str) -> DraftRow | None:
        return next(iter(self._rows("draft = ?", draft)), None)

    def unparked(self) -> list[DraftRow]:
        """Return what nobody has said was put aside, oldest first; older forms of the journal cannot say it."""
        return self._rows("parked = 0 AND kind != ? ORDER BY at_ms", "")

    def photos_of(self, drafts: Iterable[str]) -> frozenset[str]:
        """Return the sealed files of some drafts."""
        rows = (self.get(draft) for draft in drafts)
        return frozenset(row.photo for row in rows if row is not None and row.photo is not None)

    def all_photos(self) -> set[str]:
        """Return the sealed files of all drafts."""
        found = self._db.execute("SELECT photo FROM drafts WHERE photo IS NOT NULL").fetchall()
        return {str(photo) for (photo,) in found}

    def of_learner(self, learner: LearnerId) -> list[DraftRow]:
        """Return a learner's drafts here, newest first."""
        return self._rows("learner = ? ORDER BY at_ms DESC", learner)

    def _rows(self, where: str, value: object) -> list[DraftRow]:
        found = self._db.execute(f"SELECT {_COLUMNS} FROM drafts WHERE {where}", (value,))  # noqa: S608
        return [DraftRow(*row) for row in found.fetchall()]
