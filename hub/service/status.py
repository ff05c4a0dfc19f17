"""One screen of health: how much is here, what waits, who is there."""

from typing import Any

import msgspec

from classroom.learner import Learner
from classroom.zone import ClassGroup, School
from hub.service.safety_words import safety_lines
from hub.service.shapes import Safety, StationLine
from hub.service.stations import EVERYTHING, About, stations_page
from hub.store import desk, facts, quarantine
from hub.store.projections import roster, waiting
from hub.store.tables import Tables


def status(tables: Tables, about: About) -> dict[str, Any]:
    """Plain values for `hub status`."""
    page = stations_page(tables, about, EVERYTHING)
    named = tables.one(
        "SELECT count(*) FROM (SELECT media FROM piece_media UNION SELECT media FROM draft_media)"
    )
    places = roster.stations(tables)
    return {
        "school": next((school.name for school in tables.definitions.all(School)), ""),
        "room": desk.meta(tables, "room"),
        "hub_epoch": desk.meta(tables, "hub_epoch"),
        "facts": facts.latest_rev(tables),
        "quarantine": quarantine.count(tables),
        "learners": len(tables.definitions.all(Learner)),
        "classes": len(tables.definitions.all(ClassGroup)),
        "waiting": waiting.count(tables),
        "media_here": (named[0] if named else 0) - page.media_count,
        "media_waiting": page.media_count,
        "alarms": page.alarms,
        "unheard": page.unheard,
        "safety": page.safety,
        "sent_away": page.sent_away,
        "stations": [_station(line, *places[line.now.station]) for line in page.stations],
        "troubles": page.troubles,
    }


def _station(line: StationLine, zone: str, classes: tuple[str, ...]) -> dict[str, Any]:
    now = line.now
    return {
        "station": now.station,
        "zone": zone,
        "classes": classes,
        "state": now.state,
        "heard_ms": now.heard_ms,
        "queue": now.queue,
        "oldest_s": now.oldest_s,
        "committed": line.facts,
        "safe": line.safe,
        "disk_free": now.disk,
        "clock": now.clock,
        "app": now.app,
        "failing": [part.part for part in line.failing],
        "quarantine": line.aside,
        "media_waiting": line.media_waiting,
        "media_lost": line.media_lost,
        "alarms": line.alarms,
    }


def in_words(status: dict[str, Any]) -> str:
    """The same for a person."""
    lines = [
        f"{status['school'] or 'No school yet'} · room {status['room']}",
        f"{status['learners']} learners in {status['classes']} classes · {status['waiting']} pieces wait for an answer",
        f"{status['facts']} facts · {status['quarantine']} in quarantine",
        f"{status['media_here']} files here, {status['media_waiting']} on their way",
        *safety_lines(msgspec.convert(status["safety"], Safety)),
    ]
    if known := status.get("known_by"):
        lines[1:1] = [f"known by: {known['words']}", f"SHA-256 {known['hex']}"]
    if status["alarms"]:
        lines.append(f"{len(status['alarms'])} alarms that nobody has seen: look at the page of stations")
    if status["unheard"]:
        counts = ", ".join(f"{number} {reason}" for reason, number in sorted(status["unheard"].items()))
        lines.append(f"not listened to since the start: {counts}")
    return "\n".join(lines + [_line(one) for one in status["stations"]])


def _line(one: dict[str, Any]) -> str:
    parts = [f"{one['queue']} wait there, {one['committed']} are here, {one['safe']} safe"]
    parts += [f"{part} fails" for part in one["failing"]]
    if one["clock"]:
        parts.append(f"disk {one['disk_free']:.0%} free, clock {one['clock']}")
    return f"  {one['station']:26} {one['state']:8} {'; '.join(parts)}"
