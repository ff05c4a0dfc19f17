"""A staff card while a child is here, or where no camera can see it: her work stays, the code is typed."""

from classroom.tokens import PREFIX, make_token
from station.session import touches
from station.session.effects import Forget, LookUpBadge
from station.session.events import CameraGone, CodesSeen, StaffBadgeRead
from station.session.state import Hello, Idle, Write
from station.views.door_shapes import HelloView, IdleView
from station.views.pairing import SecondView
from station.views.staff_shapes import CodeView, PinView, TilesView
from tests.unit.station.playing import texts
from tests.unit.station.staff_world import CARD, StaffedStation

TOKEN = make_token(bytes(range(16)))
LETTERS = TOKEN.removeprefix(PREFIX)

# ── during a visit ───────────────────────────────────────────────────────────────────────────────────


def _writing() -> StaffedStation:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of amal",)))
    station.wait(1.6)
    station.press("Keep going")
    station.press("Write")
    station.write("Half a thou")
    return station


def test_a_card_during_a_visit_draws_the_curtain_and_leaves_her_work_as_it_was() -> None:
    station = _writing()
    before = station.screen
    shown = station.card()
    assert "Amal" not in " ".join(texts(shown))
    assert "Half a thou" not in " ".join(texts(shown))
    station.press("Cancel")
    assert station.screen == before
    assert isinstance(station.screen, Write)
    assert station.screen.draft.text == "Half a thou"


def test_her_idle_time_stands_still_behind_the_curtain() -> None:
    station = _writing()
    station.wait(50)
    station.card()
    station.wait(29)
    station.press("Cancel")
    station.wait(50)
    assert isinstance(station.screen, Write)
    assert station.state.visit is not None
    assert station.state.visit.still_s is None


def test_her_own_badge_lifts_the_curtain_and_signs_nobody_out() -> None:
    station = _writing()
    station.menu()
    station.scan("badge of amal")
    assert isinstance(station.screen, Write)
    assert station.state.curtain is None
    assert not station.world.open


def test_another_childs_badge_ends_the_menu_and_asks_whose_turn_it_is() -> None:
    station = _writing()
    station.menu()
    station.scan("badge of bao")
    assert station.shows(SecondView).title == "Bao is here too."
    station.press("It's me now")
    assert station.shows(HelloView).greeting == "Hello Bao"
    assert station.state.curtain is None
    assert not station.world.open
    assert "Half a thou" in {draft.text for draft in station.world.journal.values()}


def test_a_card_at_hello_clears_whoever_was_about_to_come() -> None:
    station = StaffedStation()
    station.post(CodesSeen(texts=("badge of amal",)))
    assert isinstance(station.screen, Hello)
    station.post(StaffBadgeRead(badge="b1"))
    station.shows(PinView)
    assert [effect.learner for effect in station.made(Forget)] == ["amal"]
    station.press("Cancel")
    assert isinstance(station.screen, Idle)


def test_a_card_that_stays_in_view_is_shown_once() -> None:
    station = StaffedStation()
    for _ in range(12):
        station.post(CodesSeen(texts=(CARD,)))
        station.now_s += 1
    assert len(station.made(LookUpBadge)) == 1
    station.shows(PinView)


# ── the typed code ───────────────────────────────────────────────────────────────────────────────────


def _without_camera() -> StaffedStation:
    station = StaffedStation()
    station.post(CameraGone())
    station.press("No badge?")
    return station


def test_only_a_station_without_eyes_offers_the_code() -> None:
    awake = StaffedStation()
    awake.press("No badge?")
    assert awake.shows(IdleView).code is None
    awake.post(touches.NoBadgePressed())
    asleep = StaffedStation()
    asleep.post(CameraGone())
    assert asleep.shows(IdleView).code is None
    asleep.press("No badge?")
    assert asleep.shows(IdleView).code is not None


def test_the_code_of_a_card_is_typed_in_groups_and_leads_to_the_pin() -> None:
    station = _without_camera()
    station.press("A grown-up types a code")
    for letter in LETTERS[:5]:
        station.press(letter)
    assert station.shows(CodeView).groups[:3] == (LETTERS[:3], LETTERS[3:5] + "·", "···")
    for letter in LETTERS[5:]:
        station.press(letter)
    station.shows(PinView)
    assert station.made(LookUpBadge)[-1].text == TOKEN
    station.pin()
    station.shows(TilesView)


def test_a_slip_is_told_before_anything_is_looked_up() -> None:
    station = _without_camera()
    station.press("A grown-up types a code")
    other = "B" if LETTERS[4] != "B" else "C"
    for letter in LETTERS[:4] + other + LETTERS[5:]:
        station.press(letter)
    shown = station.shows(CodeView)
    assert shown.slip
    assert shown.note == "These do not fit together. Look at each group."
    assert not station.made(LookUpBadge)
    for _ in LETTERS[4:]:
        station.press("Erase")
    for letter in LETTERS[4:]:
        station.press(letter)
    station.shows(PinView)


def test_a_real_keyboard_may_type_it_in_small_letters_with_dashes() -> None:
    station = _without_camera()
    station.press("A grown-up types a code")
    station.post(touches.KeyTyped(text=f"{LETTERS[:3]}-{LETTERS[3:6]} {LETTERS[6:]}".lower()))
    station.shows(PinView)


def test_a_scanner_that_types_is_a_scan_at_once() -> None:
    station = StaffedStation()
    station.post(touches.KeyTyped(text=TOKEN))
    station.shows(PinView)


def test_the_code_goes_after_thirty_seconds_and_stands_in_no_repr() -> None:
    station = _without_camera()
    station.press("A grown-up types a code")
    for letter in LETTERS[:9]:
        station.press(letter)
    assert LETTERS[:9] not in repr(station.state)
    station.wait(30.1)
    station.shows(IdleView)
    assert station.state.curtain is None
