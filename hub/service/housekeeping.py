"""The thread for what may be done at any time of the day: erasing what is due, letting go of what is over."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from hub.errors import HubStopping

TICK_S: Final = 10.0

log = logging.getLogger(__name__)


class Housekeeping:
    """Does its chores every 10 s from `start` to `stop`; one that fails does not keep the others back."""

    def __init__(self, *chores: Callable[[], object]) -> None:
        self._chores = chores
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="hub housekeeping", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after the chore at hand; may be repeated."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        while True:
            for chore in self._chores:
                try:
                    chore()
                except HubStopping:
                    return
                except Exception:
                    log.exception("a chore was not done; it is tried again")
            if self._stopping.wait(TICK_S):
                return
