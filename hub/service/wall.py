"""The room on a wall: how many are where, never who."""

from collections.abc import Mapping

from classroom.ids import ClassId, ZoneId
from hub.service.room import announced_to
from hub.service.shapes import WallNow, WallZone
from hub.store.projections import zones
from hub.store.tables import Tables


def wall(tables: Tables, class_id: ClassId, now_ms: int, taken: Mapping[ZoneId, int]) -> WallNow:
    """Draw it; `taken` holds the zones of which something is known, of all classes that share the room."""
    return WallNow(
        class_id=class_id,
        now_ms=now_ms,
        zones=tuple(WallZone(zone=zone, taken=taken.get(zone.id)) for zone in zones.zones(tables)),
        announcements=announced_to(tables, class_id),
    )
