"""Every screen, on both panels, for everybody: nothing overlaps, is cut, is too small, or does nothing."""

from collections.abc import Callable

import pytest

from station.ui.sample_people import everybody
from station.ui.theme import Theme
from station.views.shapes import View
from tests.ui.conftest import LARGE, SMALL, Desk
from tests.ui.seen import Rect, buttons, clashes, lettered, named, rect, words

pytestmark = pytest.mark.xdist_group("kivy")

LEAST_LETTER_MM = 2.4  # the em of a 7 point letter: never smaller, however long a language is


@pytest.fixture(params=[SMALL, LARGE], ids=["800x480", "1280x800"])
def panel(request: pytest.FixtureRequest) -> Theme:
    theme: Theme = request.param
    return theme


@pytest.fixture(params=[pytest.param(view, id=name) for name, view in everybody()])
def view(request: pytest.FixtureRequest) -> View:
    shown: View = request.param
    return shown


@pytest.fixture
def shown(desk_of: Callable[[Theme], Desk], panel: Theme, view: View) -> Desk:
    desk = desk_of(panel)
    desk.show(view)
    return desk


def test_each_screen_stands(shown: Desk) -> None:
    screen, panel = shown.stage.screen, shown.panel
    found = buttons(screen)
    whole = Rect(0, 0, panel.width, panel.height)

    assert clashes(found, rect) == [], "buttons overlap"
    assert [named(part) for part in found if not rect(part).inside(whole)] == [], "a button leaves the window"
    floor = panel.low - 1
    assert [named(part) for part in found if min(part.width, part.height) < floor] == [], (
        "a target is under 12 mm"
    )

    labels = words(screen)
    cut = [named(label) for label in labels if not lettered(label).inside(rect(label), by=3)]
    assert cut == [], "words are cut or leave their box"
    assert [named(label) for label in labels if not lettered(label).inside(whole)] == []
    assert clashes(labels, lettered) == [], "words overlap"
    letters = {named(label): label.drawn_letter / panel.px_per_mm for label in labels}
    assert {name: size for name, size in letters.items() if size < LEAST_LETTER_MM} == {}, (
        "letters are too small"
    )
    outside = [part for part in found for label in words(part) if not lettered(label).inside(rect(part))]
    assert [named(part) for part in outside] == [], "the words of a button leave it"


def test_each_button_posts_what_it_promises(shown: Desk) -> None:
    for part in buttons(shown.stage.screen):
        if part.is_open():
            shown.pressed.clear()
            shown.touch(part.center_x, part.center_y)
            assert shown.pressed == [part.choice.event]


def test_a_finger_that_lifts_elsewhere_presses_nothing(shown: Desk) -> None:
    for part in buttons(shown.stage.screen):
        shown.touch(part.center_x, part.center_y, lift_x=part.right + 3, lift_y=part.top + 3)
        assert not part.down
    assert shown.pressed == []
