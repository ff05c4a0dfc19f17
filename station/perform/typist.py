"""Tells a scanner that types from a person who types: codes become scans, the rest becomes letters."""

import threading
import time
from collections.abc import Callable
from typing import Final

from hardware.badge import BadgeEvent, Scanner, Typed
from station.perform.devices import event_of
from station.runtime import Alarm
from station.session.events import Event
from station.session.touches import KeyTyped

PERSON_S: Final = 0.08
"""After so long without a key, a few letters were typed by a person."""
SCANNER_S: Final = 0.3
"""After so long without a key, so were many: a scanner without Enter would have been recognised."""
_MANY: Final = 8
_NOT_LETTERS: Final = str.maketrans("", "", "\r\n\t")


class Typist:
    """Takes characters in the order of their arrival, from any thread, and posts scans and letters."""

    def __init__(self, scanner: Scanner, post: Callable[[Event], None]) -> None:
        self._scanner, self._post = scanner, post
        self._lock = threading.RLock()
        self._letters = ""
        self._alarm = Alarm(self._settle, time.monotonic)

    def start(self) -> None:
        self._scanner.start(self._scanned)
        self._alarm.start()

    def stop(self) -> None:
        self._alarm.stop()
        self._scanner.stop()

    def typed(self, text: str) -> None:
        """Take characters as they were typed; Enter is a line feed."""
        with self._lock:
            self._letters += text
            self._scanner.hear(text)
            wait_s = SCANNER_S if len(self._letters) >= _MANY else PERSON_S
            self._alarm.set(time.monotonic() + wait_s if self._letters else None)

    def _scanned(self, event: BadgeEvent) -> None:
        if isinstance(event, Typed):
            self._letters = ""
            self._post(event_of(event))

    def _settle(self) -> None:
        with self._lock:
            self._scanner.tick()
            letters, self._letters = self._letters.translate(_NOT_LETTERS), ""
            if letters:
                self._post(KeyTyped(text=letters))
