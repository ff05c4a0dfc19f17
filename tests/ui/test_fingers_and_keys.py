"""Touches, real keys and scanners: what is posted, and what is not."""

from collections.abc import Callable
from typing import Any

import pytest

from station.session import touches
from station.session.events import Event
from station.ui.presses import Presses
from station.ui.samples import doors, path, staff, work
from station.ui.speech import Arrivals
from station.views.shapes import Choice, View
from tests.ui.conftest import Desk
from tests.ui.seen import buttons

pytestmark = pytest.mark.xdist_group("kivy")

TAB, ENTER, SPACE, BACKSPACE, ESCAPE, RIGHT, LEFT = 9, 13, 32, 8, 27, 275, 276


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Keyboard:
    """Real keys in front of a desk."""

    def __init__(self, desk: Desk, clock: Clock, typed: Callable[[str], None] | None) -> None:
        from station.ui.keys import Keys  # noqa: PLC0415 - Kivy must find its surroundings prepared

        self.posted: list[Event] = []
        self.keys = Keys(stage=desk.stage, post=self.posted.append, typed=typed, clock=clock)

    def press(self, *keys: int, shift: bool = False) -> None:
        for key in keys:
            self.keys.key(None, key, 0, "", ["shift"] if shift else [])

    def type(self, text: str) -> None:
        for letter in text:
            self.keys.letters(None, letter)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def _choice(event: Event) -> Choice:
    return Choice(words="x", event=event)


def test_a_trembling_finger_presses_once(clock: Clock) -> None:
    posted: list[Event] = []
    presses = Presses(posted.append, clock)
    presses.press(_choice(touches.KeepGoingPressed()))
    clock.now += 0.2
    presses.press(_choice(touches.OffToWorkPressed()))
    assert posted == [touches.KeepGoingPressed()]
    clock.now += 0.3
    presses.press(_choice(touches.OffToWorkPressed()))
    assert posted == [touches.KeepGoingPressed(), touches.OffToWorkPressed()]


def test_quick_letters_all_arrive_and_a_bounce_of_one_does_not(clock: Clock) -> None:
    posted: list[Event] = []
    presses = Presses(posted.append, clock)
    for letter, pause in (("h", 0.05), ("e", 0.15), ("l", 0.2), ("l", 0.04), ("l", 0.2), ("o", 0)):
        presses.press(_choice(touches.KeyTyped(text=letter)))
        clock.now += pause
    assert [event.text for event in posted if isinstance(event, touches.KeyTyped)] == list("hello")


def test_a_bare_touch_is_told_once_a_second(clock: Clock) -> None:
    presses = Presses(lambda _: None, clock)
    assert presses.is_new_touch()
    clock.now += 0.5
    assert not presses.is_new_touch()
    clock.now += 0.6
    assert presses.is_new_touch()


def test_a_screen_is_spoken_once_when_it_arrives() -> None:
    posted: list[Event] = []
    arrivals = Arrivals(posted.append)
    for spoken in ("Still there?", "Still there?", "Bye"):
        arrivals.shown(View(spoken=spoken, aloud=True))
    arrivals.shown(View(spoken="not asked"))
    arrivals.shown(View(spoken="Bye", aloud=True))
    assert [event.text for event in posted if isinstance(event, touches.ShownAloud)] == [
        "Still there?",
        "Bye",
        "Bye",
    ]


def test_a_button_looks_pressed_while_the_finger_is_down(desk: Desk) -> None:
    from kivy.tests.common import UnitTestTouch  # noqa: PLC0415

    desk.show(path.PATH)
    main = next(part for part in buttons(desk.stage.screen) if part.choice == path.PATH.keep_going)
    ground = list(main.fill)
    finger = UnitTestTouch(main.center_x, main.center_y)
    finger.touch_down()
    assert list(main.fill) != ground
    finger.touch_move(main.center_x, main.top + 60)
    assert list(main.fill) == ground
    finger.touch_up()
    assert desk.pressed == []


def test_a_choice_that_is_not_open_does_nothing(desk: Desk) -> None:
    desk.show(path.PATH_EMPTY)
    main = next(part for part in buttons(desk.stage.screen) if not part.choice.enabled)
    desk.touch(main.center_x, main.center_y)
    assert desk.pressed == []


@pytest.mark.parametrize("view", [path.PATH, work.WORK, work.ASSESS, path.FEEDBACK, doors.HELLO_YOUNG])
def test_tab_walks_through_every_choice_in_reading_order_and_enter_presses_it(
    desk: Desk, clock: Clock, view: Any
) -> None:
    desk.show(view)
    keyboard = Keyboard(desk, clock, None)
    open_parts = [part for part in buttons(desk.stage.screen) if part.is_open()]
    walked = []
    for _ in open_parts:
        keyboard.press(TAB)
        walked.append(next(part for part in open_parts if part.focused))
        keyboard.press(ENTER)
    assert set(walked) == set(open_parts)
    assert desk.pressed == [part.choice.event for part in walked]
    assert walked[0].center_y >= walked[-1].center_y


def test_arrows_and_shift_walk_back_and_the_ring_is_drawn(desk: Desk, clock: Clock) -> None:
    desk.show(work.ASSESS)
    plain = desk.pictures.pixels().tobytes()
    keyboard = Keyboard(desk, clock, None)
    keyboard.press(TAB, RIGHT, LEFT)
    first = next(part for part in buttons(desk.stage.screen) if part.focused)
    keyboard.press(TAB)
    keyboard.press(TAB, shift=True)
    assert first.focused
    desk.pictures.settle()
    assert desk.pictures.pixels().tobytes() != plain
    keyboard.press(SPACE)
    assert desk.pressed == [first.choice.event]


def test_a_scanner_types_its_code_and_its_enter_presses_nothing(desk: Desk, clock: Clock) -> None:
    typed: list[str] = []
    desk.show(path.PATH)
    keyboard = Keyboard(desk, clock, typed.append)
    keyboard.press(TAB)
    keyboard.type("WS1:ABC")
    clock.now += 0.02
    keyboard.press(ENTER)
    assert "".join(typed) == "WS1:ABC\n"
    assert desk.pressed == []


def test_letters_of_a_real_keyboard_are_posted_where_nobody_else_wants_them(desk: Desk, clock: Clock) -> None:
    desk.show(work.WRITE)
    keyboard = Keyboard(desk, clock, None)
    keyboard.type("Hi you")
    keyboard.press(BACKSPACE)
    assert keyboard.posted == [*(touches.KeyTyped(text=letter) for letter in "Hi you"), touches.Backspaced()]


def test_a_real_keyboard_types_a_pin_and_enter_sends_it(desk: Desk, clock: Clock) -> None:
    desk.show(staff.PIN)
    keyboard = Keyboard(desk, clock, None)
    keyboard.type("40")
    clock.now += 0.5
    keyboard.press(BACKSPACE, ENTER)
    assert keyboard.posted == [
        touches.KeyTyped(text="4"), touches.KeyTyped(text="0"), touches.Backspaced(), touches.WritingDone(),
    ]  # fmt: skip


def test_escape_does_nothing(desk: Desk, clock: Clock) -> None:
    desk.show(path.PATH)
    keyboard = Keyboard(desk, clock, None)
    assert keyboard.keys.key(None, ESCAPE, 0, "", []) is True
    assert keyboard.posted == []
    assert desk.pressed == []
