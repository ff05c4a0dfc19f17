"""One screen of health: how much is here, what waits, who is there."""

from typing import Any

from classroom.learner import Learner
from classroom.zone import ClassGroup, School
from hub.service.presence import Presence
from hub.store import desk, facts, quarantine
from hub.store.projections import evidence, roster
from hub.store.tables import Tables
from plumbing.blobs import BlobStore


def status(tables: Tables, presence: Presence, blobs: BlobStore) -> dict[str, Any]:
    """Plain values for `hub status`."""
    media = [media for (media,) in tables.all("SELECT DISTINCT media FROM piece_media")]
    here = sum(blobs.has(one) for one in media)
    stations = []
    for station, (zone, classes) in roster.stations(tables).items():
        now = presence.now(station)
        mark = facts.latest_marks(tables, (station,)).get(station, ("", 0))
        stations.append(
            {
                "station": station,
                "zone": zone,
                "classes": classes,
                "state": now.state,
                "heard_ms": now.heard_ms,
                "queue": now.queue,
                "committed": mark[1],
            }
        )
    return {
        "school": next((school.name for school in tables.definitions.all(School)), ""),
        "room": desk.meta(tables, "room"),
        "hub_epoch": desk.meta(tables, "hub_epoch"),
        "facts": facts.latest_rev(tables),
        "quarantine": quarantine.count(tables),
        "learners": len(tables.definitions.all(Learner)),
        "classes": len(tables.definitions.all(ClassGroup)),
        "waiting": len(evidence.waiting(tables)),
        "media_here": here,
        "media_waiting": len(media) - here,
        "stations": stations,
    }


def in_words(status: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [
        f"{status['school'] or 'No school yet'} · room {status['room']}",
        f"{status['learners']} learners in {status['classes']} classes · {status['waiting']} pieces wait for an answer",
        f"{status['facts']} facts · {status['quarantine']} in quarantine",
        f"{status['media_here']} files here, {status['media_waiting']} on their way",
    ]
    lines += [
        f"  {one['station']:26} {one['state']:8} {one['queue']} wait there, {one['committed']} are here"
        for one in status["stations"]
    ]
    return "\n".join(lines)
