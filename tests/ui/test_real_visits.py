"""Whole visits through the true session: every View that a learner meets stands on the screen without a fault."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from classroom.documents import LearnerDocument
from classroom.learner import Supports
from station.session import help_touches, touches
from station.session.events import CodesSeen, LinkChanged, MediaReady, StillTaken
from station.session.update import deadline, update
from station.ui.samples.photo import PICTURE
from station.ui.theme import Theme
from tests.ui.conftest import LARGE, SMALL, Desk
from tests.ui.seen import buttons, faults
from tests.unit.station.playing import PlayedStation
from tests.unit.station.room import amal, bao, noor, room

pytestmark = pytest.mark.xdist_group("kivy")

LEARNERS = {
    "amal": amal(),
    "noor": noor(),
    "bao": bao(),
    "large letters": amal(supports=Supports(scale=1.5, contrast=True)),
    "nobody's work yet": bao(lines=(), next=(), name="Maximiliana-Josephine"),
}


_SEEN = {"Feedback", "Work", "Photo", "Assess", "HandedIn", "StillThere"}


class Visit:
    """A learner before a window: what the session says is shown, what she presses is really touched."""

    def __init__(self, desk: Desk, document: LearnerDocument) -> None:
        self.desk = desk
        self.station = PlayedStation(known=room(("en", "so")))
        self.document = document
        self.found: dict[str, list[str]] = {}
        self.seen: set[str] = set()
        self.look()

    @property
    def patience_s(self) -> float:
        """Seconds after which the station asks whether she is still there, and a few more."""
        return (deadline(self.station.state) or 0) - self.station.now_s + 3

    def look(self) -> Any:
        view = self.station.view
        self.desk.show(view)
        self.seen.add(type(view).__name__.removesuffix("View"))
        self.desk.pictures.settle(6)
        wrong = faults(self.desk.stage.screen, self.desk.panel)
        if wrong:
            self.found[type(view).__name__] = wrong
        return view

    def touch(self, *events: type[Any]) -> Any:
        """Touch the button that posts one of these kinds of event, if it is on the screen and open."""
        from station.ui.keys import reading_order  # noqa: PLC0415 - Kivy must find its surroundings prepared

        for part in reading_order(self.desk.stage.screen):
            if isinstance(part.choice.event, events):
                self.desk.pressed.clear()
                self.desk.touch(part.center_x, part.center_y)
                assert self.desk.pressed == [part.choice.event]
                self.station.post(self.desk.pressed[0])
                break
        return self.look()

    def arrive(self) -> None:
        self.station.post(CodesSeen(texts=(self.station.knows(self.document),)))
        view = self.look()
        own = [
            choice for avatar, choice in getattr(view, "avatars", ()) if avatar.icon == self.document.avatar
        ]
        for choice in own:
            self.station.post(choice.event)
        self.station.wait(1.6)
        self.look()


def _photographed(station: PlayedStation) -> None:
    """The camera's picture comes, a true one."""
    event = StillTaken(jpeg=PICTURE)
    station.state, _ = update(station.state, event, station.moment())


@pytest.mark.parametrize("panel", [SMALL, LARGE], ids=["800x480", "1280x800"])
@pytest.mark.parametrize("who", LEARNERS)
def test_every_screen_of_a_visit_stands(desk_of: Callable[[Theme], Desk], panel: Theme, who: str) -> None:
    visit = Visit(desk_of(panel), LEARNERS[who])
    visit.arrive()
    visit.touch(touches.MailPressed)
    visit.touch(touches.ReplyPicked)
    visit.touch(touches.BackPressed)
    visit.touch(touches.KeepGoingPressed, touches.TargetPicked)
    visit.touch(touches.PageTurned)
    visit.touch(touches.KindPicked)
    visit.touch(touches.ShutterPressed)
    _photographed(visit.station)
    visit.look()
    visit.touch(touches.KeepPressed)
    visit.touch(touches.ClaimPicked)
    visit.touch(touches.HandInPressed)
    visit.touch(touches.OnwardPressed)
    visit.station.post(LinkChanged(live=False))
    visit.look()
    visit.touch(touches.TargetPicked)
    visit.station.post(MediaReady(media="small", data=PICTURE))
    visit.touch(touches.HandPressed)
    visit.touch(help_touches.HelpPicked)
    visit.station.wait(visit.patience_s)
    visit.look()
    visit.touch(touches.DoorPressed)
    visit.station.wait(3)
    visit.look()
    assert visit.found == {}
    assert visit.seen >= {"Idle", "Hello", "Path"}
    assert visit.seen >= _SEEN or who not in {"amal", "large letters"}


def test_each_key_of_the_page_writes_its_letter(desk: Desk) -> None:
    visit = Visit(desk, amal(pieces=(), feedback=()))
    visit.arrive()
    view: Any = visit.touch(touches.KeepGoingPressed)
    writing = next(choice for choice in view.evidence if choice.event.kind == "writing")
    visit.station.post(writing.event)
    visit.look()
    for letter in "Hi 7":
        visit.desk.choices.clear()
        _type(visit, letter)
    assert visit.look().text == "Hi 7"
    assert visit.found == {}


def _type(visit: Visit, letter: str) -> None:
    """Press the keys that lead to a letter: another layer first, if it is not on this one."""
    for _ in range(3):
        keys = {part.choice.event: part for part in buttons(visit.desk.stage.screen) if part.is_open()}
        key = keys.get(touches.KeyTyped(text=letter))
        if key is not None:
            visit.station.post(key.choice.event)
            visit.look()
            return
        layer = "signs" if letter.isdigit() else "small" if letter.islower() else "capital"
        turn = keys.get(touches.KeysTurned(to=layer)) or keys[touches.KeysTurned(to="small")]  # type: ignore[arg-type]
        visit.station.post(turn.choice.event)
        visit.look()
    raise AssertionError(f"no key writes {letter}")


def test_a_name_of_the_longest_kind_fits_on_hello(desk: Desk) -> None:
    visit = Visit(desk, replace(amal(), name="Oluwaseun-Maximiliana Konstantinopolou"))
    visit.arrive()
    assert visit.found == {}
