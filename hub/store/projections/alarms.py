"""What a station needs a grown-up for: alarms until somebody has seen them, parts that fail until they are back."""

from typing import Final, Literal, NamedTuple

from classroom.facts import AlarmSeen, BadgeRevokedSeen, Gap, StationErred, StationForked, TriesUsedUp
from hub.store.facts import Stored
from hub.store.projections import sightings
from hub.store.projections.sightings import Twice
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE alarms (
    alarm TEXT PRIMARY KEY, station TEXT NOT NULL, kind TEXT NOT NULL, at_ms INTEGER NOT NULL, why TEXT NOT NULL,
    facts INTEGER NOT NULL, seen_by TEXT, seen_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX alarms_open ON alarms (at_ms) WHERE seen_by IS NULL;
CREATE TABLE failing_parts (
    station TEXT NOT NULL, part TEXT NOT NULL, what TEXT NOT NULL, since_ms INTEGER NOT NULL, rev INTEGER NOT NULL,
    PRIMARY KEY (station, part)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("alarms", "failing_parts")
_COLUMNS = "alarm, station, kind, at_ms, why, facts, seen_by, seen_ms"


class Alarm(NamedTuple):
    """`fork`: `facts` went along, `why` from the wire. `gap`: a fact of the type `why` is damaged for good.

    `dead_badge`: the lost or replaced badge `why` was shown, `facts` times. `tries`: `why` is "pin/" or "pictures/"
    and whose they are, tried `facts` times. `twice`: the badge of the learner `why` at two places, `facts` ms apart.
    """

    alarm: str
    station: str
    kind: Literal["fork", "gap", "dead_badge", "tries", "twice"]
    at_ms: int
    why: str
    facts: int
    seen_by: str | None = None
    seen_ms: int | None = None


class FailingPart(NamedTuple):
    """A part of a station that does not work; time is UTC ms."""

    station: str
    part: str
    what: str
    since_ms: int


def fork_id(station: str, epoch: str) -> str:
    """The name of the alarm of one fork."""
    return f"fork/{station}/{epoch}"


def _fork(tables: Tables, stored: Stored, fact: StationForked) -> None:
    name = fork_id(fact.station, fact.epoch)
    _raise(tables, Alarm(name, fact.station, "fork", stored.at_ms, fact.why, fact.kept))


def _gap(tables: Tables, stored: Stored, fact: Gap) -> None:
    _raise(tables, Alarm(f"gap/{stored.ev}", stored.station, "gap", stored.at_ms, fact.lost_type, 1))


def _dead_badge(tables: Tables, stored: Stored, fact: BadgeRevokedSeen) -> None:
    """Shown again before anybody read of it: one alarm that counts."""
    row = tables.one(
        "SELECT alarm FROM alarms WHERE kind = 'dead_badge' AND station = ? AND why = ? AND seen_by IS NULL",
        stored.station,
        fact.badge,
    )
    if row:
        tables.run("UPDATE alarms SET facts = facts + 1 WHERE alarm = ?", row)
        return
    name = f"dead/{stored.ev}"
    _raise(tables, Alarm(name, stored.station, "dead_badge", stored.at_ms, fact.badge, 1))


def _tries(tables: Tables, stored: Stored, fact: TriesUsedUp) -> None:
    why = f"{fact.what}/{fact.whose}"
    _raise(tables, Alarm(f"tries/{stored.ev}", stored.station, "tries", stored.at_ms, why, fact.tries))


def _raise(tables: Tables, alarm: Alarm) -> None:
    tables.run("INSERT OR IGNORE INTO alarms VALUES (?, ?, ?, ?, ?, ?, ?, ?)", alarm)


def _see(tables: Tables, stored: Stored, fact: AlarmSeen) -> None:
    tables.run(
        "UPDATE alarms SET seen_by = ?, seen_ms = ? WHERE alarm = ? AND seen_by IS NULL",
        (fact.by, stored.at_ms, fact.alarm),
    )


def _err(tables: Tables, stored: Stored, fact: StationErred) -> None:
    if fact.what == "back":
        tables.run("DELETE FROM failing_parts WHERE station = ? AND part = ?", (stored.station, fact.part))
        return
    tables.run(
        "INSERT INTO failing_parts VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET what = excluded.what",
        (stored.station, fact.part, fact.what, stored.at_ms, stored.rev),
    )


_Moved = StationForked | Gap | BadgeRevokedSeen | TriesUsedUp | AlarmSeen | StationErred


def _move(tables: Tables, stored: Stored, fact: _Moved) -> None:
    """It happened at another time than was thought."""
    match fact:
        case StationForked():
            row = (stored.at_ms, fork_id(fact.station, fact.epoch))
            tables.run("UPDATE alarms SET at_ms = ? WHERE alarm = ?", row)
        case Gap():
            tables.run("UPDATE alarms SET at_ms = ? WHERE alarm = ?", (stored.at_ms, f"gap/{stored.ev}"))
        case BadgeRevokedSeen() | TriesUsedUp():
            names = (f"dead/{stored.ev}", f"tries/{stored.ev}")
            tables.run("UPDATE alarms SET at_ms = ? WHERE alarm IN (?, ?)", (stored.at_ms, *names))
        case AlarmSeen():
            row = (stored.at_ms, fact.alarm)
            tables.run("UPDATE alarms SET seen_ms = ? WHERE alarm = ? AND seen_by IS NOT NULL", row)
        case StationErred():
            tables.run("UPDATE failing_parts SET since_ms = ? WHERE rev = ?", (stored.at_ms, stored.rev))


HANDLERS: Final = {
    StationForked: _fork,
    Gap: _gap,
    BadgeRevokedSeen: _dead_badge,
    TriesUsedUp: _tries,
    AlarmSeen: _see,
    StationErred: _err,
}
MOVED: Final = dict.fromkeys(HANDLERS, _move)


def alarm(tables: Tables, name: str) -> Alarm | None:
    """One alarm, seen or not."""
    row = tables.one(f"SELECT {_COLUMNS} FROM alarms WHERE alarm = ?", name)  # noqa: S608
    if row:
        return Alarm(*row)
    both = sightings.twice_named(tables, name)
    return _of_twice(both) if both else None


def open_alarms(tables: Tables) -> list[Alarm]:
    """What nobody has seen yet, oldest first."""
    rows = tables.all(f"SELECT {_COLUMNS} FROM alarms WHERE seen_by IS NULL ORDER BY at_ms, alarm")  # noqa: S608
    found = [Alarm(*row) for row in rows]
    found += [_of_twice(both) for both in sightings.twice(tables)]
    return sorted(found, key=lambda alarm: (alarm.at_ms, alarm.alarm))


def _of_twice(both: Twice) -> Alarm:
    return Alarm(both.alarm, both.station, "twice", both.at_ms, both.learner, both.apart_ms)


def failing(tables: Tables) -> list[FailingPart]:
    """Every part that does not work, by station, the longest failing first."""
    rows = tables.all(
        "SELECT station, part, what, since_ms FROM failing_parts ORDER BY station, since_ms, part"
    )
    return [FailingPart(*row) for row in rows]
