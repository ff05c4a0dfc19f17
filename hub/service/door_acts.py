"""The part of the office where people let stations in and shut them out."""

from collections.abc import Iterable

from classroom.errors import MessageRefused
from classroom.ids import ClassId, StaffId, StationId
from classroom.wire import enrolling as talk
from classroom.zone import ClassGroup, Zone
from hub.errors import NotYours
from hub.service.doorway import MINUTES, Guest, Window
from hub.service.enrolling import class_named
from hub.service.review_acts import ReviewActs
from hub.service.shapes import DoorNow, GuestNow
from hub.store.tables import Tables


class DoorActs(ReviewActs):
    """Who may: staff who look after the stations of all classes that the station would serve."""

    def door(self, by: StaffId) -> DoorNow:
        """The door as this person may see it; raises NotYours for whoever may let nobody in."""
        admitting = self._back.admitting
        with self._back.store.reading() as tables:
            mine = self._ask_for_any_class(tables, by)
            found = admitting.door.window()
            if found is not None and not self._may(tables, by, found[0].classes):
                found = None
            guests = [one for one in admitting.door.guests() if self._may(tables, by, one.window.classes)]
            window = found[0] if found else None
            return DoorNow(
                may_open=admitting.can_open(),
                left_s=max(1, round(found[1])) if found else 0,
                zone_name=_zone(tables, window) if window else "",
                classes=_classes(tables, window) if window else (),
                claim=admitting.claim(window) if window else "",
                guests=tuple(_guest(tables, guest) for guest in guests),
                to_zones=tuple((zone.id, zone.name) for zone in _in_order(tables)),
                to_classes=tuple(
                    (one.id, one.name) for one in tables.definitions.all(ClassGroup) if one.id in mine
                ),
            )

    def open_door(
        self, zone: str, classes: tuple[str, ...], by: StaffId, minutes: float = MINUTES, host: str = ""
    ) -> str:
        """Open the door for one station and some minutes; return the text of its code."""
        with self._back.store.reading() as tables:
            named = tuple(class_named(tables, one).id for one in classes)
            self._ask_for_classes(tables, by, named)
            return self._back.admitting.open(tables, zone, named, by, minutes, host)

    def close_door(self, by: StaffId) -> None:
        """Let nobody new knock; no harm when the door is closed."""
        found = self._back.admitting.door.window()
        with self._back.store.reading() as tables:
            self._ask_for_any_class(tables, by)
            if found is not None:
                self._ask_for_classes(tables, by, found[0].classes)
        if found is not None:
            self._back.admitting.close()

    def let_in(self, id_: str, by: StaffId) -> StationId:
        """Both screens show the same pictures: the station comes in."""
        self._ask_for_guest(id_, by)
        return self._back.admitting.confirm(id_).station

    def send_away(self, id_: str, by: StaffId) -> None:
        """They do not."""
        self._ask_for_guest(id_, by)
        self._back.admitting.refuse(id_)

    def shut_out(self, station: StationId, by: StaffId) -> None:
        """A station comes in no more; what it has saved waits on it until it is let in anew."""
        with self._back.store.reading() as tables:
            self._ask_for_stations(tables, by, {station})
        self._back.admitting.revoke(station, by)

    def pick(self, station: StationId, boot: str, by: StaffId) -> None:
        """Of two machines with one credential, this one goes on."""
        with self._back.store.reading() as tables:
            self._ask_for_stations(tables, by, {station})
        self._back.admitting.pick(station, boot, by)

    # ── for stations, which have no session ──────────────────────────────────────────────────────────

    def at_the_door(self, said: bytes, source: str) -> talk.Answering:
        """Answer whoever stands at the door, from the address `source`."""
        door = self._back.admitting.door
        if not door.listens_to(source):
            return talk.Refused(why="busy")
        try:
            heard = talk.decode_asking(said)
        except MessageRefused:
            return door.misheard(source)
        answer = door.hear(heard, source)
        if not isinstance(heard, talk.Poll):
            self._back.live.touch("stations")
        return answer

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────

    def _ask_for_guest(self, id_: str, by: StaffId) -> None:
        """A name that nobody has is told apart later, from one that is not hers it is not."""
        with self._back.store.reading() as tables:
            self._ask_for_any_class(tables, by)
            for guest in self._back.admitting.door.guests():
                if guest.id == id_.strip().upper():
                    self._ask_for_classes(tables, by, guest.window.classes)

    def _ask_for_any_class(self, tables: Tables, by: StaffId) -> frozenset[ClassId]:
        """The classes whose stations this person looks after; raise NotYours when she looks after none."""
        mine = self._back.permissions.classes(tables, by, "stations")
        if not mine and not self._back.permissions.everywhere(tables, by, "stations"):
            raise NotYours
        return mine

    def _ask_for_classes(self, tables: Tables, by: StaffId, classes: Iterable[ClassId]) -> None:
        if not self._may(tables, by, classes):
            raise NotYours

    def _may(self, tables: Tables, by: StaffId, classes: Iterable[ClassId]) -> bool:
        mine = self._back.permissions
        return mine.everywhere(tables, by, "stations") or (
            mine.classes(tables, by, "stations").issuperset(classes)
        )


def _guest(tables: Tables, guest: Guest) -> GuestNow:
    return GuestNow(
        id=guest.id,
        zone=guest.window.zone,
        zone_name=_zone(tables, guest.window),
        classes=_classes(tables, guest.window),
        source=guest.source,
        pictures=guest.pictures,
    )


def _zone(tables: Tables, window: Window) -> str:
    zone = tables.definitions.get(Zone, window.zone)
    return zone.name if zone else window.zone


def _classes(tables: Tables, window: Window) -> tuple[str, ...]:
    found = (tables.definitions.get(ClassGroup, one) for one in window.classes)
    return tuple(one.name for one in found if one)


def _in_order(tables: Tables) -> list[Zone]:
    return sorted(tables.definitions.all(Zone), key=lambda zone: (zone.order, zone.name))
