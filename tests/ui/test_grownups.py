"""A grown-up at the window: every page stands without a fault, is reached by touches, and leaves nothing behind."""

import gc
from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from station.session.events import CameraGone, CodesSeen, Event, HealthTold, VolumeTurned
from station.session.staff_touches import (
    CheckInPressed,
    ChildPicked,
    CodePressed,
    EndVisitPressed,
    HealthPressed,
    PictureTapped,
    RestartPressed,
    SoundPressed,
    StaffLeft,
    VisitsPressed,
)
from station.session.touches import BackPressed, Backspaced, KeyTyped, NoBadgePressed, PageTurned, WritingDone
from station.session.visitor import ClassFaces, FaceCard
from station.ui.samples import doors
from station.ui.theme import Theme
from station.views.staff_shapes import FacesView, PicturesView, PinView, TilesView
from tests.ui.conftest import LARGE, SMALL, Desk
from tests.ui.seen import buttons, faults
from tests.unit.station.room import NOW_MS
from tests.unit.station.staff_world import AT_THE_TABLE, CARD, HERON, HERS, OTTER, PIN, StaffedStation

pytestmark = pytest.mark.xdist_group("kivy")

CANARY = "Zephyrine the quiet canary"
BIG_MM = 20


class AtTheWindow:
    """A grown-up before a window: what the session says is shown, what she presses is really touched."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.station = desk, StaffedStation()
        self.station.world.roles = ("admin",)
        self.station.world.classes = (HERON, OTTER)
        self.station.world.health = HealthTold(
            visits=(AT_THE_TABLE,),
            waiting=12,
            oldest_ms=NOW_MS,
            badges_ms=NOW_MS - 3 * 86_400_000,
            clock="hub",
        )
        self.station.post(self.station.world.health)
        self.station.post(VolumeTurned(level=3))
        self.found: dict[str, list[str]] = {}
        self.taps = 0
        self.look()

    def look(self) -> Any:
        view = self.station.view
        self.desk.show(view)
        self.desk.pictures.settle(6)
        wrong = faults(self.desk.stage.screen, self.desk.panel)
        if wrong:
            self.found[f"{type(view).__name__} {getattr(view, 'title', '')}"] = wrong
        return view

    def card(self) -> Any:
        self.station.scan(CARD)
        return self.look()

    def touch(self, wanted: Event | type[Event]) -> Any:
        """Touch the button that posts this event, or one of this kind."""
        for part in buttons(self.desk.stage.screen):
            event = part.choice.event
            if part.is_open() and (
                isinstance(event, wanted) if isinstance(wanted, type) else event == wanted
            ):
                self.desk.pressed.clear()
                self.desk.touch(part.center_x, part.center_y)
                assert self.desk.pressed == [event]
                self.taps += 1
                self.station.post(event)
                return self.look()
        raise AssertionError(f"no such button on {type(self.station.view).__name__}")

    def pin(self, digits: str = PIN) -> Any:
        for digit in digits:
            self.touch(KeyTyped(text=digit))
        return self.touch(WritingDone)

    def tap(self, *icons: str) -> Any:
        for icon in icons:
            shown = self.touch(PictureTapped(icon=icon))
        return shown


@pytest.mark.parametrize("panel", [SMALL, LARGE], ids=["800x480", "1280x800"])
def test_every_page_of_a_grown_up_stands_and_is_reached_by_touches(
    desk_of: Callable[[Theme], Desk], panel: Theme
) -> None:
    window = AtTheWindow(desk_of(panel))
    window.card()
    window.pin("1112")
    assert isinstance(window.pin(), TilesView)
    for tile in (SoundPressed, HealthPressed, RestartPressed, VisitsPressed):
        window.touch(tile)
        window.touch(BackPressed)
    window.touch(VisitsPressed)
    window.touch(EndVisitPressed)
    window.touch(BackPressed)
    window.touch(CheckInPressed(by="word"))
    window.touch(PageTurned)
    window.touch(BackPressed)
    window.touch(StaffLeft)
    assert window.found == {}


@pytest.mark.parametrize("panel", [SMALL, LARGE], ids=["800x480", "1280x800"])
def test_a_child_taps_her_pictures_on_targets_of_twenty_millimetres(
    desk_of: Callable[[Theme], Desk], panel: Theme
) -> None:
    window = AtTheWindow(desk_of(panel))
    window.card()
    window.pin()
    window.touch(CheckInPressed(by="pictures"))
    assert isinstance(window.touch(ChildPicked(learner="amal")), PicturesView)
    pictures = [
        part for part in buttons(window.desk.stage.screen) if isinstance(part.choice.event, PictureTapped)
    ]
    assert len(pictures) == 12
    assert all(min(part.size) >= panel.mm(BIG_MM) - 1 for part in pictures)
    assert isinstance(window.tap("cat", "moon", "star"), PicturesView)
    hello = window.tap(*HERS)
    assert hello.greeting == "Hello Amal"
    assert window.found == {}


def test_a_check_in_takes_a_card_a_pin_and_three_touches(desk: Desk) -> None:
    """The budget of the design: badge + 4 PIN + 3, on real buttons."""
    window = AtTheWindow(desk)
    window.card()
    window.pin()
    window.touch(CheckInPressed(by="word"))
    hello = window.touch(ChildPicked(learner="amal"))
    assert hello.greeting == "Hello Amal"
    assert window.taps == len(PIN) + 3


def test_the_code_of_a_card_is_typed_on_the_screen_where_no_camera_sees(desk: Desk) -> None:
    from classroom.tokens import PREFIX, make_token  # noqa: PLC0415 - for this test alone

    window = AtTheWindow(desk)
    window.station.post(CameraGone())
    window.look()
    window.touch(NoBadgePressed)
    window.touch(CodePressed)
    window.touch(KeyTyped(text="Z"))
    window.touch(Backspaced)
    for letter in make_token(bytes(range(16))).removeprefix(PREFIX):
        window.touch(KeyTyped(text=letter))
    assert isinstance(window.station.view, PinView)
    assert window.found == {}


# ── nothing is left ──────────────────────────────────────────────────────────────────────────────────


def _canaries(window: AtTheWindow) -> None:
    """Give the children and the grown-up names that appear nowhere else."""
    faces = tuple(FaceCard(learner=f"l{at}", name=f"{CANARY} {at}", pictures=True) for at in range(3))
    window.station.world.classes = (ClassFaces(class_="c", name=f"{CANARY} class", faces=faces),)


def _fresh_idle(window: AtTheWindow) -> None:
    """The idle screen breathes after half a minute; one that has just come stands still."""
    window.desk.show(doors.GOODBYE)
    window.desk.show(window.station.view)


def test_after_leaving_the_screen_is_the_idle_screen_pixel_by_pixel(desk: Desk) -> None:
    window = AtTheWindow(desk)
    _canaries(window)
    _fresh_idle(window)
    before = desk.pictures.pixels()
    window.card()
    window.pin()
    window.touch(CheckInPressed)
    window.touch(BackPressed)
    window.touch(StaffLeft)
    _wait_until_forgotten(desk)
    assert desk.pictures.pixels().tobytes() == before.tobytes()


def test_no_face_and_no_name_can_be_reached_after_the_minute_is_over(desk: Desk) -> None:
    window = AtTheWindow(desk)
    _canaries(window)
    window.card()
    window.pin()
    shown = window.touch(CheckInPressed)
    assert isinstance(shown, FacesView)
    assert _holders()
    window.station.wait(61)
    del shown
    window.look()
    window.station.world.classes = ()
    window.station.done.clear()
    _wait_until_forgotten(desk)
    assert _holders() == []


def test_behind_the_pin_pad_no_word_of_the_childs_work_is_on_the_screen(desk: Desk) -> None:
    window = AtTheWindow(desk)
    document = replace(window.station.world.visitors["badge of amal"].document, name=CANARY)
    window.station.knows(document)
    window.station.post(CodesSeen(texts=("badge of amal",)))
    window.station.wait(1.6)
    path = window.look()
    kept = desk.pictures.pixels().tobytes()
    pin = window.card()
    _wait_until_forgotten(desk)
    assert CANARY not in " ".join(part.text for part in _labels(desk))
    assert isinstance(pin, PinView)
    assert window.touch(BackPressed) == path
    desk.pictures.settle(6)
    assert desk.pictures.pixels().tobytes() == kept


def test_a_grown_ups_list_is_forgotten_when_a_child_goes_on_behind_it(desk: Desk) -> None:
    window = AtTheWindow(desk)
    window.station.post(CodesSeen(texts=("badge of amal",)))
    window.station.wait(1.6)
    window.look()
    _canaries(window)
    window.card()
    window.pin()
    window.touch(CheckInPressed)
    window.touch(BackPressed)
    window.touch(StaffLeft)
    window.station.world.classes = ()
    window.station.done.clear()
    _wait_until_forgotten(desk)
    assert _holders() == []


def test_a_grown_ups_page_is_plain_whoever_is_behind_it(desk: Desk) -> None:
    desk.show(replace(doors.HELLO, contrast=True, scale=1.5))
    assert desk.stage.screen.theme.contrast
    window = AtTheWindow(desk)
    window.card()
    assert not desk.stage.screen.theme.contrast


def _labels(desk: Desk) -> list[Any]:
    from station.ui.widgets.words import Words  # noqa: PLC0415 - Kivy must find its surroundings prepared

    return [part for screen in desk.stage.built.values() for part in screen.walk() if isinstance(part, Words)]


def _wait_until_forgotten(desk: Desk) -> None:
    built = desk.stage.built
    desk.wait_for(
        lambda: all(screen.view is None for screen in built.values() if screen is not desk.stage.screen)
    )
    desk.pictures.settle(10)


def _holders() -> list[str]:
    """What holds a string with the canary's name in it, but for this test's own constants."""
    gc.collect()
    found = []
    for item in gc.get_objects():
        if type(item) is dict and item.get("CANARY") == CANARY:
            continue
        found += [
            f"{type(item)}: {text[:60]}"
            for text in gc.get_referents(item)
            if type(text) is str and CANARY in text and text != CANARY and "**" not in text
        ]
    return found
