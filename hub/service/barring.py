"""Who does not come in any more: shut out by a person, or waiting because two machines have one credential."""

from collections.abc import Callable
from dataclasses import dataclass

from classroom.facts import StationCloned, StationPicked, StationRevoked
from classroom.ids import StaffId, StationId
from hub.errors import DoorClosed, ServiceRefused
from hub.live import Live
from hub.service.certificates import Certificates
from hub.service.enrolling import Place
from hub.service.recording import Recording
from hub.store.desk import meta
from hub.store.keys import Keys, StationKeys
from hub.store.projections import doors, roster
from hub.store.tables import Tables
from hub.store.writer import Writer


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The parts of the hub that letting in and shutting out need; `now` in UTC ms."""

    recording: Recording
    keys: Keys
    certificates: Certificates
    writer: Writer
    live: Live
    entropy: Callable[[int], bytes]
    now: Callable[[], int]


class Barring:
    """Any thread may call; facts are written in the writer's thread. Permissions are asked by whoever calls."""

    def __init__(self, behind: Behind) -> None:
        self._recording, self._keys, self._certificates = behind.recording, behind.keys, behind.certificates
        self._writer, self._live = behind.writer, behind.live
        self._entropy, self._now = behind.entropy, behind.now
        self._gate: Gate | None = None
        self._room = ""

    def stand_at(self, gate: Gate) -> None:
        """Work at this gate from now on."""
        self._gate = gate

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
        self._keys.revoke_station(station, None)
        if keys := self._credential(station):
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

    def _lock_out(self, station: StationId, job: Callable[[Tables], object]) -> None:
        self._writer.do(job)
        keys = self._credential(station)
        if keys is not None:
            self._keys.revoke_station(station, self._now())
            self._standing().shut_out(keys)
        self._live.touch("stations", "room")

    def _standing(self) -> Gate:
        if self._gate is None:
            raise DoorClosed
        return self._gate

    def _credential(self, station: StationId) -> StationKeys | None:
        """The credential of a station, also of one that may not come in."""
        found = self._keys.stations(also_revoked=True)
        return next((keys for keys in found if keys.station == station), None)
