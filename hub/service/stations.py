"""The stations of a room (H15): how each is, what is set aside, what is still on its way."""

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from classroom.ids import ClassId, StaffId, StationId
from classroom.learner import Learner
from classroom.staff import Staff
from classroom.wire.enrolling import picture_of
from classroom.zone import ClassGroup, Zone
from hub.service.alarming import name_for, whom_about
from hub.service.away import Away, AwayMedia, lost_stations
from hub.service.doorway import Window
from hub.service.presence import Presence
from hub.service.progress import Progress
from hub.service.shapes.room import FailingNow
from hub.service.shapes.safety import Safety
from hub.service.shapes.stations import (
    AlarmNow,
    AsideNow,
    AskedNow,
    ClonedNow,
    MediaAwayNow,
    ShutOutNow,
    StationLine,
    StationsPage,
)
from hub.store import facts, quarantine
from hub.store.projections import alarms, commands, doors, roster, sightings
from hub.store.projections.alarms import Alarm
from hub.store.projections.commands import Commanded
from hub.store.safe import safe_marks
from hub.store.tables import Tables

LISTED: Final = 40
"""So many files stand in the list; of more than that, the number says enough."""


GONE: Final = 10


class Eyes(NamedTuple):
    """Whose page it is: which stations she sees, of whose learners she sees work, whether she may act
    on one of them, and for the whole hub.
    """

    everything: bool
    classes: frozenset[ClassId]
    work: frozenset[ClassId]
    may_act: bool
    may_back_up: bool

    def sees(self, classes: Iterable[ClassId]) -> bool:
        return self.everything or not self.classes.isdisjoint(classes)


EVERYTHING: Final = Eyes(
    everything=True, classes=frozenset(), work=frozenset(), may_act=True, may_back_up=True
)
"""The eyes of whoever owns the machine."""


class About(NamedTuple):
    """What is known beside the tables."""

    presence: Presence
    progress: Progress
    away: AwayMedia
    safety: Safety
    unheard: Mapping[str, int]
    now_ms: int
    waiting: tuple[Window, ...] = ()
    sent_away: Mapping[str, int] = MappingProxyType({})


def stations_page(tables: Tables, about: About, eyes: Eyes) -> StationsPage:
    """Gather the page for one person; one reading of the latest commit."""
    return _Gathering(tables, about, eyes).page()


def troubles(tables: Tables, eyes: Eyes) -> int:
    """How many things at these stations wait for a grown-up; as StationsPage.troubles, and quick."""
    mine = {station for station, (_, classes) in roster.stations(tables).items() if eyes.sees(classes)}
    found = [alarm.station for alarm in alarms.open_alarms(tables)]
    found += [part.station for part in alarms.failing(tables)]
    found += [kept.station for kept in quarantine.all_kept(tables)]
    found += lost_stations(tables)
    found += [one.station for one in doors.cloned(tables)]
    return sum(station in mine for station in found)


class _Gathering:
    def __init__(self, tables: Tables, about: About, eyes: Eyes) -> None:
        self._tables, self._about, self._eyes = tables, about, eyes
        self._places = {
            station: place for station, place in roster.stations(tables).items() if eyes.sees(place[1])
        }
        self._zones = {zone.id: zone for zone in tables.definitions.all(Zone)}
        self._away = [away for away in about.away.all(tables) if away.station in self._places]

    def page(self) -> StationsPage:
        about = self._about
        wanted = [away for away in self._away if not away.given_up]
        return StationsPage(
            now_ms=about.now_ms,
            stations=self._lines(),
            alarms=tuple(
                self._alarm(alarm)
                for alarm in alarms.open_alarms(self._tables)
                if alarm.station in self._places
            ),
            aside=tuple(
                AsideNow(
                    number=kept.id, station=kept.station, zone_name=self._zone_name(kept.station),
                    kind=kept.type, reason=kept.reason, at_ms=kept.received_ms, tries=kept.tries,
                )
                for kept in quarantine.all_kept(self._tables)
                if kept.station in self._places
            ),
            media=tuple(self._media(away) for away in wanted[:LISTED]),
            media_count=len(wanted),
            safety=about.safety,
            unheard={reason: count for reason, count in about.unheard.items() if count},
            door=sum(self._eyes.sees(window.classes) for window in about.waiting),
            sent_away={reason: count for reason, count in about.sent_away.items() if count},
            cloned=tuple(
                ClonedNow(
                    station=one.station, zone_name=self._zone_name(one.station), at_ms=one.at_ms,
                    boots=tuple((boot, picture_of(boot)) for boot in one.boots),
                )
                for one in doors.cloned(self._tables)
                if one.station in self._places
            ),
            gone=self._gone() if self._eyes.everything else (),
            may_act=self._eyes.may_act,
            may_back_up=self._eyes.may_back_up,
        )  # fmt: skip

    def _lines(self) -> tuple[StationLine, ...]:
        """Each station, those with a trouble first, then by the order of the zones."""
        stations = tuple(self._places)
        marks, safe = facts.latest_marks(self._tables, stations), safe_marks(self._tables, stations)
        failing: dict[StationId, list[FailingNow]] = {}
        for part in alarms.failing(self._tables):
            now = FailingNow(part=part.part, what=part.what, since_ms=part.since_ms)
            failing.setdefault(part.station, []).append(now)
        aside = Counter(kept.station for kept in quarantine.all_kept(self._tables))
        alarmed = Counter(alarm.station for alarm in alarms.open_alarms(self._tables))
        lost = Counter(away.station for away in self._away if away.lost and not away.given_up)
        unknown = sightings.unknown(self._tables)
        waiting = Counter(away.station for away in self._away if not away.lost and not away.given_up)
        latest, resting = commands.latest(self._tables), commands.locked(self._tables)
        lines = [
            StationLine(
                now=self._about.presence.now(station),
                zone=self._zones.get(zone),
                classes=self._class_names(classes),
                facts=marks.get(station, ("", 0))[1],
                safe=safe.get(station, ("", 0))[1],
                failing=tuple(failing.get(station, ())),
                aside=aside[station],
                media_waiting=waiting[station],
                media_lost=lost[station],
                alarms=alarmed[station],
                unknown_badges=unknown.get(station, 0),
                locked=station in resting,
                asked=_asked(latest.get(station)),
            )
            for station, (zone, classes) in self._places.items()
        ]
        return tuple(sorted(lines, key=_rank))

    def _alarm(self, alarm: Alarm) -> AlarmNow:
        whom = whom_about(self._tables, alarm)
        both = sightings.twice_named(self._tables, alarm.alarm)
        other = self._zones.get(both.other) if both else None
        return AlarmNow(
            alarm=alarm.alarm,
            station=alarm.station,
            zone_name=self._zone_name(alarm.station),
            kind=alarm.kind,
            why=alarm.why,
            count=alarm.facts,
            at_ms=alarm.at_ms,
            whose=name_for(self._tables, whom, self._eyes.work),
            about=whom,
            other=other.name if other else "",
        )

    def _gone(self) -> tuple[ShutOutNow, ...]:
        """The latest of those who were shut out; whom they served is not known any more."""
        return tuple(
            ShutOutNow(station=one.station, by=_name(self._tables, one.by), at_ms=one.at_ms)
            for one in doors.shut_out(self._tables)[:GONE]
        )

    def _media(self, away: Away) -> MediaAwayNow:
        learner = self._tables.definitions.get(Learner, away.learners[0])
        mine = not self._eyes.work.isdisjoint(roster.classes_of(self._tables, away.learners[0]))
        return MediaAwayNow(
            media=away.media,
            evidence=away.evidence,
            learner=away.learners[0],
            full=learner.full if learner and mine else "",
            zone_name=self._zone_name(away.station),
            mime=away.mime,
            at_ms=away.at_ms,
            share=self._about.progress.share(away.media),
            state="lost" if away.lost else "waiting",
        )

    def _zone_name(self, station: StationId) -> str:
        zone = self._zones.get(self._places[station][0])
        return zone.name if zone else station

    def _class_names(self, classes: Iterable[ClassId]) -> tuple[str, ...]:
        found = (self._tables.definitions.get(ClassGroup, class_) for class_ in classes)
        return tuple(class_.name for class_ in found if class_)


def _asked(found: Commanded | None) -> AskedNow | None:
    """What a station was asked last, as the page shows it."""
    if found is None:
        return None
    return AskedNow(kind=found.kind, at_ms=found.at_ms, done_ms=found.done_ms, ok=found.ok, why=found.why)


def _rank(line: StationLine) -> tuple[bool, int, str]:
    calm = not (line.failing or line.aside or line.media_lost or line.alarms)
    return calm, line.zone.order if line.zone else 2**31, line.now.station


def _name(tables: Tables, staff: StaffId) -> str:
    """What a person is called; whoever owns the machine is "the console"."""
    person = tables.definitions.get(Staff, staff) if staff else None
    return person.name if person else "the console"
