"""The room as it is now (H01): who is where, what is known and what is not."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from classroom.announcement import said_in
from classroom.block import Attendance
from classroom.ids import ClassId, LearnerId, ZoneId
from classroom.learner import Learner
from classroom.playlist import Activity
from classroom.staff import Staff
from classroom.zone import ClassGroup, Zone
from hub.errors import NotYours
from hub.service.helping import hand_now
from hub.service.presence import Presence, best
from hub.service.shapes import (
    AnnouncementNow,
    FailingNow,
    HandNow,
    PersonNow,
    RoomNow,
    StationNow,
    TwiceNow,
    ZoneNow,
)
from hub.store.projections import (
    alarms,
    announcements,
    attendance,
    blocks,
    hands,
    roster,
    sightings,
    visits,
    zones,
)
from hub.store.projections.attendance import Marked
from hub.store.projections.visits import Visit
from hub.store.tables import Tables

_ORDER: Final[Mapping[Attendance | None, int]] = {None: 0, "present": 1, "out": 2, "absent": 3}


class _Now(NamedTuple):
    """What one picture of the room is drawn from."""

    tables: Tables
    presence: Presence
    now_ms: int
    people: dict[str, Learner]
    visits: list[Visit]
    hands: dict[str, HandNow]
    failing: dict[str, FailingNow]


def room(tables: Tables, presence: Presence, class_id: ClassId, now_ms: int, reviews: int) -> RoomNow:
    """Draw one class in the room; `reviews` pieces of it wait."""
    class_ = tables.definitions.get(ClassGroup, class_id)
    if class_ is None:
        raise NotYours
    people = {learner.id: learner for learner in roster.members(tables, class_id)}
    here = [visit for visit in todays_visits(tables, now_ms) if visit.learner in people]
    now = _Now(tables, presence, now_ms, people, here, _hands(tables, people), _failing(tables))
    lost = [visit for visit in here if not _is_known(presence, visit)]
    block = blocks.open_block(tables, class_id)
    nowhere = _nowhere(now, attendance.marks(tables, block) if block else {})
    said = Counter(person.mark for person in nowhere)
    silent = [heard for visit in lost if (heard := presence.now(visit.station).heard_ms) is not None]
    return RoomNow(
        class_id=class_id,
        class_name=class_.name,
        block_open=block is not None,
        now_ms=now_ms,
        here=len(here) - len(lost) + said["present"],
        unknown=len(lost),
        unknown_since_ms=min(silent, default=None),
        out=said["out"],
        absent=said["absent"],
        announcements=announced_to(tables, class_id),
        lost=tuple(_person(now, visit) for visit in lost),
        zones=_zones(now),
        nowhere=nowhere,
        reviews_waiting=reviews,
        hands=tuple(now.hands.values()),
        twice=_twice(now),
    )


def todays_visits(tables: Tables, now_ms: int) -> list[Visit]:
    """The visits that are open and began today: one that nobody closed last week says nothing of now."""
    today = tables.definitions.day(now_ms)
    day = tables.definitions.day
    return [
        visit
        for visit in visits.open_visits(tables)
        if day(visit.opened_from_ms) == today == day(visit.opened_ms)
    ]


def in_words(tables: Tables, activity: str | None, target: str | None) -> str:
    """What somebody works on: the title of an activity, else an I-can line."""
    lang = tables.definitions.lang()
    found = tables.definitions.get(Activity, activity) if activity else None
    line = tables.definitions.targets().get(target) if target else None
    if found:
        return found.name(lang)
    return line.line(lang) if line else ""


def _zones(now: _Now) -> tuple[ZoneNow, ...]:
    stations: dict[ZoneId, list[StationNow]] = {}
    for station, (zone, _) in roster.stations(now.tables).items():
        stations.setdefault(zone, []).append(now.presence.now(station))
    return tuple(_zone(now, zone, stations.get(zone.id, [])) for zone in zones.zones(now.tables))


def _zone(now: _Now, zone: Zone, stations: list[StationNow]) -> ZoneNow:
    inside = [visit for visit in now.visits if visit.zone == zone.id]
    known = [visit for visit in inside if _is_known(now.presence, visit)]
    return ZoneNow(
        zone=zone,
        people=tuple(_person(now, visit) for visit in known),
        freshness=best(stations),
        heard_ms=max(
            (station.heard_ms for station in stations if station.heard_ms is not None), default=None
        ),
        holding=sum(station.queue for station in stations),
        stations=tuple(stations),
        were_here=len(inside) - len(known),
        failing=tuple(now.failing[station.station] for station in stations if station.station in now.failing),
    )


def _is_known(presence: Presence, visit: Visit) -> bool:
    """Whether one may say where she is: her station can be heard, or a grown-up sent her there."""
    return visit.placed_by is not None or presence.reachable(visit.station)


def _person(now: _Now, visit: Visit) -> PersonNow:
    learner = now.people[visit.learner]
    return PersonNow(
        learner=learner.id,
        name=learner.name,
        full=learner.full,
        doing=in_words(now.tables, visit.activity, visit.target),
        mode=visit.mode,
        since_ms=visit.since_ms,
        hand=now.hands.get(learner.id),
        teacher=_took_aside(now.tables, visit),
    )


def _took_aside(tables: Tables, visit: Visit) -> str:
    person = tables.definitions.get(Staff, visit.placed_by or "") if visit.mode == "with_teacher" else None
    return person.name if person else ""


def _nowhere(now: _Now, marks: Mapping[str, Marked]) -> tuple[PersonNow, ...]:
    """The learners of the class who have no open visit today, those first of whom nobody said anything."""
    present = {visit.learner for visit in now.visits}
    missing = [learner for learner in now.people.values() if learner.id not in present]
    found = (
        _person_away(now, learner, marks.get(learner.id)) for learner in missing if learner.status == "active"
    )
    return tuple(sorted(found, key=lambda person: _ORDER[person.mark]))


def _person_away(now: _Now, learner: Learner, marked: Marked | None) -> PersonNow:
    """`since_ms`: as it was said of her, else when her last visit ended, else 0."""
    return PersonNow(
        learner=learner.id,
        name=learner.name,
        full=learner.full,
        doing="",
        mode="paused",
        since_ms=marked.at_ms if marked else _last_end(now.tables, learner.id),
        mark=marked.mark if marked else None,
        place=marked.place if marked else "",
    )


def _last_end(tables: Tables, learner: str) -> int:
    last = visits.latest_visits(tables, learner, 1)
    return (last[0].closed_ms or 0) if last else 0


def _twice(now: _Now) -> tuple[TwiceNow, ...]:
    """Badges of the class that were at two places at once."""
    names = {zone.id: zone.name for zone in now.tables.definitions.all(Zone)}
    return tuple(
        TwiceNow(
            alarm=one.alarm,
            learner=one.learner,
            full=now.people[one.learner].full,
            zone_name=names.get(one.zone, ""),
            other=names.get(one.other, ""),
            apart_ms=one.apart_ms,
        )
        for one in sightings.twice(now.tables)
        if one.learner in now.people
    )


def _failing(tables: Tables) -> dict[str, FailingNow]:
    """What of each station has not worked for longest; the page of stations has the rest."""
    found: dict[str, FailingNow] = {}
    for part in alarms.failing(tables):
        found.setdefault(part.station, FailingNow(part=part.part, what=part.what, since_ms=part.since_ms))
    return found


def _hands(tables: Tables, people: Collection[LearnerId]) -> dict[str, HandNow]:
    """The hands that are up in a class, by learner, oldest first."""
    found: dict[str, HandNow] = {}
    for hand in hands.hands_up(tables):
        if hand.learner in people:
            found.setdefault(hand.learner, hand_now(tables, hand))
    return found


def announced_to(tables: Tables, class_id: ClassId) -> tuple[AnnouncementNow, ...]:
    """What is said to this class now, or to a zone of the room."""
    classes = {one.id: one.name for one in tables.definitions.all(ClassGroup)}
    names = {zone.id: zone.name for zone in tables.definitions.all(Zone)}
    return tuple(
        AnnouncementNow(
            announcement=said.announcement,
            what=said.what,
            text=said_in(said.text, (tables.definitions.lang(),)),
            to=names.get(said.zone, "")
            if said.zone
            else ", ".join(classes.get(one, "") for one in said.classes),
            since_ms=said.at_ms,
        )
        for said in announcements.all_live(tables)
        if class_id in said.classes
    )
