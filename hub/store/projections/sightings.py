"""Badges as stations saw them: one shown at two places within seconds, and how many that nobody knows."""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from classroom.facts import AlarmSeen, BadgeUnknown, VisitOpened
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE badge_scans (
    ev TEXT PRIMARY KEY, badge TEXT NOT NULL, learner TEXT NOT NULL, station TEXT NOT NULL, zone TEXT NOT NULL,
    at_ms INTEGER NOT NULL, apart_ms INTEGER, seen_by TEXT, seen_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX badge_scans_badge ON badge_scans (badge, at_ms);
CREATE INDEX badge_scans_twice ON badge_scans (at_ms) WHERE apart_ms IS NOT NULL AND seen_by IS NULL;
CREATE TABLE unknown_badges (station TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("badge_scans", "unknown_badges")
SOON_MS: Final = 20_000
"""Nobody walks from one zone to another and waits for the screen in less."""
_TWICE: Final = "twice/"


class Twice(NamedTuple):
    """A badge that was shown at `station` so soon after it was shown in the zone `other`."""

    alarm: str
    learner: str
    station: str
    zone: str
    other: str
    at_ms: int
    apart_ms: int


def _scan(tables: Tables, stored: Stored, fact: VisitOpened) -> None:
    if not fact.badge or len(stored.learners) != 1:
        return
    row = (stored.ev, fact.badge, stored.learners[0], stored.station, fact.zone, stored.at_ms)
    tables.run("INSERT OR IGNORE INTO badge_scans VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL)", row)
    _compare(tables, fact.badge, stored.at_ms)


def _move(tables: Tables, stored: Stored, fact: VisitOpened) -> None:
    """It happened at another time than was thought: who was near then, and who is now."""
    row = tables.one("SELECT at_ms FROM badge_scans WHERE ev = ?", stored.ev)
    if row is not None:
        tables.run("UPDATE badge_scans SET at_ms = ? WHERE ev = ?", (stored.at_ms, stored.ev))
        for at_ms in {row[0], stored.at_ms}:
            _compare(tables, fact.badge, at_ms)


_APART: Final = """
UPDATE badge_scans AS scan SET apart_ms = (
    SELECT min(scan.at_ms - other.at_ms) FROM badge_scans AS other
    WHERE other.badge = scan.badge AND other.at_ms BETWEEN scan.at_ms - ?3 AND scan.at_ms
    AND (other.at_ms, other.ev) < (scan.at_ms, scan.ev) AND other.station != scan.station AND other.zone != scan.zone
) WHERE badge = ?1 AND at_ms BETWEEN ?2 - ?3 AND ?2 + ?3
"""


def _compare(tables: Tables, badge: str, at_ms: int) -> None:
    tables.run(_APART, (badge, at_ms, SOON_MS))


def _see(tables: Tables, stored: Stored, fact: AlarmSeen) -> None:
    if fact.alarm.startswith(_TWICE):
        tables.run(
            "UPDATE badge_scans SET seen_by = ?, seen_ms = ? WHERE ev = ? AND seen_by IS NULL",
            (fact.by, stored.at_ms, fact.alarm.removeprefix(_TWICE)),
        )


def _move_seeing(tables: Tables, stored: Stored, fact: AlarmSeen) -> None:
    row = (stored.at_ms, fact.alarm.removeprefix(_TWICE))
    tables.run("UPDATE badge_scans SET seen_ms = ? WHERE ev = ? AND seen_by IS NOT NULL", row)


def _count(tables: Tables, stored: Stored, fact: BadgeUnknown) -> None:
    tables.run(
        "INSERT INTO unknown_badges VALUES (?1, ?2) ON CONFLICT DO UPDATE SET count = count + ?2",
        (stored.station, fact.count),
    )


HANDLERS: Final = {VisitOpened: _scan, AlarmSeen: _see, BadgeUnknown: _count}
MOVED: Final = {VisitOpened: _move, AlarmSeen: _move_seeing}

_FOUND: Final = """
SELECT 'twice/' || ev, learner, station, zone, (
    SELECT other.zone FROM badge_scans AS other
    WHERE other.badge = scan.badge AND other.at_ms = scan.at_ms - scan.apart_ms
    AND other.station != scan.station AND other.zone != scan.zone ORDER BY other.ev DESC LIMIT 1
), at_ms, apart_ms FROM badge_scans AS scan WHERE apart_ms IS NOT NULL AND seen_by IS NULL
"""


def forget(tables: Tables, scans: Sequence[Sequence[object]]) -> None:
    """No badge was shown then: each is (learner, station, when)."""
    gone = tables.all(
        "DELETE FROM badge_scans WHERE (learner, station, at_ms) IN "
        "(SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)) RETURNING badge, at_ms",
        json.dumps(scans),
    )
    for badge, at_ms in gone:
        _compare(tables, badge, at_ms)


def twice(tables: Tables) -> list[Twice]:
    """Every badge that was at two places at once, oldest first, until somebody has read of it."""
    return [Twice(*row) for row in tables.all(f"{_FOUND} ORDER BY at_ms, ev")]


def twice_named(tables: Tables, alarm: str) -> Twice | None:
    """One of them; None when it is none, or somebody has read of it."""
    if not alarm.startswith(_TWICE):
        return None
    row = tables.one(f"{_FOUND} AND ev = ?", alarm.removeprefix(_TWICE))
    return Twice(*row) if row else None


def unknown(tables: Tables) -> dict[str, int]:
    """How many badges each station did not know."""
    return dict(tables.all("SELECT station, count FROM unknown_badges ORDER BY station"))
