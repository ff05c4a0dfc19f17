"""The window of a station, as the composition root knows it. Importing this does not import Kivy."""

from collections.abc import Callable
from typing import Protocol

from station.config import LARGE_FROM_PX
from station.session.events import Event
from station.ui.surroundings import prepare
from station.ui.theme import LARGE_PX_PER_MM, SMALL_PX_PER_MM
from station.views.shapes import View


class Frames(Protocol):
    """Where the latest camera picture lies."""

    def take(self) -> tuple[int, int, bytes] | None:
        """Return width, height and RGB rows from the top, once; None when nothing new has come."""


class Window:
    """Shows Views until it is closed. `wake` and `close` may be called from any thread, at any time."""

    def __init__(
        self,
        *,
        size: tuple[int, int] = (800, 480),
        px_per_mm: float | None = None,
        kiosk: bool = False,
        frames: Frames | None = None,
    ) -> None:
        self._size = size
        self._px_per_mm = px_per_mm or (LARGE_PX_PER_MM if size[0] >= LARGE_FROM_PX else SMALL_PX_PER_MM)
        self._kiosk = kiosk
        self._frames = frames
        self._wake: Callable[[], object] | None = None
        self._close: Callable[[], object] | None = None

    def wake(self) -> None:
        """Say that there is something to drain."""
        if self._wake is not None:
            self._wake()

    def close(self) -> None:
        if self._close is not None:
            self._close()

    def run(
        self,
        *,
        post: Callable[[Event], None],
        drain: Callable[[], object],
        look: Callable[[], View],
        typed: Callable[[str], None] | None = None,
        started: Callable[[], None] | None = None,
    ) -> None:
        """Open the window and show `look()` after each `drain()`; blocks until it is closed."""
        prepare(self._size, kiosk=self._kiosk)
        from station.ui.app import StationApp  # noqa: PLC0415 - Kivy must find its surroundings prepared

        app = StationApp(
            post=post, drain=drain, look=look, typed=typed, started=started,
            px_per_mm=self._px_per_mm, kiosk=self._kiosk, frames=self._frames,
        )  # fmt: skip
        self._wake, self._close = app.wake, app.close
        try:
            app.run()
        finally:
            self._wake = self._close = None
