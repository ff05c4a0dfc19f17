"""Who is where: each visit with its place, its mode and its end; a newer scan ends an older visit as "moved"."""

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from classroom.facts import (
    ChoiceMade,
    VisitClosed,
    VisitEnded,
    VisitModeChanged,
    VisitMoved,
    VisitNotMe,
    VisitOpened,
)
from classroom.visit import Mode, VisitOver
from hub.errors import FactRefused
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE visits (
    visit TEXT PRIMARY KEY, learner TEXT NOT NULL, zone TEXT NOT NULL, station TEXT NOT NULL, how TEXT NOT NULL,
    rev INTEGER NOT NULL, opened_from_ms INTEGER NOT NULL, opened_ms INTEGER NOT NULL,
    mode TEXT NOT NULL, since_ms INTEGER NOT NULL, activity TEXT, target TEXT,
    revises TEXT, attempt INTEGER NOT NULL DEFAULT 1,
    own_end_ms INTEGER, own_reason TEXT, closed_ms INTEGER, reason TEXT, placed_by TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX visits_learner ON visits (learner, opened_ms);
CREATE INDEX visits_open ON visits (opened_ms) WHERE closed_ms IS NULL;
CREATE TABLE visit_turns (
    visit TEXT NOT NULL, rev INTEGER NOT NULL, at_ms INTEGER NOT NULL, mode TEXT, item INTEGER NOT NULL,
    activity TEXT, target TEXT, revises TEXT, attempt INTEGER NOT NULL, PRIMARY KEY (visit, rev)
) STRICT, WITHOUT ROWID;
CREATE TABLE visit_ends (
    visit TEXT NOT NULL, rev INTEGER NOT NULL, at_ms INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (visit, rev)
) STRICT, WITHOUT ROWID;
CREATE TABLE choices (
    learner TEXT NOT NULL, target TEXT NOT NULL, rev INTEGER NOT NULL, activity TEXT, at_ms INTEGER NOT NULL,
    PRIMARY KEY (learner, target, rev)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("visits", "visit_turns", "visit_ends", "choices")
NOT_ME: Final = "not_me"
_COLUMNS = (
    "visit, learner, zone, station, opened_ms, closed_ms, mode, since_ms, activity, target, "
    "revises, attempt, reason, opened_from_ms, placed_by"
)


class Visit(NamedTuple):
    """One visit; open while `closed_ms` is None. Times are UTC ms; it was opened between two of them.

    `placed_by`: a grown-up sent her there from the hub; then `station` is empty.
    """

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
    opened_from_ms: int
    placed_by: str | None


def _open(tables: Tables, stored: Stored, fact: VisitOpened) -> None:
    if stored.visit is None or len(stored.learners) != 1:
        raise FactRefused("a visit is of one learner and has an id")
    (learner,) = stored.learners
    tables.run(
        "INSERT OR IGNORE INTO visits "
        "(visit, learner, zone, station, how, rev, opened_from_ms, opened_ms, mode, since_ms) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'at_screen', ?8)",
        (
            stored.visit, learner, fact.zone, stored.station, fact.how, stored.rev, stored.from_ms, stored.at_ms,
        ),
    )  # fmt: skip
    tables.later(_settle, stored.visit)


def _place(tables: Tables, stored: Stored, fact: VisitMoved) -> None:
    """Her visit goes on as another one, in a zone and at no station."""
    (learner,) = stored.learners
    tables.run(
        "INSERT OR IGNORE INTO visits (visit, learner, zone, station, how, rev, opened_from_ms, opened_ms, mode, "
        "since_ms, placed_by) VALUES (?1, ?2, ?3, '', 'staff', ?4, ?5, ?6, 'at_table', ?6, ?7)",
        (stored.visit, learner, fact.zone, stored.rev, stored.from_ms, stored.at_ms, fact.by),
    )
    _turn(tables, stored, (fact.mode, True, fact.activity, fact.target, fact.revises, fact.attempt))


def _move_placing(tables: Tables, stored: Stored, fact: VisitMoved) -> None:
    _move_opening(tables, stored, fact)
    _turn(tables, stored, (fact.mode, True, fact.activity, fact.target, fact.revises, fact.attempt))


def _move_opening(tables: Tables, stored: Stored, _fact: VisitOpened | VisitMoved) -> None:
    row = tables.one("SELECT learner, opened_ms, rev FROM visits WHERE visit = ?", stored.visit)
    if row is None or row[2] != stored.rev:
        return
    learner, was_ms, _ = row
    tables.run(
        "UPDATE visits SET opened_from_ms = ?, opened_ms = ? WHERE visit = ?",
        (stored.from_ms, stored.at_ms, stored.visit),
    )
    tables.later(_settle, stored.visit)
    tables.later(_end_older, learner, min(was_ms, stored.at_ms))


def _change_mode(tables: Tables, stored: Stored, fact: VisitModeChanged) -> None:
    """A mode with an activity or a target says what she works on now; one without changes only the mode."""
    item = bool(fact.activity or fact.target)
    _turn(tables, stored, (fact.mode, item, fact.activity, fact.target, fact.revises, fact.attempt))


def _choose(tables: Tables, stored: Stored, fact: ChoiceMade) -> None:
    for learner in stored.learners:
        tables.run(
            "INSERT OR REPLACE INTO choices VALUES (?, ?, ?, ?, ?)",
            (learner, fact.target, stored.rev, fact.activity, stored.at_ms),
        )
    _turn(tables, stored, (None, True, fact.activity, fact.target, None, 1))


def _turn(tables: Tables, stored: Stored, says: tuple[object, ...]) -> None:
    """`says`: the mode (None = as before), whether she works on something else now, and on what."""
    tables.run(
        "INSERT OR REPLACE INTO visit_turns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (stored.visit or "", stored.rev, stored.at_ms, *says),
    )
    tables.later(_settle, stored.visit)


def _close(tables: Tables, stored: Stored, fact: VisitClosed) -> None:
    _end(tables, stored, stored.visit, fact.reason)


def _not_me(tables: Tables, stored: Stored, _fact: VisitNotMe) -> None:
    _end(tables, stored, stored.visit, NOT_ME)


def _end_by_staff(tables: Tables, stored: Stored, fact: VisitEnded) -> None:
    _end(tables, stored, fact.visit, fact.reason)


def _end(tables: Tables, stored: Stored, visit: str | None, reason: str) -> None:
    tables.run(
        "INSERT OR REPLACE INTO visit_ends VALUES (?, ?, ?, ?)",
        (visit or "", stored.rev, stored.at_ms, reason),
    )
    tables.later(_settle, visit)


_STANDS = """
UPDATE visits SET
    since_ms = max(opened_ms, coalesce((SELECT max(at_ms) FROM visit_turns AS turn WHERE turn.visit = ?1), 0)),
    mode = coalesce((SELECT mode FROM visit_turns AS turn WHERE turn.visit = ?1 AND mode IS NOT NULL
                     ORDER BY at_ms DESC, rev DESC LIMIT 1), 'at_screen'),
    (activity, target, revises, attempt) = (
        SELECT activity, target, revises, attempt FROM (
            SELECT activity, target, revises, attempt, at_ms, rev FROM visit_turns AS turn
            WHERE turn.visit = ?1 AND item
            UNION ALL SELECT NULL, NULL, NULL, 1, -1, 0
        ) ORDER BY at_ms DESC, rev DESC LIMIT 1),
    (own_end_ms, own_reason) = (
        SELECT iif(reason = 'not_me', opened_ms, max(at_ms, opened_ms)), reason FROM visit_ends AS ended
        WHERE ended.visit = ?1 ORDER BY reason != 'not_me', at_ms, rev LIMIT 1)
WHERE visit = ?1 RETURNING learner, opened_ms
"""
"""The latest turn says what she does; the earliest end stands, and a visit that never was ends as it begins."""


def _settle(tables: Tables, changed: Iterable[tuple[str]]) -> None:
    for (visit,) in changed:
        if row := tables.one(_STANDS, visit):
            tables.later(_end_older, *row)


def _end_older(tables: Tables, changed: Iterable[tuple[str, int]]) -> None:
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
    VisitMoved: _place,
}
MOVED: Final = HANDLERS | {VisitOpened: _move_opening, VisitMoved: _move_placing}


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


def ended_for_her(tables: Tables, learner: str) -> VisitOver | None:
    """Her last visit, where a grown-up ended it: by the bell or by herself."""
    last = next(iter(latest_visits(tables, learner, 1)), None)
    if last is None or last.reason not in {"bell", "staff"}:
        return None
    return VisitOver(visit=last.visit, reason="bell" if last.reason == "bell" else "staff")


def visit(tables: Tables, visit_id: str) -> Visit | None:
    """One visit by id."""
    row = tables.one(f"SELECT {_COLUMNS} FROM visits WHERE visit = ?", visit_id)  # noqa: S608
    return Visit(*row) if row else None


_STATIONS: Final = """
SELECT station FROM visits WHERE learner = ?1 AND station != ''
UNION SELECT station FROM piece_lines CROSS JOIN pieces USING (evidence) WHERE learner = ?1 ORDER BY station
"""


def stations_of(tables: Tables, learner: str) -> tuple[str, ...]:
    """The stations where a learner was, as far as anybody remembers, and those where she made a piece."""
    return tuple(station for (station,) in tables.all(_STATIONS, learner))


def forget(tables: Tables, revs: Iterable[int]) -> list[tuple[str, str, str, int]]:
    """Drop what these facts told; return each visit that is gone, with its learner, its station and when it began."""
    chosen = json.dumps(sorted(revs))
    gone = tables.all(
        "DELETE FROM visits WHERE rev IN (SELECT value FROM json_each(?)) RETURNING visit, learner, station, opened_ms",
        chosen,
    )
    for table in ("visit_turns", "visit_ends"):
        tables.run(f"DELETE FROM {table} WHERE rev IN (SELECT value FROM json_each(?))", (chosen,))  # noqa: S608
    return gone


def last_choices(tables: Tables, learner: str) -> dict[str, str]:
    """For each target, the activity that a learner chose last."""
    rows = tables.all("SELECT target, activity FROM choices WHERE learner = ? ORDER BY at_ms, rev", learner)
    latest: dict[str, str | None] = dict(rows)
    return {target: activity for target, activity in latest.items() if activity is not None}
