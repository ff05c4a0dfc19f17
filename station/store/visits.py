"""Visits that were opened here: whose, with the key under hers, and where she left them; and who worked together."""

import sqlite3
from typing import Final, NamedTuple

from classroom.documents import OpenVisit
from classroom.facts import Fact, PairJoined, VisitClosed, VisitModeChanged, VisitNotMe, VisitOpened
from classroom.ids import LearnerId, StationId, VisitId
from classroom.visit import Mode

_COLUMNS: Final = "visit, learner, wrap, zone, opened, open, mode, activity, target, revises, attempt"


class VisitRow(NamedTuple):
    """One visit; `wrap` is its key sealed under hers (base64), `opened` the seq of its first fact."""

    visit: VisitId
    learner: LearnerId
    wrap: str
    zone: str
    opened: int
    open: int
    mode: Mode
    activity: str | None
    target: str | None
    revises: str | None
    attempt: int

    def as_open(self, station: StationId) -> OpenVisit:
        """Return the visit as the session speaks of it."""
        return OpenVisit(
            visit=self.visit,
            zone=self.zone,
            station=station,
            mode=self.mode,
            activity=self.activity,
            target=self.target,
            revises=self.revises,
            attempt=self.attempt,
        )


class Visits:
    """The table `visits`. Every writing method wants a transaction around it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def apply(self, fact: Fact, visit: VisitId, learner: LearnerId, seq: int) -> None:
        """Follow a fact of a visit: it opens, changes its mode, ends; any other fact changes nothing."""
        match fact:
            case VisitOpened(zone=zone, wraps=(wrap, *_)):
                self._db.execute(
                    "INSERT INTO visits (visit, learner, wrap, zone, opened) VALUES (?, ?, ?, ?, ?)",
                    (visit, learner, wrap.box, zone, seq),
                )
            case PairJoined(wraps=wraps):
                self._db.executemany(
                    "INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)",
                    [(visit, each.learner, each.box) for each in wraps],
                )
            case VisitModeChanged() as now:
                self._db.execute(
                    "UPDATE visits SET mode = ?, activity = ?, target = ?, revises = ?, attempt = ? WHERE visit = ?",
                    (now.mode, now.activity, now.target, now.revises, now.attempt, visit),
                )
            case VisitClosed() | VisitNotMe():
                self.close(visit)

    def open(self) -> list[VisitRow]:
        """Return all visits that are open here, oldest first."""
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM visits WHERE open ORDER BY opened")  # noqa: S608
        return [VisitRow(*row) for row in rows]

    def close(self, visit: VisitId) -> None:
        """Mark a visit as over."""
        self._db.execute("UPDATE visits SET open = 0 WHERE visit = ?", (visit,))

    def renumber(self, fell: int) -> None:
        """Keep to the facts, whose seqs have fallen by so much; what began before the first of them began at 0."""
        self._db.execute("UPDATE visits SET opened = max(0, opened - ?)", (fell,))

    def prune(self, upto: int, limit: int) -> int:
        """Let go up to `limit` ended visits that began up to `upto` and of which nothing else is here; say how many."""
        self._db.execute(
            "DELETE FROM pairs WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE visit = pair)"
            " AND NOT EXISTS (SELECT 1 FROM media WHERE visit = pair)"
            " AND NOT EXISTS (SELECT 1 FROM drafts WHERE visit = pair)"
        )
        return self._db.execute(
            "DELETE FROM visits WHERE visit IN (SELECT visit FROM visits AS v WHERE open = 0 AND opened <= ?"
            " AND NOT EXISTS (SELECT 1 FROM outbox WHERE learner = v.learner AND visit = v.visit)"
            " AND NOT EXISTS (SELECT 1 FROM media WHERE visit = v.visit)"
            " AND NOT EXISTS (SELECT 1 FROM drafts WHERE visit = v.visit) LIMIT ?)",
            (upto, limit),
        ).rowcount

    def get(self, visit: VisitId) -> VisitRow | None:
        return next(iter(self._rows("visit = ?", visit)), None)

    def wrap_of(self, visit: VisitId, learner: LearnerId) -> str | None:
        """Return the key of a visit of hers, or of what she made with others, under her own key (base64)."""
        found = self._db.execute(
            "SELECT wrap FROM visits WHERE visit = ?1 AND learner = ?2"
            " UNION ALL SELECT wrap FROM pairs WHERE pair = ?1 AND learner = ?2",
            (visit, learner),
        ).fetchone()
        return str(found[0]) if found else None

    def of_learner(self, learner: LearnerId) -> list[VisitRow]:
        """Return all visits of a learner here, oldest first."""
        return self._rows("learner = ? ORDER BY opened", learner)

    def left_open(self) -> list[VisitRow]:
        """Return the visits that nobody has ended, oldest first."""
        return self._rows("open = ? ORDER BY opened", 1)

    def _rows(self, where: str, value: object) -> list[VisitRow]:
        found = self._db.execute(f"SELECT {_COLUMNS} FROM visits WHERE {where}", (value,))  # noqa: S608
        return [VisitRow(*row) for row in found.fetchall()]
