"""Working and making: what can be pressed, what is asked, in which words."""

from typing import Any

from msgspec.structs import replace

from classroom.documents import TargetLine
from classroom.mastery import State
from station.session.events import CameraGone, DiskChanged, LightSeen, RoomLoaded
from station.session.touches import KeysTurned, TargetPicked
from station.views.work_shapes import PhotoView, WorkView, WriteView
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, room


def at(target: str, line: TargetLine | None = None) -> PlayedStation:
    station = PlayedStation()
    station.come_in(amal(lines=(line,)) if line else amal())
    station.post(TargetPicked(target=target))
    return station


def policy(**counts: Any) -> str:
    return at("G10", TargetLine(target="G10", state=State.NOW, **counts)).shows(WorkView).policy


def test_what_is_asked_is_said_in_ways_and_days() -> None:
    assert (
        policy(pieces=1, pieces_asked=2, kinds_asked=2, days_asked=2) == "Show it 2 ways on 2 days · 1 is in"
    )
    assert (
        policy(pieces=2, pieces_asked=3, kinds_asked=2, days_asked=1) == "Show it 3 times, 2 ways · 2 are in"
    )
    assert policy(pieces_asked=1, kinds_asked=1, days_asked=1) == "Show it once · none is in yet"


def test_the_work_screen_says_what_it_is_how_long_and_what_she_needs() -> None:
    shown = at("G10").shows(WorkView)
    assert shown.frame.subtitle == "Because Bridges · about 15 minutes"
    assert (shown.materials, shown.minutes) == ("You need: blue box", "about 15 minutes")
    assert [choice.words for choice in shown.evidence] == ["Photo", "Write", "Draw"]
    assert shown.off.words == "I'm off to work"


def test_a_target_without_an_activity_still_has_a_way() -> None:
    shown = at("G08").shows(WorkView)
    assert shown.steps_empty == "Ask Ms R how to begin, or use your own idea."
    assert shown.other is None
    assert [choice.words for choice in shown.evidence] == ["Photo", "Write", "Draw"]


def test_a_target_that_asks_for_a_reflection_offers_words() -> None:
    assert [choice.words for choice in at("W02").shows(WorkView).evidence] == ["What I learned"]


def test_what_only_a_grown_up_can_see_is_shown_to_her() -> None:
    known = room()
    framework = known.frameworks[0].framework
    seen = tuple(
        replace(target, policy=replace(target.policy, kinds_allowed=frozenset({"observation"})))
        for target in framework.targets
    )
    documents = (replace(known.frameworks[0], framework=replace(framework, targets=seen)),)
    station = at("G10")
    station.post(RoomLoaded(room=replace(known, frameworks=documents)))
    shown = station.shows(WorkView)
    assert (shown.evidence, shown.evidence_note) == ((), "Show it to Ms R.")


def test_photos_rest_when_the_disk_is_nearly_full() -> None:
    station = at("G10")
    station.post(DiskChanged(photos_ok=False))
    shown = station.shows(WorkView)
    assert [choice.enabled for choice in shown.evidence] == [False, True, True]
    assert shown.evidence_note == "Photos rest today. Try another way."


def test_light_is_said_while_she_photographs() -> None:
    station = at("G10")
    station.press("Photo")
    station.post(LightSeen(light="dark"))
    assert station.shows(PhotoView).hint == "More light"
    station.post(LightSeen(light="glare"))
    assert station.shows(PhotoView).hint == "Too bright. Turn it a little."


def test_a_sleeping_camera_offers_writing_at_once() -> None:
    station = at("G10")
    station.post(CameraGone())
    station.press("Photo")
    shown = station.shows(PhotoView)
    assert (shown.stage, [one.words for one in shown.instead]) == ("away", ["Write instead", "Draw instead"])
    assert not shown.shutter.enabled


def test_the_keys_stand_in_four_rows_of_ten_letters() -> None:
    station = at("G10")
    station.press("Write")
    for layer in ("small", "capital", "signs"):
        station.post(KeysTurned(to=layer))
        rows = station.shows(WriteView).keys
        assert [sum(key.width for key in row) for row in rows] == [10, 10, 10, 10]
        assert [key.choice.words for row in rows for key in row if key.choice.kind == "main"] == ["Done"]
