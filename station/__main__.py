"""The composition root of a station: opens its window first, builds the rest behind it, stops in reverse."""

import logging
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from plumbing.discretion import leave_no_dump, overwrite_what_is_freed
from plumbing.notify import Notifier
from station.config import StationConfig, forget_join_record, read_join_record
from station.errors import NotJoined
from station.front import Builder, Front
from station.perform.wiping import finish
from station.ui.window import Window
from station.views.screen import Shown

if TYPE_CHECKING:
    from classroom.wire.joining import JoinRecord
    from plumbing.files import Disk
    from station.sync.clock import Machine

log = logging.getLogger("station")


class HeadlessStation:
    """A station without a window, driven by events: everything else is the real thing.

    `reader` is the badge reader; with the camera "fake" one can `present` badges and `show` pictures to it.
    `machine` has the clocks to believe, `disk` what is asked to keep files; None: those that we run on.
    `left` is called once it has to be let in anew.
    """

    def __init__(
        self,
        config: StationConfig,
        machine: "Machine | None" = None,
        disk: "Disk | None" = None,
        left: Callable[[], None] = lambda: None,
    ) -> None:
        from station.assembly import Station  # noqa: PLC0415 - the window does not wait for it

        self._woken, self._stopping = threading.Event(), threading.Event()
        self._station = Station(config, self._woken.set, machine, disk, left)
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
                raise TimeoutError(f"the screen still shows {self._shown!r:.600}")
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
    """Run a station until its window is closed, the process is told to end, or the hub has it end.

    One with a window that belongs to no room looks for a hub's code; raises NotJoined for one without.
    """
    leave_no_dump()
    overwrite_what_is_freed()
    finish(config.data, config.join_record)
    try:
        record = read_join_record(config.join_record)
    except NotJoined:
        if not window:
            raise
        record = None
    _log_to_stderr(record.station if record else "new")
    code = _run_with_window(config, record) if window else _run_headless(config)
    if code:
        sys.exit(code)


def _run_headless(config: StationConfig) -> int:
    left = threading.Event()

    def leave() -> None:
        left.set()
        station.ended.set()

    station = HeadlessStation(config, left=leave)
    _on_end(station.ended.set)
    station.start()
    _say_ready(station.record)
    station.ended.wait()
    station.stop()
    if left.is_set():
        forget_join_record(config.join_record)
        raise NotJoined(config.join_record)
    return station.ended.code


def _run_with_window(config: StationConfig, record: "JoinRecord | None") -> int:
    front, notifier = Front(config, record), _notifier()
    window = Window(size=config.size, px_per_mm=config.px_per_mm, kiosk=config.kiosk, frames=front)
    builder = Builder(front, window, _say_ready)

    def started() -> None:
        notifier.status("The window stands.")
        builder.start()

    _on_end(window.close)
    try:
        window.run(post=front.post, drain=front.drain, look=front.look, typed=front.typed, started=started)
    finally:
        front.stop()
    builder.join()
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
