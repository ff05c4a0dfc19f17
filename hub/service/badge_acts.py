"""The part of the office where people give and end what lets somebody in: badges, PINs, pictures, a tap."""

from collections.abc import Iterable, Sequence

from classroom.ids import ClassId, LearnerId, StaffId, StationId
from hub.errors import NotYours, ServiceRefused
from hub.service.badging import owner_of
from hub.service.commanding import admit_args
from hub.service.help_acts import HelpActs
from hub.service.shapes import LetInAt, PrintedBadge
from hub.store.projections import roster, zones
from hub.store.tables import Tables


class BadgeActs(HelpActs):
    """`by` is who does it."""

    def print_badges(self, owners: Sequence[str], by: StaffId) -> tuple[PrintedBadge, ...]:
        """Make a new badge for each learner or staff id; the old one lives until the new one is first seen."""

        def job(tables: Tables) -> tuple[PrintedBadge, ...]:
            self._ask_for_owners(tables, by, owners)
            return self._back.badging.print(tables, owners)

        return self._do(job, "badges")

    def revoke_badge(self, owner: str, by: StaffId, reason: str) -> None:
        """`lost`: every badge of this person is dead at once. `replaced`: all but the newest."""

        def job(tables: Tables) -> None:
            self._ask_for_owners(tables, by, (owner,))
            self._back.badging.revoke(tables, owner, by, reason)

        self._do(job, "badges")

    def set_pin(self, staff: StaffId, pin: str, by: StaffId) -> None:
        """Give a grown-up a PIN for the stations: her own, or anybody's for whoever looks after people."""
        hashed = self._back.codes.hash_pin(pin)

        def job(tables: Tables) -> None:
            if staff != by and not self._back.permissions.everywhere(tables, by, "people"):
                raise NotYours
            self._back.codes.set_pin(tables, staff, hashed, by)

        self._do(job, "badges")

    def new_pictures(self, learner: LearnerId, by: StaffId) -> tuple[str, ...]:
        """Give a learner three new pictures to come in by without a badge; they are shown once, here."""
        icons, hashed = self._back.codes.new_pictures()

        def job(tables: Tables) -> None:
            self._ask_for_owners(tables, by, (learner,))
            self._back.codes.set_pictures(tables, learner, hashed, by)

        self._do(job, "badges")
        return icons

    def admit(self, learner: LearnerId, station: StationId, by: StaffId) -> str:
        """Let a learner in at a station that serves a class of hers, without a badge; return the command's id."""
        with self._back.store.reading() as tables:
            self._back.permissions.ask_learners(tables, by, "admit", (learner,))
            if station not in roster.stations_for(tables, learner):
                raise ServiceRefused("That station does not know this class. Choose another one.")
        return self.command(station, "admit", admit_args(self._back.keys, station, learner, by), by)

    def _ask_for_owners(self, tables: Tables, by: StaffId, owners: Sequence[str]) -> None:
        mine = self._back.permissions.classes(tables, by, "badges")
        if any(mine.isdisjoint(owner_of(tables, owner).classes) for owner in owners):
            raise NotYours

    def may_set_pin(self, owner: str, staff: StaffId) -> bool:
        """Whether this person may give that one a PIN: her own, or anybody's who looks after people."""
        with self._back.store.reading() as tables:
            return owner == staff or self._back.permissions.everywhere(tables, staff, "people")

    def let_in_at(self, classes: Iterable[ClassId], staff: StaffId) -> tuple[LetInAt, ...]:
        """The stations where this person can let in learners of these classes, by zone."""
        with self._back.store.reading() as tables:
            mine = self._back.permissions.classes(tables, staff, "admit").intersection(classes)
            there = {zone.id: zone for zone in zones.zones(tables) if zone.open}
            found = [
                (
                    there[zone].order,
                    LetInAt(
                        station=station,
                        zone_name=there[zone].name,
                        there=self._back.presence.reachable(station),
                    ),
                )
                for station, (zone, served) in roster.stations(tables).items()
                if zone in there and not mine.isdisjoint(served)
            ]
        return tuple(line for _, line in sorted(found, key=lambda each: (each[0], each[1].station)))
