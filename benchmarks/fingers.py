"""What a learner feels at the window, in software rendering: a touch answered, the next screen; and memory over a day.

The true session and the true screens in one process, without a disk or a hub. Each moment ends when the frame has
been drawn to its last pixel. Beside them stand their limits; memory stands beside what it was after 20 visits.
"""

import os
import time
from typing import Any, Final

from benchmarks.figures import percentile, say
from benchmarks.window_start import memory_mib
from station.session import touches
from station.session.events import CodesSeen, StillTaken
from station.session.update import update
from station.ui.samples.photo import PICTURE
from station.ui.surroundings import prepare
from station.ui.theme import SMALL_PX_PER_MM, Theme
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, room

SMALL: Final = Theme(width=800, height=480, px_per_mm=SMALL_PX_PER_MM)
WARM: Final = 20
VISITS: Final = 500
FEEDBACK_MS: Final = 100.0
SCREEN_MS: Final = 300.0
PATH: Final = (
    touches.MailPressed,
    touches.BackPressed,
    touches.KeepGoingPressed,
    touches.KindPicked,
    touches.ShutterPressed,
    touches.KeepPressed,
    touches.ClaimPicked,
    touches.HandInPressed,
    touches.OnwardPressed,
    touches.DoorPressed,
)


class Window:
    """The screens, a finger, and a clock at every frame."""

    def __init__(self) -> None:
        prepare((SMALL.width, SMALL.height), most_frames=500)
        from station.ui.picture import Pictures  # noqa: PLC0415 - Kivy must find its surroundings prepared

        self.station = PlayedStation(known=room(("en",)))
        pictures: Any = Pictures
        self._pictures = pictures(SMALL, press=lambda choice: self.station.post(choice.event))
        self.feedback_s: list[float] = []
        self.screen_s: list[float] = []

    def look(self) -> None:
        """Let the screen be what the session says, and come to rest."""
        self._pictures.show(self.station.view)

    def touch(self, kind: type[Any]) -> None:
        """Touch the button that posts this kind of event, if it is there; take both times."""
        from kivy.tests.common import UnitTestTouch  # noqa: PLC0415

        from station.ui.keys import reading_order  # noqa: PLC0415

        in_order: Any = reading_order
        found = (
            part for part in in_order(self._pictures.stage.screen) if isinstance(part.choice.event, kind)
        )
        if part := next(found, None):
            finger = UnitTestTouch(*part.center)
            self.feedback_s.append(self._drawn(finger.touch_down))
            self.screen_s.append(self._drawn(lambda: self._lift(finger)))
        self._pictures.settle()

    def memory_mib(self) -> float:
        """What this process has of its own, once everything of the last visit is wiped."""
        self._pictures.settle(60)
        return memory_mib(os.getpid())

    def forget(self) -> None:
        """What the played world remembers of a visit is no station's."""
        self.station.world.records.clear()
        self.station.world.journal.clear()
        self.station.done.clear()

    def _lift(self, finger: Any) -> None:
        finger.touch_up()
        self._pictures.stage.show(self.station.view)

    def _drawn(self, act: Any) -> float:
        from kivy.base import EventLoop  # noqa: PLC0415
        from kivy.core.window import Window as Kivys  # noqa: PLC0415
        from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels  # noqa: PLC0415

        began_s = time.perf_counter()
        act()
        EventLoop.idle()
        glReadPixels(0, 0, *Kivys.size, GL_RGBA, GL_UNSIGNED_BYTE)  # waits until all is drawn
        return time.perf_counter() - began_s


def visit(window: Window) -> None:
    """One learner comes, reads an answer, shows a photo, and goes."""
    station = window.station
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    window.look()
    station.wait(1.6)
    window.look()
    for kind in PATH:
        window.touch(kind)
        if kind is touches.ShutterPressed:
            station.state, _ = update(station.state, StillTaken(jpeg=PICTURE), station.moment())
            window.look()
    station.wait(3)
    window.look()
    window.forget()


def main() -> None:
    """Play the visits and say the figures."""
    window = Window()
    for number in range(VISITS):
        visit(window)
        if number == WARM - 1:
            before = window.memory_mib()
            window.feedback_s.clear()
            window.screen_s.clear()
    after = window.memory_mib()
    for words, times, limit in (
        ("touch to its answer", window.feedback_s, FEEDBACK_MS),
        ("touch to next screen", window.screen_s, SCREEN_MS),
    ):
        for share, name in ((0.5, "p50"), (0.95, "p95")):
            say(
                f"{words}, software rendering, {name}",
                "ms",
                1000 * percentile(times, share),
                limit,
                len(times),
            )
    say(f"memory of a window after {VISITS} visits, against {WARM}", "MiB", after, before, VISITS)


if __name__ == "__main__":
    main()
