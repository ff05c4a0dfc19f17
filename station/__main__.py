"""The composition root of a station: opens its window first, builds the rest behind it, stops in reverse."""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from plumbing.discretion import leave_no_dump, overwrite_what_is_freed
from plumbing.notify import Notifier
from station.config import StationConfig, face_of, read_join_record
from station.session.events import Event
from station.session.state import Moment
from station.session.update import start
from station.ui.window import Window
from station.views.screen import Shown, view

if TYPE_CHECKING:
    from classroom.wire.joining import JoinRecord
    from plumbing.files import Disk
    from station.assembly import Station
    from station.perform.typist import Typist
    from station.sync.clock import Machine

log = logging.getLogger("station")


class HeadlessStation:
    """A station without a window, driven by events: everything else is the real thing.

    `reader` is the badge reader; with the camera "fake" one can `present` badges and `show` pictures to it.
    `machine` has the clocks to believe, `disk` what is asked to keep files; None: those that we run on.
    """

    def __init__(
        self, config: StationConfig, machine: "Machine | None" = None, disk: "Disk | None" = None
    ) -> None:
        from station.assembly import Station  # noqa: PLC0415 - the window does not wait for it

        self._woken, self._stopping = threading.Event(), threading.Event()
        self._station = Station(config, self._woken.set, machine, disk)
        self.record, self.reader, self.post = self._station.record, self._station.reader, self._station.post
        self.light, self.ended = self._station.light, self._station.ended
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


class Front:
    """What a window shows and hears while the station behind it is built, and then of that station."""

    def __init__(self, config: StationConfig, record: "JoinRecord") -> None:
        nobody = Moment(mono_s=time.monotonic(), wall_ms=time.time_ns() // 1_000_000, fresh_id="")
        self._before = view(start(face_of(record, config)), nobody)
        self._config = config
        self._station: Station | None = None
        self._typist: Typist | None = None

    @property
    def code(self) -> int:
        """With which code this process ends."""
        return self._station.ended.code if self._station else 0

    def build(self, wake: Callable[[], None], close: Callable[[], None]) -> None:
        """Build and start the station; raises the errors of station.errors and hardware.errors.

        `close` closes the window when the hub has the station end.
        """
        from hardware.wedge import WedgeScanner  # noqa: PLC0415 - the window does not wait for these
        from station.assembly import Station  # noqa: PLC0415
        from station.perform.typist import Typist  # noqa: PLC0415

        station = Station(self._config, wake)
        station.ended.then = close
        self._typist = Typist(WedgeScanner(), station.post)
        station.start()
        self._typist.start()
        self._station = station
        wake()

    def stop(self) -> None:
        if self._typist:
            self._typist.stop()
        if self._station:
            self._station.stop()

    def post(self, event: Event) -> None:
        if self._station:
            self._station.post(event)

    def drain(self) -> None:
        if self._station:
            self._station.drain()

    def look(self) -> Shown:
        return self._station.look() if self._station else self._before

    def typed(self, text: str) -> None:
        if self._station and self._typist:
            self._typist.typed(text)

    def take(self) -> tuple[int, int, bytes] | None:
        """Return the latest camera picture, once."""
        return self._station.preview.take() if self._station else None


class Builder:
    """Builds behind the window, on a thread of its own; what fails closes the window and is raised in `join`."""

    def __init__(self, front: Front, window: Window, ready: Callable[[], None]) -> None:
        self._front, self._window, self._ready = front, window, ready
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="builder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        """Wait until all is built, or raise what prevented it."""
        if self._thread.ident is not None:
            self._thread.join()
        if self._failure:
            raise self._failure

    def _run(self) -> None:
        try:
            self._front.build(self._window.wake, self._window.close)
            self._ready()
        except Exception as failure:  # noqa: BLE001 - told to the operator by the thread that owns the window
            self._failure = failure
            self._window.close()


def run_station(config: StationConfig, *, window: bool) -> None:
    """Run a station until its window is closed or the process is told to end."""
    from station.perform.wiping import finish  # noqa: PLC0415 - the window does not wait for it

    leave_no_dump()
    overwrite_what_is_freed()
    finish(config.data, config.join_record)
    record = read_join_record(config.join_record)
    _log_to_stderr(record.station)
    code = _run_with_window(config, record) if window else _run_headless(config)
    if code:
        sys.exit(code)


def _run_headless(config: StationConfig) -> int:
    station = HeadlessStation(config)
    _on_end(station.ended.set)
    station.start()
    _say_ready(station.record)
    station.ended.wait()
    station.stop()
    return station.ended.code


def _run_with_window(config: StationConfig, record: "JoinRecord") -> int:
    front, notifier = Front(config, record), _notifier()
    window = Window(size=config.size, px_per_mm=config.px_per_mm, kiosk=config.kiosk, frames=front)
    builder = Builder(front, window, lambda: _say_ready(record))

    def started() -> None:
        notifier.status("The window stands.")
        builder.start()

    _on_end(window.close)
    try:
        window.run(post=front.post, drain=front.drain, look=front.look, typed=front.typed, started=started)
        builder.join()
    finally:
        front.stop()
    return front.code


def _notifier() -> Notifier:
    return Notifier(os.environ.get("NOTIFY_SOCKET"))


def _say_ready(record: "JoinRecord") -> None:
    click.echo(f"station ready id={record.station} zone={record.zone}")
    sys.stdout.flush()
    _notifier().ready()


def _on_end(end: Callable[[], object]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: end())


def _log_to_stderr(station: str) -> None:
    """One line a happening: when, which station, what."""
    form = f"%(asctime)s station={station} %(levelname)s %(name)s: %(message)s"
    logging.basicConfig(format=form, level=logging.INFO)


if __name__ == "__main__":
    from station.cli import station as command

    command()
