"""A finger on the page: what it drags is drawn under it, told once, and gone when she goes."""

import gc
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from classroom.drawing import COLOURS, PAGE, Drawing, Stroke
from station.session.drawing import Draw, StrokeDrawn
from station.ui.samples import doors, drawing
from station.ui.samples.photo import PICTURE
from station.ui.theme import Theme
from tests.ui.conftest import LARGE, SMALL, Desk
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal

pytestmark = pytest.mark.xdist_group("kivy")

WAY = ((200, 200), (400, 500), (700, 500), (1000, 250))
BLANK = replace(drawing.DRAW, page=replace(drawing.PAGE, drawing=Drawing()))
HERS = tuple(number for at in range(41) for number in (100 + at * 20, 300 + at * 7))
"""A line of 41 points: no other on any screen has so many."""


class Hand:
    """A finger on the page of a desk; it is told where to go on the page."""

    def __init__(self, desk: Desk) -> None:
        self._page = desk.stage.screen.ids.page
        self._finger: Any = None

    def down(self, at: tuple[int, int]) -> None:
        from kivy.tests.common import UnitTestTouch  # noqa: PLC0415 - Kivy must find its surroundings prepared

        self._finger = UnitTestTouch(*self._in_window(at))
        self._finger.touch_down()

    def drags(self, way: Iterable[tuple[int, int]]) -> None:
        for at in way:
            self._finger.touch_move(*self._in_window(at))

    def lifts(self) -> None:
        self._finger.touch_up()

    def draws(self, way: tuple[tuple[int, int], ...]) -> None:
        self.down(way[0])
        self.drags(way[1:])
        self.lifts()

    def _in_window(self, at: tuple[int, int]) -> tuple[float, float]:
        page, (x, y) = self._page, at
        return page.x + x * page.width / PAGE[0], page.top - y * page.height / PAGE[1]


def _ink(desk: Desk, at: tuple[float, float]) -> str:
    """The colour of the window at a place of the page."""
    page, picture = desk.stage.screen.ids.page, desk.pictures.pixels()
    x, y = page.x + at[0] * page.width / PAGE[0], page.top - at[1] * page.height / PAGE[1]
    red, green, blue = picture.getpixel((round(x), round(picture.height - y)))
    return f"#{red:02X}{green:02X}{blue:02X}"


def _points(event: object) -> list[tuple[int, int]]:
    assert isinstance(event, StrokeDrawn)
    return list(zip(event.points[::2], event.points[1::2], strict=True))


@pytest.mark.parametrize("panel", [SMALL, LARGE], ids=["800x480", "1280x800"])
def test_what_a_finger_drags_is_drawn_under_it_and_told_when_it_lifts(
    desk_of: Callable[[Theme], Desk], panel: Theme
) -> None:
    desk = desk_of(panel)
    station = PlayedStation()
    station.come_in(amal())
    for words in ("Keep going", "Draw", "green"):
        station.press(words)
    desk.show(station.view)
    hand = Hand(desk)
    hand.down(WAY[0])
    hand.drags(WAY[1:])
    middle = ((WAY[0][0] + WAY[1][0]) / 2, (WAY[0][1] + WAY[1][1]) / 2)
    assert _ink(desk, middle) == COLOURS[2], "it is seen while the finger is still down"
    assert desk.pressed == []
    hand.lifts()
    (stroke,) = desk.pressed
    told = _points(stroke)
    assert len(told) == len(WAY)
    assert all(max(abs(x - u), abs(y - v)) <= 2 for (x, y), (u, v) in zip(told, WAY, strict=True))
    station.post(stroke)
    assert isinstance(station.screen, Draw)
    assert len(station.screen.draft.drawing.strokes) == 1
    desk.show(station.view)
    for (x, y), (u, v) in pairwise(WAY):
        assert _ink(desk, ((x + u) / 2, (y + v) / 2)) == COLOURS[2]
    station.press("Undo")
    desk.show(station.view)
    assert _ink(desk, middle) == "#FFFFFF"


def test_a_finger_that_leaves_the_page_draws_along_its_edge_and_presses_nothing(desk: Desk) -> None:
    desk.show(BLANK)
    hand = Hand(desk)
    hand.draws(((600, 450), (1150, 450), (1500, 450)))
    assert [_points(event)[-1] for event in desk.pressed] == [(PAGE[0], 450)]


def test_a_tap_is_a_dot_and_a_finger_that_comes_from_elsewhere_draws_nothing(desk: Desk) -> None:
    desk.show(BLANK)
    hand = Hand(desk)
    hand.draws(((600, 450),))
    assert [_points(event) for event in desk.pressed] == [[(600, 450)]]
    hand.draws(((-40, 450), (300, 450), (600, 450)))
    assert len(desk.pressed) == 1


def test_nothing_can_be_drawn_while_she_is_asked(desk: Desk) -> None:
    desk.show(drawing.SURE)
    Hand(desk).draws(WAY)
    assert desk.pressed == []


def _draws_and_goes(desk: Desk) -> Hand:
    """She draws on a photo, and her time is over while her finger is still on the page."""
    drawn = Drawing(paper="photo", strokes=(Stroke(colour=1, width=2, points=HERS),))
    desk.show(replace(drawing.DRAW, page=replace(drawing.PAGE, drawing=drawn, photo=bytes(PICTURE))))
    desk.wait_for(lambda: desk.stage.screen.ids.page.texture is not None)
    hand = Hand(desk)
    hand.down(WAY[0])
    hand.drags(WAY[1:])
    assert _lines_of_hers()
    desk.show(doors.GOODBYE)
    desk.wait_for(lambda: desk.stage.built["draw"].view is None)
    return hand


def _lines_of_hers() -> list[Any]:
    """Her strokes, finished or not, that anything still holds to draw them."""
    from kivy.graphics import Line  # noqa: PLC0415

    gc.collect()
    lines = [item for item in gc.get_objects() if type(item) is Line]
    return [line for line in lines if len(line.points) in {len(HERS), 2 * len(WAY)}]


def test_after_goodbye_the_window_is_the_idle_screen_pixel_by_pixel(desk: Desk) -> None:
    desk.show(doors.GOODBYE)
    desk.show(doors.IDLE)
    before = desk.pictures.pixels()
    _draws_and_goes(desk)
    desk.show(doors.IDLE)
    desk.pictures.settle(10)
    assert desk.pictures.pixels().tobytes() == before.tobytes()


def test_no_stroke_and_no_photo_of_hers_is_held_after_goodbye(desk: Desk) -> None:
    from kivy.cache import Cache  # noqa: PLC0415
    from kivy.graphics.texture import Texture  # noqa: PLC0415

    _draws_and_goes(desk)
    assert _lines_of_hers() == []
    page = desk.stage.built["draw"].ids.page
    assert (page.shape, page.photo, page.texture, page.points) == (None, b"", None, [])
    photos = [item for item in gc.get_objects() if type(item) is Texture and item.size == (320, 240)]
    assert photos == []
    assert [kind for kind in ("kv.image", "kv.texture", "kv.loader") if Cache._objects.get(kind)] == []


def test_a_finger_that_lifts_after_goodbye_draws_nothing_for_the_next(desk: Desk) -> None:
    hand = _draws_and_goes(desk)
    hand.drags(reversed(WAY))
    hand.lifts()
    assert desk.pressed == []
    desk.show(BLANK)
    assert _lines_of_hers() == []
