"""The one window that all tests of the screens share, pumped by hand."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from station.session.events import Event
from station.ui.surroundings import prepare
from station.ui.theme import LARGE_PX_PER_MM, SMALL_PX_PER_MM, Theme
from station.views.shapes import Choice

SMALL = Theme(width=800, height=480, px_per_mm=SMALL_PX_PER_MM)
LARGE = Theme(width=1280, height=800, px_per_mm=LARGE_PX_PER_MM)


class Desk:
    """A stage in the window, a finger to touch it with, and what was pressed and posted."""

    def __init__(self, panel: Theme) -> None:
        from station.ui.picture import Pictures  # noqa: PLC0415 - Kivy must find its surroundings prepared

        self.pressed: list[Event] = []
        self.choices: list[Choice] = []
        self.pictures = Pictures(panel, press=self._press)
        self.stage: Any = self.pictures.stage
        self.panel = panel

    def _press(self, choice: Choice) -> None:
        self.choices.append(choice)
        self.pressed.append(choice.event)

    def show(self, view: Any) -> None:
        self.pictures.show(view)

    def wait_for(self, met: Callable[[], bool], frames: int = 300) -> None:
        """Draw frames until the condition is met."""
        for _ in range(frames):
            if met():
                return
            self.pictures.settle(1)
        raise AssertionError(f"not so after {frames} frames")

    def touch(self, x: float, y: float, *, lift_x: float | None = None, lift_y: float | None = None) -> None:
        """Put a finger down, and lift it there or elsewhere."""
        from kivy.tests.common import UnitTestTouch  # noqa: PLC0415

        finger = UnitTestTouch(x, y)
        finger.touch_down()
        if lift_x is not None and lift_y is not None:
            finger.touch_move(lift_x, lift_y)
        finger.touch_up()


@pytest.fixture(scope="session")
def window() -> Any:
    """Kivy's window; there is one in a process."""
    prepare((800, 480), most_frames=500)
    from kivy.core.window import Window  # noqa: PLC0415

    return Window


@pytest.fixture
def desk_of(window: Any) -> Iterator[Callable[[Theme], Desk]]:
    """Make a desk of one of the two panels; the window takes its size."""
    desks: list[Desk] = []

    def make(panel: Theme) -> Desk:
        fit(window, panel)
        desks.append(Desk(panel))
        return desks[-1]

    yield make
    for desk in desks:
        desk.pictures.close()


def fit(window: Any, panel: Theme) -> None:
    """Give the window the size of a panel."""
    if window.size != (panel.width, panel.height):
        window.size = (panel.width, panel.height)


@pytest.fixture
def desk(desk_of: Callable[[Theme], Desk]) -> Desk:
    return desk_of(SMALL)
