"""Who is where: each visit with its place, its mode and its end; a newer scan ends an older visit as "moved"."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from classroom.facts import ChoiceMade, VisitClosed, VisitEnded, VisitModeChanged, VisitNotMe, VisitOpened
from classroom.visit import Mode
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE visits (
    visit TEXT PRIMARY KEY, learner TEXT NOT NULL, zone TEXT NOT NULL, station TEXT NOT NULL, how TEXT NOT NULL,
    opened_ms INTEGER NOT NULL, mode TEXT NOT NULL, since_ms INTEGER NOT NULL, activity TEXT, target TEXT,
    revises TEXT, attempt INTEGER NOT NULL DEFAULT 1,
    own_end_ms INTEGER, own_reason TEXT, closed_ms INTEGER, reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_learner ON visits (learner, opened_ms);
CREATE INDEX visits_open ON visits (opened_ms) WHERE closed_ms IS NULL;
CREATE TABLE choices (
    learner TEXT NOT NULL, target TEXT NOT NULL, activity TEXT, at_ms INTEGER NOT NULL, PRIMARY KEY (learner, target)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("visits", "choices")
NOT_ME: Final = "not_me"
_COLUMNS = (
    "visit, learner, zone, station, opened_ms, closed_ms, mode, since_ms, activity, target, "
    "revises, attempt, reason"
)


class Visit(NamedTuple):
    """One visit; open while `closed_ms` is None. Times are UTC ms."""

    visit: str
    learner: str
    zone: str
    station: str
    opened_ms: int
    closed_ms: int | None
    mode: Mode
    since_ms: int
    activity: str | None
    target: str | None
    revises: str | None
    attempt: int
    reason: str | None


def _open(tables: Tables, stored: Stored, fact: VisitOpened) -> None:
    if stored.visit is None or len(stored.learners) != 1:
        raise FactRefused("a visit is of one learner and has an id")
    (learner,) = stored.learners
    tables.run(
        "INSERT OR IGNORE INTO visits (visit, learner, zone, station, how, opened_ms, mode, since_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, 'at_screen', ?)",
        (stored.visit, learner, fact.zone, stored.station, fact.how, stored.at_ms, stored.at_ms),
    )
    tables.later(_settle, learner, stored.at_ms)


def _change_mode(tables: Tables, stored: Stored, fact: VisitModeChanged) -> None:
    """A mode with an activity or a target says what she works on now; one without changes only the mode."""
    if fact.activity or fact.target:
        tables.run(
            "UPDATE visits SET mode = ?1, since_ms = ?2, activity = ?4, target = ?5, revises = ?6, attempt = ?7 "
            "WHERE visit = ?3 AND since_ms <= ?2",
            (fact.mode, stored.at_ms, stored.visit, fact.activity, fact.target, fact.revises, fact.attempt),
        )
    else:
        tables.run(
            "UPDATE visits SET mode = ?1, since_ms = ?2 WHERE visit = ?3 AND since_ms <= ?2",
            (fact.mode, stored.at_ms, stored.visit),
        )


def _choose(tables: Tables, stored: Stored, fact: ChoiceMade) -> None:
    for learner in stored.learners:
        tables.run(
            "INSERT INTO choices VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET activity = ?3, at_ms = ?4 "
            "WHERE at_ms <= ?4",
            (learner, fact.target, fact.activity, stored.at_ms),
        )
    tables.run(
        "UPDATE visits SET activity = ?, target = ?, revises = NULL, attempt = 1, since_ms = ? "
        "WHERE visit = ? AND since_ms <= ?",
        (fact.activity, fact.target, stored.at_ms, stored.visit, stored.at_ms),
    )


def _close(tables: Tables, stored: Stored, fact: VisitClosed) -> None:
    _end(tables, stored.visit, stored.at_ms, fact.reason)


def _not_me(tables: Tables, stored: Stored, _fact: VisitNotMe) -> None:
    _end(tables, stored.visit, stored.at_ms, NOT_ME)


def _end_by_staff(tables: Tables, stored: Stored, fact: VisitEnded) -> None:
    _end(tables, fact.visit, stored.at_ms, fact.reason)


def _end(tables: Tables, visit: str | None, at_ms: int, reason: str) -> None:
    """The earliest end stands; a visit that never was ends at its own beginning, whenever that is learned."""
    ended = tables.one(
        "UPDATE visits SET own_reason = ?3, own_end_ms = iif(?3 = 'not_me', opened_ms, max(?2, opened_ms)) "
        "WHERE visit = ?1 AND (own_end_ms IS NULL OR own_end_ms > ?2 OR ?3 = 'not_me') RETURNING learner, opened_ms",
        visit,
        at_ms,
        reason,
    )
    if ended:
        tables.later(_settle, *ended)


def _settle(tables: Tables, changed: Iterable[tuple[str, int]]) -> None:
    """Of a learner's visits only the latest can be open: every other ends when the next one began.

    A change of the visit that was opened at `opened_ms` concerns it, the one before it and those after it;
    so the earliest of a learner's changes concerns all that the others do.
    """
    tables.run_many(_ENDS, dict(sorted(changed, reverse=True)).items())
    tables.mark_stale("zones")


_ENDS = """
WITH concerned AS (
    SELECT visit, opened_ms, own_end_ms, own_reason FROM visits WHERE learner = ?1 AND opened_ms >= coalesce(
        (SELECT max(opened_ms) FROM visits
         WHERE learner = ?1 AND opened_ms < ?2 AND own_reason IS NOT 'not_me'), ?2)
), lasting AS (
    SELECT visit, lead(opened_ms) OVER (ORDER BY opened_ms, visit) AS next_ms FROM concerned
    WHERE own_reason IS NOT 'not_me'
), ends AS (
    SELECT visit, own_end_ms, own_reason, next_ms,
           next_ms IS NOT NULL AND (own_end_ms IS NULL OR next_ms < own_end_ms) AS moved
    FROM concerned LEFT JOIN lasting USING (visit)
)
UPDATE visits SET closed_ms = iif(moved, ends.next_ms, ends.own_end_ms),
                  reason = iif(moved, 'moved', ends.own_reason)
FROM ends WHERE ends.visit = visits.visit
"""


HANDLERS: Final = {
    VisitOpened: _open,
    VisitModeChanged: _change_mode,
    ChoiceMade: _choose,
    VisitClosed: _close,
    VisitNotMe: _not_me,
    VisitEnded: _end_by_staff,
}


def open_visits(tables: Tables) -> list[Visit]:
    """Every visit that is open, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM visits WHERE closed_ms IS NULL ORDER BY opened_ms, visit"  # noqa: S608
    return [Visit(*row) for row in tables.all(sql)]


def open_visit(tables: Tables, learner: str) -> Visit | None:
    """The visit that a learner has open, if any."""
    sql = f"SELECT {_COLUMNS} FROM visits WHERE learner = ? AND closed_ms IS NULL"  # noqa: S608
    row = tables.one(sql, learner)
    return Visit(*row) if row else None


def latest_visits(tables: Tables, learner: str, limit: int) -> list[Visit]:
    """A learner's latest visits, newest first, without those that never were."""
    sql = (
        f"SELECT {_COLUMNS} FROM visits WHERE learner = ? AND reason IS NOT 'not_me' "  # noqa: S608
        "ORDER BY opened_ms DESC, visit LIMIT ?"
    )
    return [Visit(*row) for row in tables.all(sql, learner, limit)]


def visit(tables: Tables, visit_id: str) -> Visit | None:
    """One visit by id."""
    row = tables.one(f"SELECT {_COLUMNS} FROM visits WHERE visit = ?", visit_id)  # noqa: S608
    return Visit(*row) if row else None


def stations_of(tables: Tables, learner: str) -> tuple[str, ...]:
    """The stations where a learner ever was."""
    rows = tables.all("SELECT DISTINCT station FROM visits WHERE learner = ? ORDER BY station", learner)
    return tuple(station for (station,) in rows)


def last_choices(tables: Tables, learner: str) -> dict[str, str]:
    """For each target, the activity that a learner chose last."""
    rows = tables.all(
        "SELECT target, activity FROM choices WHERE learner = ? AND activity IS NOT NULL", learner
    )
    return dict(rows)
