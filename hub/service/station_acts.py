"""The part of the office where people look after the stations; each act is one transaction, as all acts are."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from classroom.commands import LOST_ANYWAY, Kind
from classroom.facts import AlarmSeen, MediaGivenUp
from classroom.ids import StaffId, StationId
from hub.errors import NotYours, ServiceRefused
from hub.service.away import away_of
from hub.service.commanding import ACT_FOR
from hub.service.permissions import Act
from hub.service.unsaved import would_be_lost
from hub.service.views import Views
from hub.store import quarantine
from hub.store.projections import alarms, evidence, roster
from hub.store.tables import Tables

T = TypeVar("T")


class StationActs(Views):
    """What a person may do for a station; `by` is who does it."""

    def give_up_media(self, media: str, by: StaffId) -> None:
        """A file is lost on its station: its piece stands without it, and no mark waits for it any more."""

        def job(tables: Tables) -> None:
            named = away_of(tables, media)
            if named is not None:
                self._back.permissions.ask_learners(tables, by, "stations", named.learners)
            elif not self._back.permissions.everywhere(tables, by, "stations"):
                raise NotYours
            if self._back.store.blobs.has(media):
                raise ServiceRefused("This file is here. There is nothing to give up.")
            if not evidence.given_up(tables, media):
                fact = MediaGivenUp(by=by, media=media, evidence=named.evidence if named else "")
                self._back.recording.note(tables, fact, named.learners if named else ())

        self._do(job, "media", "review", "stations")

    def back_up_now(self, by: StaffId) -> None:
        """Begin a backup to the second device; raises ServiceRefused, NoSecondDevice or NoRecoveryKey."""
        with self._back.store.reading() as tables:
            if not self._back.permissions.everywhere(tables, by, "stations"):
                raise NotYours
        self._back.safekeeping.begin()
        self._back.audit.later(by, "backup", "hub")
        self._back.live.touch("stations")

    def retry_aside(self, number: int | None, by: StaffId) -> tuple[int, int]:
        """Try one fact of quarantine again, or all; (how many are in the log now, how many stay)."""

        def job(tables: Tables) -> tuple[int, int]:
            self._ask_for_stations(tables, by, self._stations_aside(tables, number))
            return self._back.recording.retry(tables, number)

        return self._do(job, "room", "review", "people", "stations")

    def command(self, station: StationId, kind: Kind, args: Mapping[str, str], by: StaffId) -> str:
        """Ask a station for something, and go on asking until it has answered; return the command's id.

        Raises NotYours; ServiceRefused with what would be lost, where a wipe does not say `LOST_ANYWAY`.
        """

        def job(tables: Tables) -> str:
            self._ask_for_stations(tables, by, (station,), ACT_FOR.get(kind, "stations"))
            if kind == "wipe" and dict(args) != LOST_ANYWAY:
                lost = would_be_lost(tables, self._back.presence, self._back.away, station)
                if lost:
                    raise ServiceRefused(f"{lost} Wait until it is here, or empty the station all the same.")
            return self._back.commanding.order(tables, station, kind, args, by)

        cmd_id = self._do(job, "stations")
        self._back.commanding.tell(station)
        return cmd_id

    def see_alarm(self, alarm: str, by: StaffId) -> None:
        """Somebody read an alarm of a station; again is no harm."""

        def job(tables: Tables) -> None:
            found = alarms.alarm(tables, alarm)
            self._ask_for_stations(tables, by, {found.station} if found else set())
            if found is not None and found.seen_by is None:
                self._back.recording.note(tables, AlarmSeen(by=by, alarm=alarm))

        self._do(job, "stations")

    def _stations_aside(self, tables: Tables, number: int | None) -> set[str]:
        return {kept.station for kept in quarantine.all_kept(tables) if number in {None, kept.id}}

    def _ask_for_stations(
        self, tables: Tables, by: StaffId, stations: Iterable[str], act: Act = "stations"
    ) -> None:
        """Raise NotYours unless this person may act on one of these stations at least."""
        mine = self._back.permissions
        served = {class_ for station in stations for class_ in roster.served_by(tables, station)}
        if not mine.everywhere(tables, by, act) and served.isdisjoint(mine.classes(tables, by, act)):
            raise NotYours

    def _do(self, job: Callable[[Tables], T], *topics: str) -> T:
        result = self._back.writer.do(job)
        self._back.live.touch(*topics)
        return result
