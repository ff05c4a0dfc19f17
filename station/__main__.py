"""The composition root of a station: builds its parts in order, runs them, stops them in reverse."""

import logging
import os
import signal
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version

import click

from classroom.ids import uuid7
from classroom.tokens import is_token
from classroom.wire.joining import JoinRecord
from hardware import registry
from hardware.absent import AbsentBadgeReader
from hardware.badge import BadgeReader
from hardware.fake import FakeBadgeReader
from hardware.reader import CameraReader
from hardware.wedge import WedgeScanner
from plumbing.notify import Notifier
from plumbing.seal import random_bytes
from station.config import StationConfig, read_join_record
from station.perform.devices import Devices
from station.perform.performer import Performer
from station.perform.recorder import Place
from station.perform.typist import Typist
from station.runtime import Runtime
from station.session.events import CameraGone, Event
from station.session.state import Face, Moment
from station.session.update import start
from station.store.keep import Keep
from station.store.lock import Lock
from station.sync.clock import HubClock, this_machine
from station.sync.link import Link
from station.ui.window import Window
from station.views.screen import Shown, view

log = logging.getLogger("station")


class Station:
    """All parts of a station but its screen. `wake` asks the owner of the screen to call `drain`."""

    def __init__(self, config: StationConfig, wake: Callable[[], None]) -> None:
        """Take the data folder and build; raises the errors of station.errors and hardware.errors."""
        self.record = read_join_record(config.join_record)
        self._lock = Lock(config.data)
        self._clock = HubClock(this_machine())
        keep = Keep(config.data, disk_floor=config.disk_floor)
        self.reader = reader_of(config)
        self._blind = config.camera == "none"
        devices = Devices(self.reader, registry.speech(config.speech, config.data / "speech"))
        self.preview, self._devices = devices.preview, devices
        self._performer = Performer(keep, place_of(self.record), self._clock, devices)
        self._link = Link(self.record, keep, self._clock, self._performer.hear, app=_version())
        face = Face(
            station=self.record.station,
            zone=self.record.zone,
            zone_name=self.record.zone,
            teacher=config.teacher,
        )
        self._runtime = Runtime(start(face), self._performer.carry_out, wake, self._moment)

    def start(self) -> None:
        """Start disk, link, eyes and deadlines, in this order; raises what opening the store raised."""
        self._performer.start(self.post, self._link)
        self._link.start()
        self._devices.start(self.post)
        self._runtime.start()
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

    def _moment(self) -> Moment:
        wall_ms = self._clock.stamp().wall_ms
        offset_s = time.localtime(wall_ms / 1000).tm_gmtoff
        return Moment(
            mono_s=time.monotonic(),
            wall_ms=wall_ms,
            fresh_id=uuid7(wall_ms, random_bytes(10)),
            offset_min=offset_s // 60,
        )


class HeadlessStation:
    """A station without a window, driven by events: everything else is the real thing.

    `reader` is the badge reader; with the camera "fake" one can `present` badges and `show` pictures to it.
    """

    def __init__(self, config: StationConfig) -> None:
        self._woken, self._stopping = threading.Event(), threading.Event()
        self._station = Station(config, self._woken.set)
        self.record, self.reader, self.post = self._station.record, self._station.reader, self._station.post
        self._shown = self._station.look()
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._run, name="session", daemon=True)

    def start(self) -> None:
        self._station.start()
        self._thread.start()

    def stop(self) -> None:
        self._station.stop()
        self._stopping.set()
        self._woken.set()
        self._thread.join()

    def view(self) -> Shown:
        """Return what a screen would show."""
        with self._changed:
            return self._shown

    def wait_for(self, wanted: Callable[[Shown], bool], timeout_s: float = 10.0) -> Shown:
        """Return the first view that is as wanted; raise TimeoutError when none comes in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: wanted(self._shown), timeout_s):
                raise TimeoutError(f"the screen still shows {type(self._shown).__name__}")
            return self._shown

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.wait()
            self._woken.clear()
            self._station.drain()
            shown = self._station.look()
            with self._changed:
                self._shown = shown
                self._changed.notify_all()


def run_station(config: StationConfig, *, window: bool) -> None:
    """Run a station until its window is closed or the process is told to end."""
    record = read_join_record(config.join_record)
    _log_to_stderr(record.station)
    (_run_with_window if window else _run_headless)(config)


def reader_of(config: StationConfig) -> BadgeReader:
    """Return the eyes of a station; raises NameUnknown."""
    if config.camera == "none":
        return AbsentBadgeReader()
    if config.camera == "fake":
        return FakeBadgeReader()
    return CameraReader(registry.camera(config.camera), accept=is_token, formats=config.formats)


def place_of(record: JoinRecord) -> Place:
    return Place(
        station=record.station,
        zone=record.zone,
        hub_box=b64decode(record.hub_box),
        hub_box_id=record.hub_box_id,
    )


def _run_headless(config: StationConfig) -> None:
    station, ended = HeadlessStation(config), threading.Event()
    _on_end(ended.set)
    station.start()
    _say_ready(station.record)
    ended.wait()
    station.stop()


def _run_with_window(config: StationConfig) -> None:
    window: Window | None = None
    station = Station(config, lambda: window.wake() if window else None)
    window = Window(size=config.size, px_per_mm=config.px_per_mm, kiosk=config.kiosk, frames=station.preview)
    typist = Typist(WedgeScanner(), station.post)
    _on_end(window.close)
    station.start()
    typist.start()
    try:
        window.run(
            post=station.post,
            drain=station.drain,
            look=station.look,
            typed=typist.typed,
            started=lambda: _say_ready(station.record),
        )
    finally:
        typist.stop()
        station.stop()


def _say_ready(record: JoinRecord) -> None:
    click.echo(f"station ready id={record.station} zone={record.zone}")
    sys.stdout.flush()
    Notifier(os.environ.get("NOTIFY_SOCKET")).ready()


def _on_end(end: Callable[[], object]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: end())


def _log_to_stderr(station: str) -> None:
    """One line a happening: when, which station, what."""
    form = f"%(asctime)s station={station} %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(format=form, level=logging.INFO)


def _version() -> str:
    try:
        return version("waystation")
    except PackageNotFoundError:
        return "source"


if __name__ == "__main__":
    from station.cli import station as command

    command()
