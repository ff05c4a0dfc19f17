"""Three pictures: tapped in order, told right or not only as a whole, in a window that does nothing else."""

from classroom.pictures import PICTURES
from station.session import touches
from station.session.effects import CheckPictures, Say
from station.session.staff_touches import LeaveKioskPressed, SoundPressed
from station.session.state import Hello
from station.views.door_shapes import HelloView, IdleView
from station.views.staff_shapes import PicturesView
from tests.unit.station.playing import choices
from tests.unit.station.staff_world import HERS, LASTS_S, StaffedStation


def tap(station: StaffedStation, *icons: str) -> None:
    for icon in icons:
        station.press(icon)


# ── three pictures ───────────────────────────────────────────────────────────────────────────────────


def _window(name: str = "Amal") -> StaffedStation:
    station = StaffedStation()
    station.faces("pictures")
    station.press(name)
    return station


def test_twelve_pictures_each_once_in_a_place_of_its_own_spoken_on_arrival() -> None:
    station = _window()
    shown = station.shows(PicturesView)
    assert tuple(choice.icon for choice in shown.pictures) == PICTURES
    assert shown.title == "Amal, tap your three pictures"
    assert shown.aloud
    station.post(touches.ShownAloud(text=shown.spoken))
    assert station.made(Say)[-1].text == "Amal, tap your three pictures."


def test_a_picture_is_taken_once_and_all_can_be_begun_again() -> None:
    station = _window()
    tap(station, "cat")
    station.post(next(one for one in station.shows(PicturesView).pictures if one.icon == "cat").event)
    assert station.shows(PicturesView).dots.filled == 1
    station.press("Begin again")
    assert station.shows(PicturesView).dots.filled == 0


def test_other_pictures_are_answered_kindly_and_none_is_told_right() -> None:
    station = _window()
    tap(station, "cat", "moon", "star")
    shown = station.shows(PicturesView)
    assert shown.note == "Try again, or ask your teacher."
    assert shown.spoken.startswith("Try again, or ask your teacher.")
    assert shown.dots.filled == 0
    assert not any(choice.chosen for choice in shown.pictures)


def test_her_pictures_in_another_order_are_not_hers() -> None:
    station = _window()
    tap(station, *reversed(HERS))
    assert station.shows(PicturesView).note == "Try again, or ask your teacher."


def test_five_tries_begin_a_wait() -> None:
    station = _window()
    station.world.wait_s = 20
    for _ in range(5):
        tap(station, "cat", "moon", "star")
    shown = station.shows(PicturesView)
    assert shown.note == "Take a break. Ask your teacher."
    assert shown.rests
    assert not any(choice.enabled for choice in shown.pictures)
    station.wait(20.1)
    assert not station.shows(PicturesView).rests
    tap(station, *HERS)
    station.shows(HelloView)


def test_nothing_else_can_be_done_in_her_window() -> None:
    station = _window()
    known = repr(station.state.curtain)
    assert "Ms R" not in known
    assert "Noor" not in known
    words = {choice.words or choice.says for choice in choices(station.view)}
    assert words == {*PICTURES, "Read aloud", "Begin again", "Stop"}
    station.post(LeaveKioskPressed())
    station.post(SoundPressed())
    station.shows(PicturesView)
    station.press("Stop")
    station.shows(IdleView)
    assert not station.world.open


def test_her_window_is_gone_when_the_keys_are() -> None:
    station = _window()
    station.wait(LASTS_S)
    station.shows(IdleView)
    station = _window()
    station.world.open = False
    tap(station, *HERS)
    station.shows(IdleView)
    assert not isinstance(station.screen, Hello)


def test_what_she_tapped_stands_in_no_repr() -> None:
    assert "cat" not in repr(CheckPictures(learner="amal", icons=HERS))
