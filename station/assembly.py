"""All parts of a station but its screen, built in order and stopped in reverse."""

import logging
import threading
import time
from base64 import b64decode
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

from msgspec.structs import replace

from classroom.ids import uuid7
from classroom.tokens import is_token
from classroom.wire.claims import LONGEST, is_claim
from classroom.wire.joining import JoinRecord
from hardware import registry
from hardware.absent import AbsentBadgeReader
from hardware.badge import BadgeReader
from hardware.fake import FakeBadgeReader
from hardware.light import Light
from hardware.reader import CameraReader
from plumbing.discovery import Found
from plumbing.files import Disk
from plumbing.seal import admit_key, random_bytes
from station.config import StationConfig, face_of, read_join_record, write_join_record
from station.perform.belonging import Belonging
from station.perform.devices import Devices
from station.perform.newcomer import Arrival
from station.perform.performer import Performer
from station.perform.recorder import Place
from station.perform.wiping import finish
from station.runtime import Runtime
from station.session.events import CameraGone, Event
from station.session.state import Moment
from station.session.update import start
from station.session.voice import MicrophoneTold
from station.store.keep import Keep
from station.store.lock import Lock
from station.sync.clock import HubClock, Machine, this_machine
from station.sync.link import Link
from station.sync.news import LeaveAsked, News
from station.views.screen import Shown, view

log = logging.getLogger(__name__)


class Station:
    """All parts of a station but its screen. `wake` asks the owner of the screen to call `drain`."""

    def __init__(
        self,
        config: StationConfig,
        wake: Callable[[], None],
        machine: Machine | None = None,
        disk: Disk | None = None,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        """Take the data folder and build; raises the errors of station.errors and hardware.errors.

        `machine` has the clocks to believe, `disk` what is asked to keep files; None: those that we run on. `left`
        is called once this station has to be let in anew: its join record is of no use any more.
        """
        finish(config.data, config.join_record)
        self.record = read_join_record(config.join_record)
        self._lock = Lock(config.data)
        self._clock = HubClock(machine or this_machine())
        keep = Keep(config.data, disk_floor=config.disk_floor, disk=disk)
        self.reader = reader_of(config)
        self._blind = config.camera == "none"
        self.light = registry.light(config.light)
        self._deaf = config.microphone == "none"
        devices = devices_of(config, self.reader, self.light)
        self.preview, self._devices = devices.preview, devices
        opens = admit_key(b64decode(self.record.k_dn))
        belonging = Belonging(config.join_record, config.data, b64decode(self.record.hub_sign), opens)
        self.ended = Ended()
        self._performer = Performer(
            keep, place_of(self.record), self._clock, devices, belonging, self.ended.set
        )
        self._left = left
        self._kept_at = config.join_record
        self._link = Link(
            self.record, keep, self._clock, self._hear, app=_version(), moved=self._moved,
            interfaces=config.look_at,
        )  # fmt: skip
        face = face_of(self.record, config)
        self._runtime = Runtime(start(face), self._performer.carry_out, wake, self._moment)

    def start(self) -> None:
        """Start disk, link, eyes and deadlines, in this order; raises what opening the store raised."""
        self._performer.start(self.post, self._link)
        self._link.start()
        self._devices.start(self.post, self._performer.volume)
        self._runtime.start()
        self.post(MicrophoneTold(fitted=not self._deaf))
        if self._blind:
            self.post(CameraGone())

    def stop(self) -> None:
        """Stop all, finish what was begun, let the data folder go."""
        self._runtime.stop()
        self._devices.stop()
        self._link.stop()
        self._performer.stop()
        self._lock.release()

    def post(self, event: Event) -> None:
        """Say that something happened; any thread."""
        self._runtime.post(event)

    def drain(self) -> None:
        """Take in what happened; the owner's thread."""
        self._runtime.drain()

    def look(self) -> Shown:
        """Return what the screen shows now; the owner's thread."""
        return view(self._runtime.state, self._moment())

    def _hear(self, told: News) -> None:
        if isinstance(told, LeaveAsked):
            self._left()
        else:
            self._performer.hear(told)

    def _moved(self, found: Found) -> None:
        """The hub is elsewhere now: the next start begins there. Without the note it would be looked for again."""
        place = {"host": found.host, "port": found.port, "https_port": found.https_port}
        try:
            write_join_record(self._kept_at, replace(self.record, **place))
        except OSError as error:
            log.warning("where the hub is now cannot be noted: %s", error)

    def _moment(self) -> Moment:
        wall_ms = self._clock.stamp().wall_ms
        offset_s = time.localtime(wall_ms / 1000).tm_gmtoff
        return Moment(
            mono_s=time.monotonic(),
            wall_ms=wall_ms,
            fresh_id=uuid7(wall_ms, random_bytes(10)),
            offset_min=offset_s // 60,
        )


class Ended:
    """Whether the hub had this station end, and with which exit code; any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.code = 0
        self.then: Callable[[int], None] = lambda _: None
        """Called once, by the thread that ends it."""

    def set(self, code: int = 0) -> None:
        """It is to end."""
        if not self._event.is_set():
            self.code = code
            self._event.set()
            self.then(code)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Wait until it is to end; say whether it is."""
        return self._event.wait(timeout_s)


def reader_of(config: StationConfig) -> BadgeReader:
    """Return the eyes of a station; raises NameUnknown."""
    if config.camera == "none":
        return AbsentBadgeReader()
    if config.camera == "fake":
        return FakeBadgeReader()
    return CameraReader(registry.camera(config.camera), accept=is_token, formats=config.formats)


def devices_of(config: StationConfig, reader: BadgeReader, light: Light) -> Devices:
    """Return all things with a cable; raises NameUnknown."""
    speech = registry.speech(config.speech, config.data / "speech")
    microphone, player = registry.microphone(config.microphone), registry.player(config.player)
    return Devices(reader, speech, light, microphone, player)


def arrival_of(config: StationConfig, wake: Callable[[], None]) -> Arrival:
    """Return a station without a room, which looks for the code of a hub; raises NameUnknown."""
    reader: BadgeReader = reader_of(config)
    if isinstance(reader, CameraReader):
        reader = CameraReader(
            registry.camera(config.camera), accept=is_claim, formats=("QRCode",), longest=LONGEST
        )
    return Arrival(reader, wake, blind=config.camera == "none")


def place_of(record: JoinRecord) -> Place:
    return Place(
        station=record.station,
        zone=record.zone,
        hub_box=b64decode(record.hub_box),
        hub_box_id=record.hub_box_id,
    )


def _version() -> str:
    try:
        return version("waystation")
    except PackageNotFoundError:
        return "source"
