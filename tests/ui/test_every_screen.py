"""Every screen, on both panels, for everybody: nothing overlaps, is cut, is too small, or does nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace

from station.session.touches import SpeechAsked
from station.ui.samples.people import PLAIN, everybody
from station.ui.theme import Theme
from station.views.shapes import View
from tests.ui.conftest import LARGE, SMALL, Desk, fit
from tests.ui.seen import buttons, faults

pytestmark = pytest.mark.xdist_group("kivy")


@pytest.fixture(scope="module", params=[SMALL, LARGE], ids=["800x480", "1280x800"])
def stand(request: pytest.FixtureRequest, window: Any) -> Iterator[Desk]:
    """One desk for each panel: each screen is built once and shown to one person after the other."""
    panel: Theme = request.param
    fit(window, panel)
    desk = Desk(panel)
    yield desk
    desk.pictures.close()


@pytest.mark.parametrize("view", [pytest.param(view, id=name) for name, view in everybody()])
def test_each_screen_stands(stand: Desk, view: View) -> None:
    stand.show(view)
    assert faults(stand.stage.screen, stand.panel) == []


@pytest.mark.parametrize("view", [pytest.param(view, id=name) for name, view in PLAIN.items()])
def test_each_button_posts_what_it_promises_where_the_finger_lifts(stand: Desk, view: View) -> None:
    """A finger that comes down and lifts elsewhere presses nothing."""
    stand.show(view)
    for part in buttons(stand.stage.screen):
        stand.pressed.clear()
        stand.touch(part.center_x, part.center_y, lift_x=part.right + 3, lift_y=part.top + 3)
        assert not part.down
        assert stand.pressed == []
        if part.is_open():
            stand.touch(part.center_x, part.center_y)
            assert stand.pressed == [part.choice.event]


def test_a_fault_is_found(desk: Desk) -> None:
    """What looks for faults sees them: a button is pushed over another, words are squeezed."""
    desk.show(PLAIN["path"])
    first, second = [part for part in buttons(desk.stage.screen) if type(part).__name__ == "NowCardBox"][:2]
    first.pos, first.height = second.pos, 20
    found = " ".join(faults(desk.stage.screen, desk.panel))
    assert "overlap" in found
    assert "under 12 mm" in found


def test_only_rows_that_merely_speak_may_be_ten_millimetres_high(stand: Desk) -> None:
    stand.show(PLAIN["feedback-full"])
    low = [part for part in buttons(stand.stage.screen) if part.height < stand.panel.low - 1]
    assert all(isinstance(part.choice.event, SpeechAsked) for part in low)
    assert all(part.height >= stand.panel.least - 1 for part in low)


def test_a_new_screen_appears_from_under_paper_and_at_once_for_who_wants_calm(desk: Desk) -> None:
    from kivy.base import EventLoop  # noqa: PLC0415 - Kivy must find its surroundings prepared

    desk.show(PLAIN["idle"])
    desk.stage.show(PLAIN["path"])
    assert desk.stage.veil == 1.0
    for _ in range(400):
        EventLoop.idle()
        if desk.stage.veil == 0:
            break
    assert desk.stage.veil == 0
    calm: Any = PLAIN["work"]
    desk.stage.show(replace(calm, frame=replace(calm.frame, calm=True)))
    assert desk.stage.veil == 0
