"""How far each station's facts lie in a verified backup on the second device: past that, a station may prune."""

from collections.abc import Mapping

from hub.store.facts import latest_marks
from hub.store.tables import Tables

Marks = Mapping[tuple[str, str], int]
"""(station, epoch) -> the last seq that is safe."""


def safe_mark(tables: Tables, station: str, epoch: str) -> int:
    """Up to which seq this epoch of a station is safe; 0 = nothing is."""
    row = tables.one("SELECT safe FROM safe_marks WHERE station = ? AND epoch = ?", station, epoch)
    return int(row[0]) if row else 0


def safe_marks(tables: Tables, stations: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """For each of these stations that was ever heard: its latest epoch, and how far that one is safe."""
    latest = latest_marks(tables, stations)
    return {station: (epoch, safe_mark(tables, station, epoch)) for station, (epoch, _) in latest.items()}


def all_safe_marks(tables: Tables) -> dict[tuple[str, str], int]:
    """Every mark."""
    rows = tables.all("SELECT station, epoch, safe FROM safe_marks")
    return {(station, epoch): safe for station, epoch, safe in rows}


def raise_safe_marks(tables: Tables, marks: Marks) -> frozenset[str]:
    """Move marks up, never down; return the stations of which one moved."""
    moved = set()
    for (station, epoch), safe in marks.items():
        if safe > safe_mark(tables, station, epoch):
            tables.run("INSERT OR REPLACE INTO safe_marks VALUES (?, ?, ?)", (station, epoch, safe))
            moved.add(station)
    return frozenset(moved)
