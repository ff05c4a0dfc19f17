"""A simulated station and whoever stands before it: she scans, looks, touches, hands in, leaves."""

from random import Random

import pytest
from msgspec.structs import replace

from demo.actors.booth import LOOKS_AT_TICKS_S, PATIENCE_S, Booth
from demo.actors.crowd import Crowd
from demo.actors.pupil import BEGIN, Intent
from demo.school.framework import framework
from hardware.badge import BadgeEvent, CodesSeen
from hardware.fake import FakeBadgeReader
from station.session.events import Event
from station.session.touches import KindPicked, ShutterPressed
from station.ui.samples import doors, work
from station.views.screen import Shown


class FakeScreen:
    """Shows what a test puts up, and remembers what was touched."""

    def __init__(self) -> None:
        self.shown: Shown = doors.IDLE
        self.touched: list[Event] = []

    def view(self) -> Shown:
        return self.shown

    def post(self, event: Event) -> None:
        self.touched.append(event)


class OnlyOne(Crowd):
    """One learner, who comes for what a test says."""

    intent = BEGIN

    def _intent(self, somebody: object) -> Intent:
        return self.intent


class Stage:
    """A booth with everything around it."""

    def __init__(self) -> None:
        self.screen, self.reader = FakeScreen(), FakeBadgeReader()
        self.scanned: list[BadgeEvent] = []
        self.reader.start(self.scanned.append)
        self.crowd = OnlyOne(["amal"], {"one": 1}, Random(1))
        self.booth = Booth(
            "one",
            self.screen,
            self.reader,
            crowd=self.crowd,
            tokens={"amal": "WS1.AMAL"},
            framework=framework(),
            chance=Random(1),
        )
        self.now_s = 0.0

    def show(self, shown: Shown, seconds: float = 2.0) -> None:
        self.screen.shown = shown
        for _ in range(int(seconds * 10)):
            self.now_s += 0.1
            self.booth.turn(self.now_s)

    def come_again_for(self, what: str) -> None:
        """Let her begin, work, and scan again."""
        self.show(doors.IDLE, 0.2)
        self.show(work.WORK)
        self.crowd.intent = Intent(what=what)
        while len(texts(self)) < 2:
            self.show(doors.IDLE, 0.1)
        self.screen.touched.clear()


@pytest.fixture
def stage() -> Stage:
    return Stage()


def texts(stage: Stage) -> list[str]:
    return [seen.codes[0].text for seen in stage.scanned if isinstance(seen, CodesSeen)]


def test_she_scans_once_and_goes_off_to_work(stage: Stage) -> None:
    stage.show(doors.IDLE, 0.5)
    stage.show(doors.HELLO, 1.5)
    stage.show(work.WORK)
    stage.show(doors.RELEASE, 0.5)
    assert texts(stage) == ["WS1.AMAL"]
    assert set(stage.screen.touched) == {work.WORK.off.event}


def test_she_comes_back_with_what_she_did(stage: Stage) -> None:
    stage.come_again_for("writing")
    stage.show(work.WORK, 0.7)
    assert stage.screen.touched == [KindPicked(kind="writing")]


def test_a_sheet_lies_before_the_lens_when_she_photographs(stage: Stage) -> None:
    stage.come_again_for("photo")
    assert stage.reader.preview() is None
    stage.show(work.WORK, 0.7)
    stage.show(work.PHOTO, 0.7)
    assert stage.reader.preview() is not None
    assert isinstance(stage.screen.touched[-1], ShutterPressed)


def test_she_looks_at_the_ticks_before_she_goes_on(stage: Stage) -> None:
    stage.come_again_for("writing")
    stage.show(work.WORK, 0.7)
    stage.screen.touched.clear()
    stage.show(work.HANDED_IN, LOOKS_AT_TICKS_S - 0.2)
    assert stage.screen.touched == []
    stage.show(work.HANDED_IN, 1)
    assert stage.screen.touched != []
    stage.show(work.WORK, 0.7)
    assert stage.screen.touched[-1] == work.WORK.off.event


def test_a_screen_that_does_nothing_is_left(stage: Stage) -> None:
    stage.show(replace(doors.IDLE, found=True), PATIENCE_S + 40)
    assert len(texts(stage)) > 1


def test_nobody_scans_before_the_station_knows_the_room(stage: Stage) -> None:
    stage.show(replace(doors.IDLE, rooms=()), 20)
    assert texts(stage) == []
