"""Making a piece: keys, words, the camera."""

from classroom.facts import DraftDropped
from station.session.effects import StartPreview, StopPreview, TakeStill
from station.session.events import (
    CameraBack,
    CameraGone,
    StillFailed,
    StillTaken,
)
from station.session.state import Photo, Write
from station.session.touches import Backspaced, KeysTurned, KeyTyped
from station.views.work_shapes import PhotoView, WriteView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal


def at_work() -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal())
    station.press("Keep going")
    return station


def photographed() -> PlayedStation:
    station = at_work()
    for words in ("Photo", "Take the photo", "Keep"):
        station.press(words)
    return station


def test_keys_begin_with_a_capital_and_go_on_small() -> None:
    station = at_work()
    station.press("Write")
    seen = []
    for text in ("h", "i", ". ", "Y"):
        assert isinstance(station.screen, Write)
        seen.append(station.screen.keys)
        station.post(KeyTyped(text=text))
    assert seen == ["capital", "small", "small", "capital"]
    station.post(KeysTurned(to="signs"))
    station.post(KeyTyped(text="1"))
    assert isinstance(station.screen, Write)
    assert station.screen.keys == "signs"


def test_a_text_ends_at_its_limit_and_holds_no_control_letters() -> None:
    station = at_work()
    station.press("Write")
    station.post(KeyTyped(text="a\x00b\x1b[c\r\nd\te"))
    assert isinstance(station.view, WriteView)
    assert station.view.text == "ab[c\nd e"
    station.post(KeyTyped(text="x" * 3_000))
    assert len(station.view.text) == 2_000
    assert station.view.error == "Your page is full."
    station.post(Backspaced())
    assert station.view.left == 1


def test_done_waits_for_words() -> None:
    station = at_work()
    station.press("Write")
    station.write(" ")
    assert isinstance(station.view, WriteView)
    assert not next(
        key for row in station.view.keys for key in row if key.choice.words == "Done"
    ).choice.enabled


def test_the_camera_shows_only_while_it_is_needed() -> None:
    station = photographed()
    shown = [type(e) for e in station.done if isinstance(e, StartPreview | TakeStill | StopPreview)]
    assert shown == [StartPreview, TakeStill, StopPreview]


def test_again_takes_another_picture() -> None:
    station = at_work()
    for words in ("Photo", "Take the photo", "Again"):
        station.press(words)
    assert isinstance(station.view, PhotoView)
    assert station.view.stage == "live"
    assert station.view.jpeg == b""
    assert not any(isinstance(fact, DraftDropped) for fact in station.world.facts()), "it never was kept"


def test_a_picture_that_failed_may_be_taken_again() -> None:
    station = at_work()
    station.press("Photo")
    station.world.carry_out_later = True
    station.press("Take the photo")
    station.world.forget_what_waits()
    station.post(StillFailed())
    assert isinstance(station.view, PhotoView)
    assert station.view.error == "That did not work. Press again."
    station.press("Take the photo")
    station.catch_up()
    assert station.view.stage == "taken"


def test_a_picture_that_nobody_waits_for_is_not_kept() -> None:
    station = at_work()
    station.press("Photo")
    station.post(StillTaken(jpeg=b"late"))
    assert isinstance(station.screen, Photo)
    assert station.screen.draft.photo == b""
    station.press("Sign out")
    station.post(StillTaken(jpeg=b"later"))
    assert b"later" not in repr(station.state).encode()


def test_without_a_camera_she_may_write() -> None:
    station = at_work()
    station.press("Photo")
    station.post(CameraGone())
    assert isinstance(station.view, PhotoView)
    assert (station.view.stage, station.view.title) == ("away", "Camera is asleep. Try another way.")
    station.post(CameraBack())
    assert station.view.stage == "live"
    station.post(CameraGone())
    station.press("Write instead")
    assert isinstance(station.screen, Write)
