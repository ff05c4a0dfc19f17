"""The lamp of a station that is to be found: it blinks for some seconds, on a thread of its own."""

import threading
import time
from typing import Final

from hardware.light import Colour, Light

BEAT_S: Final = 0.5
_COLOURS: Final[tuple[Colour, Colour]] = ("green", "off")


class Lamp:
    """Any thread may call it; nothing here waits, but `close` for a blink."""

    def __init__(self, light: Light) -> None:
        self._light = light
        self._changed = threading.Condition()
        self._until_s = 0.0
        self._closed = False
        self._thread: threading.Thread | None = None

    def blink(self, seconds: float) -> None:
        """Blink for so many seconds from now on."""
        with self._changed:
            self._until_s = time.monotonic() + seconds
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="lamp", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Dark, for good."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()
        self._light.close()

    def _run(self) -> None:
        turn = 0
        while self._goes_on():
            self._light.shine(_COLOURS[turn % 2])
            turn += 1
            with self._changed:
                self._changed.wait_for(lambda: self._closed, BEAT_S)
        self._light.shine("off")

    def _goes_on(self) -> bool:
        with self._changed:
            if self._closed or time.monotonic() >= self._until_s:
                self._thread = None
                return False
            return True
