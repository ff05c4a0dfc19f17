"""The day of each piece: what the clocks say for sure, else what staff know, else nobody knows it ("")."""

from typing import Final

from classroom.facts import DateSet
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE dates_set (
    evidence TEXT NOT NULL, rev INTEGER NOT NULL, day TEXT NOT NULL, by TEXT NOT NULL, at_ms INTEGER NOT NULL,
    PRIMARY KEY (evidence, rev)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("dates_set",)


def _set_date(tables: Tables, stored: Stored, fact: DateSet) -> None:
    tables.run(
        "INSERT OR REPLACE INTO dates_set VALUES (?, ?, ?, ?, ?)",
        (fact.evidence, stored.rev, fact.day, fact.by, stored.at_ms),
    )
    date(tables, fact.evidence)


HANDLERS: Final = {DateSet: _set_date}
MOVED: Final = HANDLERS


def sure_day(tables: Tables, from_ms: int, at_ms: int) -> str:
    """The day of the school's calendar between two times; "" where it may be one or another."""
    day = tables.definitions.day(at_ms)
    return day if from_ms == at_ms or tables.definitions.day(from_ms) == day else ""


def date(tables: Tables, evidence: str) -> bool:
    """Give a piece its day; say whether it is another one than before."""
    row = tables.one("SELECT from_ms, at_ms, day FROM pieces WHERE evidence = ?", evidence)
    if row is None:
        return False
    said = date_set(tables, evidence)
    day = sure_day(tables, row[0], row[1]) or (said[0] if said else "")
    tables.run("UPDATE pieces SET day = ? WHERE evidence = ?", (day, evidence))
    return bool(day != row[2])


def date_anew(tables: Tables) -> list[tuple[str, str]]:
    """The school's days begin at another hour: give pieces their days; (learner, target) of those that changed."""
    changed = [one for (one,) in tables.all("SELECT evidence FROM pieces") if date(tables, one)]
    lines = "SELECT learner, target FROM piece_lines WHERE evidence = ?"
    return [(learner, target) for evidence in changed for learner, target in tables.all(lines, evidence)]


def undated(tables: Tables, station: str) -> int:
    """How many pieces of a station wait for staff to say on which day they were made."""
    row = tables.one("SELECT count(*) FROM pieces WHERE day = '' AND station = ?", station)
    return int(row[0]) if row else 0


def date_set(tables: Tables, evidence: str) -> tuple[str, str] | None:
    """The day that staff gave a piece last, and who did."""
    row = tables.one(
        "SELECT day, by FROM dates_set WHERE evidence = ? ORDER BY at_ms DESC, rev DESC LIMIT 1", evidence
    )
    return (row[0], row[1]) if row else None
