"""A staff card at a station: a PIN on shuffled keys, calm waits, and nothing that tells whose card it is."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from classroom.tokens import PREFIX, make_token
from station.session import touches
from station.session.effects import CloseStaff, OpenStaff
from station.session.events import CodesSeen, StaffClosed, StaffOpened
from station.session.grownups import shuffled
from station.session.state import Path
from station.views.door_shapes import IdleView
from station.views.path_shapes import PathView
from station.views.staff_shapes import PinView, TilesView
from tests.unit.station.playing import choices, texts
from tests.unit.station.room import amal
from tests.unit.station.staff_world import CARD, LASTS_S, PIN, StaffedStation

TOKEN = make_token(bytes(range(16)))
LETTERS = TOKEN.removeprefix(PREFIX)


def _digits(shown: PinView) -> str:
    return "".join(choice.words for choice in choices(shown.keys) if choice.words.isdigit())


def test_a_card_asks_for_a_pin_and_does_not_say_whose_it_is() -> None:
    station = StaffedStation()
    shown = station.card()
    assert sorted(_digits(shown)) == sorted("0123456789")
    said = " ".join(texts(shown)) + repr(station.state)
    assert "Ms R" not in said
    assert "ms-r" not in said
    assert CARD not in said


def test_the_keys_lie_in_another_order_each_time() -> None:
    station = StaffedStation()
    orders = set()
    for _ in range(4):
        orders.add(_digits(station.card()))
        station.press("Cancel")
    orders.add(_digits(station.card()))
    station.pin("1111")
    orders.add(_digits(station.shows(PinView)))
    assert len(orders) >= 5


@given(st.binary(min_size=16, max_size=16))
def test_any_order_holds_each_digit_once(chance: bytes) -> None:
    assert sorted(shuffled(chance.hex())) == sorted("0123456789")


def test_orders_favour_no_place() -> None:
    """Each digit comes first about as often as the others."""
    first = [shuffled(f"{at * 7919:032x}")[0] for at in range(5_000)]
    assert all(400 < first.count(digit) < 600 for digit in "0123456789")


def test_digits_are_dots_and_stand_in_no_view_and_no_repr() -> None:
    station = StaffedStation()
    station.card()
    for digit in "4071":
        station.press(digit)
    shown = station.shows(PinView)
    assert (shown.dots.filled, shown.dots.asked) == (4, 4)
    assert PIN not in " ".join(texts(shown))
    assert PIN not in repr(station.state)
    assert PIN not in repr(OpenStaff(badge="b1", pin=PIN))
    station.press("Erase")
    assert station.shows(PinView).dots.filled == 3


def test_ok_waits_for_four_digits_and_takes_up_to_eight() -> None:
    station = StaffedStation()
    station.card()
    for digit in "123":
        station.press(digit)
    assert not next(choice for choice in choices(station.view) if choice.words == "OK").enabled
    for digit in "4567890":
        station.press(digit)
    assert station.shows(PinView).dots.filled == 8


def test_the_right_pin_opens_the_menu_and_names_her_now() -> None:
    shown = StaffedStation().menu()
    assert shown.title == "Hello Ms R"


def test_a_pin_in_vain_empties_the_pad_and_says_so_calmly() -> None:
    station = StaffedStation()
    station.card()
    station.pin("1112")
    shown = station.shows(PinView)
    assert shown.note == "That was not it. Try again."
    assert shown.dots.filled == 0
    assert not shown.rests


def test_five_tries_in_vain_begin_a_wait_that_is_counted_down() -> None:
    station = StaffedStation()
    station.card()
    for _ in range(5):
        station.pin("1112")
    shown = station.shows(PinView)
    assert shown.note == "Take a break. 60 seconds left."
    assert shown.rests
    assert not any(choice.enabled for choice in choices(shown.keys))
    station.post(touches.KeyTyped(text="4"))
    assert station.shows(PinView).dots.filled == 0, "a keyboard types nothing either"
    station.wait(21)
    assert station.shows(PinView).note == "Take a break. 39 seconds left."
    station.wait(40)
    assert not station.shows(PinView).rests
    station.pin()
    station.shows(TilesView)


def test_the_wait_stays_when_the_card_is_shown_again() -> None:
    station = StaffedStation()
    station.card()
    for _ in range(5):
        station.pin("1112")
    station.press("Cancel")
    assert station.card().rests


def test_a_long_wait_is_said_in_minutes() -> None:
    station = StaffedStation()
    station.world.wait_s = 900
    station.world.tries = 5
    assert station.card().note == "Take a break. 15 minutes left."


def test_who_has_no_pin_yet_is_told_where_to_set_one() -> None:
    station = StaffedStation()
    station.world.ready = False
    shown = station.card()
    assert shown.note == "No PIN yet. Set one at the hub."
    assert shown.rests


@pytest.mark.parametrize("seconds", [30.1])
def test_a_pad_that_nobody_touches_goes_after_thirty_seconds(seconds: float) -> None:
    station = StaffedStation()
    station.card()
    station.wait(seconds - 1)
    station.press("1")
    station.wait(seconds - 1)
    station.shows(PinView)
    station.wait(1)
    station.shows(IdleView)
    assert station.state.curtain is None
    assert station.made(CloseStaff)


def test_cancel_leads_back_and_wipes_what_waited() -> None:
    station = StaffedStation()
    station.card()
    station.press("Cancel")
    station.shows(IdleView)
    assert len(station.made(CloseStaff)) == 1


def test_a_menu_that_opens_after_she_went_is_closed_again() -> None:
    station = StaffedStation()
    station.card()
    station.world.carry_out_later = True
    station.pin()
    station.press("Cancel")
    closed = len(station.made(CloseStaff))
    station.catch_up()
    station.shows(IdleView)
    assert len(station.made(CloseStaff)) == closed + 1
    assert not station.world.open


def test_a_menu_lasts_as_long_as_its_keys_and_no_longer() -> None:
    station = StaffedStation()
    station.menu()
    for _ in range(5):
        station.wait(LASTS_S / 6)
        station.press("How this station is")
        station.press("Back")
    station.wait(LASTS_S / 6 + 0.1)
    station.shows(IdleView)


def test_a_menu_that_nobody_touches_goes_after_thirty_seconds() -> None:
    station = StaffedStation()
    station.menu()
    station.wait(30.1)
    station.shows(IdleView)
    assert not station.world.open


def test_the_curtain_falls_when_the_keys_are_wiped() -> None:
    station = StaffedStation()
    station.menu()
    station.post(StaffClosed())
    station.shows(IdleView)
    station.card()
    station.post(StaffClosed())
    station.shows(PinView)


def test_the_same_card_again_ends_the_menu() -> None:
    station = StaffedStation()
    station.menu()
    station.scan(CARD)
    station.shows(IdleView)


def test_nothing_of_the_menu_is_left_in_the_state_after_it() -> None:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    before = replace(station.state, seen=None)
    assert isinstance(station.screen, Path)
    station.menu()
    station.press("I'm done here")
    after: Any = replace(station.state, seen=None, badges_ms=None)
    assert before.visit is not None
    assert after.visit is not None
    assert replace(after.visit, touched_s=0) == replace(before.visit, touched_s=0)
    assert after.curtain is None
    assert "Ms R" not in repr(replace(after, visit=None))
    station.shows(PathView)


def test_an_opened_menu_without_classes_offers_no_check_in() -> None:
    station = StaffedStation()
    station.world.classes = ()
    shown = station.menu()
    assert [tile.words for tile in shown.tiles] == ["Let this zone rest", "How this station is", "Restart"]
    assert isinstance(station.state.curtain and station.state.curtain.staff, StaffOpened)
    assert amal().name not in " ".join(texts(shown))
