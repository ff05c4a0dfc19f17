"""The inbox: who owns the state. Events come in from any thread; one thread drains them, effects go out."""

import logging
import math
import queue
import threading
from collections.abc import Callable
from typing import Final

from station.session.effects import Effect
from station.session.events import Event, Ticked
from station.session.state import Moment, State
from station.session.update import deadline, update

Perform = Callable[[Effect], None]
_BREATH_S: Final = 0.05

log = logging.getLogger(__name__)


class Runtime:
    """Owns the state. `post` may be called by any thread, `drain` and `state` belong to the owner's.

    `perform` must not wait. `wake` asks the owner to call `drain` soon; it is called by the posting thread.
    `clock` returns now, with an id that nobody has had.
    """

    def __init__(
        self, start: State, perform: Perform, wake: Callable[[], None], clock: Callable[[], Moment]
    ) -> None:
        self.state: State = start
        self._perform, self._wake, self._clock = perform, wake, clock
        self._inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._alarm = Alarm(self._ring, lambda: clock().mono_s)

    def start(self) -> None:
        """Begin to keep deadlines."""
        self._alarm.start()

    def stop(self) -> None:
        """Keep no more deadlines."""
        self._alarm.stop()

    def post(self, event: Event) -> None:
        """Say that something happened."""
        self._inbox.put(event)
        self._wake()

    def drain(self) -> None:
        """Take in all that happened, carry out what follows, set the next deadline."""
        while not self._inbox.empty():
            self._take(self._inbox.get())
        self._alarm.set(deadline(self.state))

    def _take(self, event: Event) -> None:
        """Take in one event; one that the session chokes on changes nothing, and the station goes on."""
        try:
            self.state, effects = update(self.state, event, self._clock())
        except Exception:
            log.exception("the session could not take a %s", type(event).__name__)
            return
        for effect in effects:
            self._perform(effect)

    def _ring(self) -> None:
        self.post(Ticked())


class Alarm:
    """Rings once when a deadline (monotonic seconds) has come, on a thread of its own."""

    def __init__(self, ring: Callable[[], None], now_s: Callable[[], float]) -> None:
        self._ring, self._now_s = ring, now_s
        self._changed = threading.Condition()
        self._at_s: float | None = None
        self._rang_s = -math.inf
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="deadlines", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join()

    def set(self, at_s: float | None) -> None:
        """Ring at this time, and at no other; None: do not ring. A deadline that stays due does not spin."""
        with self._changed:
            at_s = None if at_s is None else max(at_s, self._rang_s + _BREATH_S)
            if at_s != self._at_s:
                self._at_s = at_s
                self._changed.notify()

    def _run(self) -> None:
        while self._wait():
            self._ring()

    def _wait(self) -> bool:
        """Wait until it is time; False when it is time to stop."""
        with self._changed:
            while not self._stopped:
                left_s = None if self._at_s is None else self._at_s - self._now_s()
                if left_s is not None and left_s <= 0:
                    self._at_s, self._rang_s = None, self._now_s()
                    return True
                self._changed.wait(left_s)
            return False
