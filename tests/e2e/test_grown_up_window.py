"""A lost badge at a real window: card, PIN on the glass, a face, three pictures, hello, her path; all by touch."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from classroom.facts import StaffOverrode, VisitOpened
from hardware.decode import perfect_frame
from tests.e2e.school import StationWindow
from tests.factories_hub import MS_R
from tests.faults.live_room import live_room
from tests.faults.test_grown_up import AMAL, PIN, Staffed
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("real-time")

SMALL = (800, 480)


@pytest.fixture
def staffed(tmp_path: Path) -> Iterator[Staffed]:
    with live_room(tmp_path) as room:
        yield Staffed(room)


@pytest.fixture
def window(staffed: Staffed, tmp_path: Path) -> Iterator[StationWindow]:
    record = staffed.room.home(staffed.station) / "join.json"
    with StationWindow("window", tmp_path / "window", record, SMALL) as shown:
        yield shown


def held_up(token: str) -> Image.Image:
    frame = perfect_frame(token)
    return Image.frombytes("L", (frame.width, frame.height), frame.pixels).convert("RGB")


def test_a_grown_up_lets_a_child_in_by_her_pictures_with_her_fingers(
    staffed: Staffed, window: StationWindow, artefacts: Path
) -> None:
    staffed.room.office.revoke_badge(AMAL, MS_R, "lost")
    window.see("IdleView", "Quiet Cave")
    until(lambda: staffed.room.hub.back.presence.reachable(staffed.station), seconds=20)
    window.hold_up(held_up(staffed.badge))
    window.see("IdleView", "This badge is resting. See your teacher.")
    window.hold_up(held_up(staffed.card))
    window.see("PinView")
    for digit in PIN:
        window.tap(digit)
    window.tap("WritingDone")
    window.see("TilesView")
    window.picture(artefacts / "1 menu.png")
    window.tap("shapes")
    window.see("FacesView", "Amal")
    window.picture(artefacts / "2 faces.png")
    window.tap("Amal")
    window.see("PicturesView")
    window.picture(artefacts / "3 pictures.png")
    for icon in staffed.pictures:
        window.tap(icon)
    window.see("HelloView", "Amal")
    window.see("PathView")
    window.picture(artefacts / "4 path.png")
    until(lambda: bool(staffed.told(VisitOpened)))
    assert [(fact.how, fact.by) for fact in staffed.told(VisitOpened)] == [("picture", MS_R)]
    assert [fact.what for fact in staffed.told(StaffOverrode)] == ["opened"]
