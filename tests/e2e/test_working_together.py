"""F8, end to end: two badges, one window, a real broker and hub, one piece that counts for each of the two."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from demo.founding import Premises
from tests.e2e.school import School, StationWindow, opened
from tests.waiting import until

pytestmark = pytest.mark.timed
SMALL = (800, 480)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[tuple[School, StationWindow]]:
    with ExitStack() as stack:
        school = stack.enter_context(opened(tmp_path / "school"))
        record = Premises(school.premises.folder).station(0) / "join.json"
        yield school, stack.enter_context(StationWindow("porch", tmp_path / "porch", record, SMALL))


def test_two_learners_make_one_piece_and_each_says_how_it_is_for_her(
    room: tuple[School, StationWindow], browser: Browser, artefacts: Path
) -> None:
    school, station = room
    meet(school, station, artefacts)
    make_it_together(station, artefacts)
    station.see("HandedInView", "Ms R has it")
    station.tap("DoorPressed")
    station.see("IdleView")
    piece = until(
        lambda: _of_two(school),
        seconds=20,
        what="no piece of two came into the log",
    )
    assert piece is not None
    assert set(piece["learners"]) == {"amal", "bao"}
    claims = [fact for fact in school.facts() if fact["type"] == "self.assessed" and fact["station"] != "hub"]
    assert {tuple(fact["learners"]) for fact in claims[-2:]} == {("amal",), ("bao",)}
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{school.url}/sign-in/once?token={school.founded.sign_in}")
    if page.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).count():
        page.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Heron")
    page.goto(f"{school.url}/learners/bao")
    expect(page.locator("main")).to_contain_text("with Amal")
    page.screenshot(path=artefacts / "the partner on her page.png")
    assert school.check() == 0


def _of_two(school: School) -> dict[str, Any] | None:
    pieces = (fact for fact in school.facts() if fact["type"] == "evidence.handed_in")
    return next((fact for fact in pieces if len(fact["learners"]) == 2), None)


def meet(school: School, station: StationWindow, artefacts: Path) -> None:
    """The second badge draws the curtain; a tap and the first badge again bring both into the bar."""
    station.see("IdleView", "We agreed")
    station.hold_up(school.badge("amal"))
    station.see("PathView", "Keep going")
    station.tap("KeepGoingPressed")
    station.see("WorkView")
    station.hold_up(school.badge("bao"))
    seen = station.see("SecondView", "is here too")
    assert not any("Amal" in words for words in seen["words"])
    station.picture(artefacts / "second badge.png")
    station.tap("Work together")
    station.see("SecondView", "first badge")
    station.hold_up(school.badge("amal"))
    until(
        lambda: any("Amal +" in words for words in station.ask(do="see")["words"]), seconds=20,
        what="the two did not come together",
    )  # fmt: skip
    station.picture(artefacts / "together.png")


def make_it_together(station: StationWindow, artefacts: Path) -> None:
    """One text, one tap of each, handed in."""
    if station.ask(do="see")["view"] == "PathView":
        station.tap("KeepGoingPressed")
    station.see("WorkView")
    station.tap("Write")
    station.see("WriteView")
    for key in ("W", "e", "space", "d", "i", "d"):
        station.tap(key)
    station.tap("WritingDone")
    station.see("AssessView", "Amal, how is it for you?")
    station.tap("Got it")
    station.see("AssessView", ", how is it for you?")
    station.picture(artefacts / "each one's own word.png")
    station.tap("Nearly")
    station.tap("HandInPressed")
