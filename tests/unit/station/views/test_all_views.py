"""What all screens keep: icons that exist, words on every button, the hand and the door in their place."""

import json
from pathlib import Path

import pytest

from station.session.events import CameraGone, CodesSeen, HealthTold, VolumeTurned
from station.session.touches import BackPressed
from station.views.path_shapes import FeedbackView, PathView
from station.views.screen import Shown
from tests.unit.station.playing import PlayedStation, choices
from tests.unit.station.room import NOW_MS, amal, noor
from tests.unit.station.staff_world import AT_THE_TABLE, HERON, OTTER, StaffedStation

ICONS = set(
    json.loads((Path(__file__).resolve().parents[4] / "station/ui/assets/lucide.json").read_text("utf-8"))
)
STORY = (
    "I need help", "I am stuck", "Back to my work",
    "Keep going", "Photo", "Take the photo", "Keep", "Got it", "What was tricky?", "Back", "Hand in to Ms R",
    "Back to my path", "1 new from Ms R", "Back", "See all", "Plot points in all four parts of a grid", "Show it again",
    "Tell it", "Ask Ms R", "Back", "Back", "Choose", "Back", "Me", "How this works", "More", "Back", "Language", "Back",
    "Back", "Sign out",
)  # fmt: skip


def a_whole_visit() -> list[Shown]:
    station = PlayedStation()
    shown = [station.view]
    station.post(CodesSeen(texts=(station.knows(amal()),)))
    shown.append(station.view)
    station.wait(1.6)
    for words in STORY:
        shown.append(station.view)
        station.press(words)
    shown.append(station.view)
    station.post(CodesSeen(texts=(station.knows(noor()),)))
    return [*shown, station.view, *a_grown_up()]


def a_grown_up() -> list[Shown]:
    """Every page that stands in front of the screen."""
    station = StaffedStation()
    station.world.roles = ("admin",)
    station.world.classes = (HERON, OTTER)
    station.world.health = HealthTold(visits=(AT_THE_TABLE,), waiting=2, oldest_ms=NOW_MS)
    station.post(VolumeTurned(level=3))
    station.post(CameraGone())
    station.press("No badge?")
    shown = [station.view]
    station.press("A grown-up types a code")
    shown += [station.view, station.card(), station.menu()]
    for tile in ("Sound", "End a visit", "How this station is", "Restart", "Let a child in"):
        station.press(tile)
        shown.append(station.view)
        station.post(BackPressed())
    station.press("A child shows her pictures")
    station.press("Amal")
    return [*shown, station.view]


@pytest.fixture(scope="module")
def screens() -> list[Shown]:
    return a_whole_visit()


def test_every_icon_is_one_of_ours(screens: list[Shown]) -> None:
    used = {choice.icon for shown in screens for choice in choices(shown)}
    used |= (
        set(_named(screens, "icon"))
        | set(_named(screens, "reason_icon"))
        | set(_named(screens, "verdict_icon"))
    )
    assert used - {""} <= ICONS


def test_every_button_says_something(screens: list[Shown]) -> None:
    silent = [choice for shown in screens for choice in choices(shown) if not (choice.words or choice.says)]
    assert all(type(choice.event).__name__ == "AvatarPicked" for choice in silent)


def test_every_screen_can_be_heard(screens: list[Shown]) -> None:
    assert all(shown.spoken for shown in screens)


def test_the_hand_the_door_and_the_speaker_are_on_every_screen_of_hers(screens: list[Shown]) -> None:
    frames = [shown.frame for shown in screens if hasattr(shown, "frame")]
    assert len(frames) >= 8
    assert {(frame.hand.icon, frame.door.icon, frame.speaker.icon) for frame in frames} == {
        ("hand", "door-open", "volume-2")
    }
    assert {frame.name for frame in frames} == {"Amal"}


def test_each_screen_has_one_main_action_at_most(screens: list[Shown]) -> None:
    for shown in screens:
        main = [choice for choice in choices(shown) if choice.kind == "main" and choice.enabled]
        assert len(main) <= 1, type(shown).__name__


def test_feedback_reads_as_the_teacher_wrote_it(screens: list[Shown]) -> None:
    answer = next(shown for shown in screens if isinstance(shown, FeedbackView))
    assert answer.spoken.endswith("Glow: Your although gives a clear reason. Grow: Try one bridge with so.")
    assert isinstance(screens[2], PathView)


def _named(screens: list[Shown], name: str) -> list[str]:
    def walk(shape: object) -> list[str]:
        if isinstance(shape, tuple):
            return [found for part in shape for found in walk(part)]
        fields = getattr(shape, "__struct_fields__", ())
        here = [getattr(shape, field) for field in fields if field == name]
        inside = [found for field in fields if field != "event" for found in walk(getattr(shape, field))]
        return [*here, *inside]

    return [icon for shown in screens for icon in walk(shown)]
