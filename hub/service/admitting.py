"""Who comes in and who does not: the door, what a person says there, and shutting a station out at run time.

What follows at the broker and at the intake is the gate's part; a hub that does not run has a gate that does nothing.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from classroom.facts import StationCloned, StationPicked, StationRevoked
from classroom.ids import StaffId, StationId
from classroom.wire.claims import Claim, encode_claim
from classroom.wire.joining import JoinRecord, encode_join
from hub.errors import DoorClosed, ServiceRefused
from hub.live import Live
from hub.service.certificates import Certificates
from hub.service.doorway import MINUTES, Doorway, Guest, Window
from hub.service.enrolling import Agreed, Enrolling, Place, class_named, zone_named
from hub.service.recording import Recording
from hub.store.desk import meta
from hub.store.keys import Keys, StationKeys
from hub.store.projections import doors, roster
from hub.store.tables import Tables
from hub.store.writer import Writer
from plumbing import seal

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Where and as whom the hub's HTTPS port is reached: hosts, port, the SHA-256 of its CA."""

    hosts: tuple[str, ...]
    port: int
    fingerprint: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """What a running hub does for a station. `place()` is where the broker is, `front()` where the pages are."""

    place: Callable[[], Place]
    user_of: Callable[[StationId], str]
    admit: Callable[[StationKeys], None]
    shut_out: Callable[[StationKeys], None] = lambda _keys: None
    front: Callable[[], Front | None] = lambda: None


class Admitting:
    """Any thread may call; facts are written in the writer's thread. Permissions are asked by whoever calls."""

    def __init__(
        self,
        recording: Recording,
        keys: Keys,
        certificates: Certificates,
        writer: Writer,
        live: Live,
        entropy: Callable[[int], bytes],
        monotonic: Callable[[], float],
        now: Callable[[], int],
    ) -> None:
        self._recording, self._keys, self._writer, self._live = recording, keys, writer, live
        self._certificates = certificates
        self._entropy, self._now = entropy, now
        self._gate: Gate | None = None
        self._room = ""
        self.door = Doorway(entropy, monotonic, self._whose)

    def stand_at(self, gate: Gate) -> None:
        """Work at this gate from now on."""
        self._gate = gate

    # ── in ───────────────────────────────────────────────────────────────────────────────────────────

    def enrol(
        self, zone: str, classes: Sequence[str], host: str = "", agreed: Agreed | None = None
    ) -> JoinRecord:
        """Let a station in and return its record, a secret."""
        gate = self._standing()
        place = gate.place()
        place = place._replace(host=host or place.host)
        enrolling = Enrolling(self._recording, self._keys, self._entropy, gate.user_of, self._certificates)
        record = self._writer.do(lambda tables: enrolling.enrol(tables, zone, classes, place, agreed))
        keys = self._keys.station(record.station)
        if keys is None:
            raise LookupError(record.station)
        gate.admit(keys)
        self._live.touch("stations", "room")
        return record

    def open(
        self,
        tables: Tables,
        zone: str,
        classes: Sequence[str],
        by: StaffId,
        minutes: float = MINUTES,
        host: str = "",
    ) -> str:
        """Open the door for one station; return the text of the claim. Raises ServiceRefused, DoorClosed."""
        self._front()
        zone_id, class_ids = (
            zone_named(tables, zone).id,
            tuple(class_named(tables, one).id for one in classes),
        )
        if not class_ids:
            raise ServiceRefused("Say which class the station serves.")
        self.door.open(zone_id, class_ids, by, minutes=minutes, host=host)
        self._live.touch("stations")
        found = self.door.window()
        return self.claim(found[0]) if found else ""

    def claim(self, window: Window) -> str:
        """The text of the code that opens this window."""
        front = self._front()
        claim = Claim(
            room=self._room,
            hosts=(window.host,) if window.host else front.hosts,
            port=front.port,
            fingerprint=front.fingerprint,
            secret=window.secret,
        )
        return encode_claim(claim)

    def can_open(self) -> bool:
        """Whether this hub lets stations in by a code."""
        return self._gate is not None and self._gate.front() is not None

    def confirm(self, id_: str) -> JoinRecord:
        """A person has compared the pictures: the station that shows them comes in."""
        guest = self.door.take(id_)
        box = b""
        try:
            secret = seal.agree(guest.hub_private, guest.station_key)
            agreed = Agreed(*(seal.derive(secret, use, salt=guest.digest) for use in ("k_up", "k_dn")))
            window = guest.window
            record = self.enrol(window.zone, window.classes, window.host, agreed)
            box = seal.seal(
                seal.derive(secret, "record", salt=guest.digest), encode_join(record), guest.digest
            )
        finally:
            self.door.settle(guest, box)
        log.info("a station was let in at the door as %s", record.station)
        return record

    def refuse(self, id_: str) -> Guest:
        """A person has compared the pictures, and they differ."""
        guest = self.door.refuse(id_)
        log.warning("a person sent away the station at %s that waited as %s", guest.source, guest.id)
        self._live.touch("stations")
        return guest

    def close(self) -> None:
        """Nobody new may knock."""
        self.door.close()
        self._live.touch("stations")

    # ── out ──────────────────────────────────────────────────────────────────────────────────────────

    def revoke(self, station: StationId, by: StaffId) -> None:
        """Shut a station out: on the disk first, then at the intake and the broker. Again is no harm."""

        def job(tables: Tables) -> None:
            if station not in doors.names(tables):
                raise ServiceRefused(f"There is no station {station!r}.")
            if station in roster.stations(tables):
                self._recording.note(tables, StationRevoked(by=by, station=station))

        self._lock_out(station, job)

    def clone(self, station: StationId, boots: tuple[str, ...]) -> None:
        """Two machines have one credential: both wait."""
        fact = StationCloned(station=station, boots=boots)
        self._lock_out(station, lambda tables: self._recording.note(tables, fact))

    def pick(self, station: StationId, boot: str, by: StaffId) -> None:
        """One of them goes on; the others have to be let in anew."""

        def job(tables: Tables) -> None:
            found = next((one for one in doors.cloned(tables) if one.station == station), None)
            if found is None or boot not in found.boots:
                raise ServiceRefused("This station does not wait any more. Load the page again.")
            others = tuple(one for one in found.boots if one != boot)
            self._recording.note(tables, StationPicked(by=by, station=station, boot=boot, others=others))

        self._writer.do(job)
        self._keys.restore_station(station)
        if keys := self._keys.station(station):
            self._standing().admit(keys)
        self._live.touch("stations", "room")

    def begin(self) -> None:
        """After a start, or a restore: who was shut out by a fact has no credential that opens anything."""

        def job(tables: Tables) -> set[StationId]:
            self._room = meta(tables, "room")
            gone = {one.station for one in doors.shut_out(tables)} | {
                one.station for one in doors.cloned(tables)
            }
            return gone & {keys.station for keys in self._keys.stations()}

        for station in self._writer.do(job):
            self._keys.revoke_station(station, self._now())

    # ── inside ───────────────────────────────────────────────────────────────────────────────────────

    def _lock_out(self, station: StationId, job: Callable[[Tables], object]) -> None:
        self._writer.do(job)
        keys = self._keys.station(station)
        if keys is not None:
            self._keys.revoke_station(station, self._now())
            self._standing().shut_out(keys)
        self._live.touch("stations", "room")

    def _standing(self) -> Gate:
        if self._gate is None:
            raise DoorClosed
        return self._gate

    def _front(self) -> Front:
        front = self._standing().front()
        if front is None:
            raise DoorClosed
        return front

    def _whose(self) -> tuple[str, bytes]:
        return self._room, self._front().fingerprint
