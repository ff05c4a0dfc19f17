"""A pretend learner touches only what is offered, and does what she came for."""

from random import Random

import pytest
from msgspec.structs import replace

from demo.actors.pupil import BEGIN, Intent, choices, is_away, is_open, next_touch
from station.session.help_touches import HelpPicked
from station.session.touches import HandPressed, KeyTyped, KindPicked, MailPressed, WritingDone
from station.ui.samples import doors, helping, path, work
from station.ui.samples.people import everybody
from station.views.shapes import View

SAMPLES = dict(everybody())
INTENTS = [BEGIN, *(Intent(what=what) for what in ("help", "writing", "photo"))]


@pytest.mark.parametrize("name", SAMPLES)
def test_only_what_stands_on_the_screen_is_touched(name: str) -> None:
    view = SAMPLES[name]
    offered = [choice.event for choice in choices(view) if choice.enabled]
    for seed, intent in enumerate(INTENTS * 5):
        touch = next_touch(view, intent, Random(seed))
        assert touch is None or touch in offered or isinstance(touch, KeyTyped | WritingDone)


@pytest.mark.parametrize("kind", ["writing", "photo"])
def test_at_work_she_picks_the_way_that_she_came_for(kind: str) -> None:
    assert next_touch(work.WORK, Intent(what=kind), Random(1)) == KindPicked(kind=kind)


def test_she_who_came_to_begin_goes_off_to_work() -> None:
    assert next_touch(work.WORK, BEGIN, Random(1)) == work.WORK.off.event


def test_a_hand_goes_up_for_help_and_down_for_anything_else() -> None:
    up = replace(work.WORK, frame=replace(work.WORK.frame, hand=replace(work.WORK.frame.hand, chosen=True)))
    help_ = Intent(what="help")
    assert isinstance(next_touch(work.WORK, help_, Random(1)), HandPressed)
    assert next_touch(up, help_, Random(1)) == work.WORK.off.event
    assert isinstance(next_touch(up, BEGIN, Random(1)), HandPressed)
    assert next_touch(helping.ASK, help_, Random(1)) == HelpPicked(kind="stuck")
    assert next_touch(helping.HAND_UP, help_, Random(1)) == helping.HAND_UP.back.event
    assert next_touch(helping.ASK, BEGIN, Random(1)) == helping.ASK.back.event
    assert next_touch(helping.HAND_UP, BEGIN, Random(1)) == helping.HAND_UP.let_go.event


def test_some_read_their_mail_first_and_others_begin() -> None:
    touches = [next_touch(path.PATH, BEGIN, Random(seed)) for seed in range(40)]
    assert 5 < sum(isinstance(touch, MailPressed) for touch in touches) < 25


@pytest.mark.parametrize(("view", "away"), [(doors.IDLE, True), (doors.HELLO, False), (work.WORK, False)])
def test_nobody_is_at_an_idle_screen(view: View, away: bool) -> None:
    assert is_away(view) is away


def test_a_station_that_never_heard_of_the_room_is_not_open() -> None:
    assert is_open(doors.IDLE)
    assert not is_open(replace(doors.IDLE, rooms=()))
