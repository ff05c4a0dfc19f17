"""Which zones rest: the latest word of a grown-up stands, else what the zone's own record says."""

from typing import Final

import msgspec

from classroom.facts import ZoneClosed, ZoneOpened
from classroom.zone import Zone
from hub.store.facts import Stored
from hub.store.tables import Tables

SCHEMA: Final = """
CREATE TABLE zone_turns (zone TEXT PRIMARY KEY, open INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""
TABLES: Final = ("zone_turns",)


def _turn(tables: Tables, _stored: Stored, fact: ZoneClosed | ZoneOpened) -> None:
    row = (fact.zone, isinstance(fact, ZoneOpened))
    tables.run("INSERT OR REPLACE INTO zone_turns VALUES (?, ?)", row)
    tables.mark_stale("zones")


HANDLERS: Final = {ZoneClosed: _turn, ZoneOpened: _turn}


def zones(tables: Tables) -> tuple[Zone, ...]:
    """Every zone as it is now, in the order of the room list."""
    turned = {zone: bool(is_open) for zone, is_open in tables.all("SELECT zone, open FROM zone_turns")}
    now = (
        msgspec.structs.replace(zone, open=turned.get(zone.id, zone.open))
        for zone in tables.definitions.all(Zone)
    )
    return tuple(sorted(now, key=lambda zone: (zone.order, zone.id)))


def zone(tables: Tables, zone_id: str) -> Zone | None:
    """One zone as it is now."""
    return next((one for one in zones(tables) if one.id == zone_id), None)
