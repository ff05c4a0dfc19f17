"""What stands behind a window: nothing yet, a station that has to be let in, or one that works."""

import logging
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from station.config import EXIT_RESTART, StationConfig, face_of, forget_join_record, write_join_record
from station.session.events import Event
from station.session.joining import Newcomer
from station.session.state import Moment
from station.session.update import start
from station.ui.window import Window
from station.views.joining import joining_view
from station.views.screen import Shown, view

if TYPE_CHECKING:
    from classroom.wire.joining import JoinRecord
    from station.assembly import Station
    from station.perform.newcomer import Arrival
    from station.perform.typist import Typist

log = logging.getLogger("station")


class Front:
    """What a window shows and hears: a station that is being built, one that has to be let in, then the station."""

    def __init__(self, config: StationConfig, record: "JoinRecord | None") -> None:
        nobody = Moment(mono_s=time.monotonic(), wall_ms=time.time_ns() // 1_000_000, fresh_id="")
        self._before: Shown = (
            view(start(face_of(record, config)), nobody) if record else joining_view(Newcomer(camera=False))
        )
        self._config, self._record = config, record
        self._station: Station | None = None
        self._arrival: Arrival | None = None
        self._typist: Typist | None = None
        self._restarts = False
        self._left, self._stopping = threading.Event(), threading.Event()

    def serve(self, wake: Callable[[], None], ready: Callable[["JoinRecord"], None]) -> None:
        """Be a station until it is stopped; one that has to leave its room looks for the next one.

        Raises the errors of station.errors and hardware.errors.
        """
        try:
            while not self._stopping.is_set() and (record := self._record or self._be_let_in(wake)):
                self._build(wake)
                ready(record)
                self._left.wait()
                if self.code == EXIT_RESTART:
                    return
                if not self._stopping.is_set():
                    self._leave()
        finally:
            self._take_down()

    @property
    def code(self) -> int:
        """With which code this process ends; a station that was emptied looks for its next room instead."""
        return EXIT_RESTART if self._restarts else 0

    def stop(self) -> None:
        """End `serve`, whatever it waits for."""
        self._stopping.set()
        self._left.set()
        if self._arrival:
            self._arrival.stop()

    def post(self, event: Event) -> None:
        if behind := self._station or self._arrival:
            behind.post(event)

    def drain(self) -> None:
        if behind := self._station or self._arrival:
            behind.drain()

    def look(self) -> Shown:
        behind = self._station or self._arrival
        return behind.look() if behind else self._before

    def typed(self, text: str) -> None:
        if self._station and self._typist:
            self._typist.typed(text)
        elif self._arrival:
            self._arrival.typed(text)

    def take(self) -> tuple[int, int, bytes] | None:
        """Return the latest camera picture, once."""
        behind = self._station or self._arrival
        return behind.preview.take() if behind else None

    def _be_let_in(self, wake: Callable[[], None]) -> "JoinRecord | None":
        """Show where the hub's code goes until a person there said yes; keep the record. None when stopped."""
        from station.assembly import arrival_of  # noqa: PLC0415 - the window does not wait for it

        arrival = arrival_of(self._config, wake)
        arrival.start()
        self._arrival = arrival
        wake()
        if self._stopping.is_set():
            arrival.stop()
        record = arrival.wait()
        if record:
            write_join_record(self._config.join_record, record)
        arrival.stop()
        self._record, self._before = record, arrival.look()
        return record

    def _build(self, wake: Callable[[], None]) -> None:
        """Build and start the station."""
        from hardware.wedge import WedgeScanner  # noqa: PLC0415 - the window does not wait for these
        from station.assembly import Station  # noqa: PLC0415
        from station.perform.typist import Typist  # noqa: PLC0415

        station = Station(self._config, wake, left=self._left.set)
        station.ended.then = self._ended
        self._typist = Typist(WedgeScanner(), station.post)
        station.start()
        self._typist.start()
        self._station, self._arrival = station, None
        wake()

    def _ended(self, code: int) -> None:
        """The hub has this station end."""
        self._restarts = code == EXIT_RESTART
        self._left.set()

    def _leave(self) -> None:
        """This station belongs to no room any more; what it has saved stays on its disk."""
        log.warning("this station belongs to no room any more; it has to be let in anew")
        self._before, self._record = joining_view(Newcomer(camera=False)), None
        self._take_down()
        self._left.clear()
        forget_join_record(self._config.join_record)

    def _take_down(self) -> None:
        station, typist, self._station, self._typist = self._station, self._typist, None, None
        if typist:
            typist.stop()
        if station:
            station.stop()


class Builder:
    """Works behind the window, on a thread of its own; what fails closes the window and is raised in `join`."""

    def __init__(self, front: Front, window: Window, ready: Callable[["JoinRecord"], None]) -> None:
        self._front, self._window, self._ready = front, window, ready
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="builder", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def join(self) -> None:
        """Wait until it has ended, or raise what prevented it."""
        if self._thread.ident is not None:
            self._thread.join()
        if self._failure:
            raise self._failure

    def _run(self) -> None:
        try:
            self._front.serve(self._window.wake, self._ready)
            if self._front.code:
                self._window.close()
        except Exception as failure:  # noqa: BLE001 - told to the operator by the thread that owns the window
            self._failure = failure
            self._window.close()
