"""Visits and raised hands that are counts by now, and the places of the facts that told of them."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from classroom.facts import DetailCounted
from hub.store.facts import Stored
from hub.store.projections import hands, sightings, visits
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE counted_visits (
    day TEXT NOT NULL, zone TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, zone)
) STRICT, WITHOUT ROWID;
CREATE TABLE counted_helps (
    day TEXT NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE counted_places (
    station TEXT NOT NULL, epoch TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    PRIMARY KEY (station, epoch, first)
) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("counted_visits", "counted_helps", "counted_places")
_ADD: Final = "VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET count = count + ?3"
_REVS: Final = """
SELECT times.rev FROM json_each(?1) AS place CROSS JOIN runs
ON runs.station = place.value ->> 0 AND runs.epoch = place.value ->> 1 CROSS JOIN times
ON times.run = runs.run AND times.seq BETWEEN place.value ->> 2 AND place.value ->> 3
"""


def _count(tables: Tables, _: Stored, fact: DetailCounted) -> None:
    """What is counted is forgotten here, whether or not the log has it still: a restore may have brought it back."""
    tables.run_many(
        f"INSERT INTO counted_visits {_ADD}",
        [(one.day, one.zone, one.count) for one in fact.visits],
    )
    tables.run_many(
        f"INSERT INTO counted_helps {_ADD}",
        [(one.day, one.kind, one.count) for one in fact.helps],
    )
    places = [(each.station, each.epoch, *run) for each in fact.places for run in each.runs]
    tables.run_many("INSERT OR REPLACE INTO counted_places VALUES (?, ?, ?, ?)", places)
    forget(tables, revs_at(tables, places))


HANDLERS: Final = {DetailCounted: _count}


def revs_at(tables: Tables, places: Sequence[tuple[str, str, int, int]]) -> list[int]:
    """The facts at these places: (station, epoch, first, last)."""
    return [rev for (rev,) in tables.all(_REVS, msgspec.json.encode(places).decode())]


def forget(tables: Tables, revs: Iterable[int]) -> None:
    """Nobody was anywhere, and no hand was up, as far as these facts tell; her documents are written anew."""
    tables.settle()
    gone = visits.forget(tables, revs)
    hands.forget(tables, [visit for visit, *_ in gone])
    sightings.forget(tables, [scan for _, *scan in gone])
    for learner in {learner for _, learner, *_ in gone}:
        tables.mark_stale(f"learner/{learner}")


def total(tables: Tables) -> int:
    """How many visits are counts by now."""
    row = tables.one("SELECT coalesce(sum(count), 0) FROM counted_visits")
    return int(row[0]) if row else 0
