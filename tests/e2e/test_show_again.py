"""F5, show it again: her path, the map, a card, a question; a day and a place at the hub; and back on her path."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from demo.founding import Premises
from tests.e2e.school import School, StationWindow, opened

VERB = "Find the subject and the verb in a sentence"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[tuple[School, StationWindow]]:
    with ExitStack() as stack:
        school = stack.enter_context(opened(tmp_path / "school"))
        record = Premises(school.premises.folder).station(0) / "join.json"
        yield school, stack.enter_context(StationWindow("first", tmp_path / "first", record, (800, 480)))


def at_the_requests(browser: Browser, school: School) -> Page:
    page = browser.new_page(viewport={"width": 820, "height": 1180}, has_touch=True)
    page.goto(f"{school.url}/sign-in/once?token={school.founded.sign_in}")
    page.get_by_role("link", name="Requests 1").tap()
    return page


def test_a_wish_to_show_again_comes_back_as_a_day_and_a_place(
    place: tuple[School, StationWindow], browser: Browser, artefacts: Path
) -> None:
    school, station = place
    station.see("IdleView")
    station.hold_up(school.badge("amal"))
    station.see("PathView", "See all")
    station.tap("SeeAllPressed")
    station.see("BoardView", "I can do it", "later")
    station.picture(artefacts / "map.png")
    station.tap(VERB)
    station.see("TargetView", "You can do this", "Why it matters")
    station.tap("ShowAgainPressed")
    station.tap("Do it live")
    station.tap("AskPressed")
    station.see("TargetView", "You asked to show it again")
    assert station.taps == 5

    page = at_the_requests(browser, school)
    request = page.locator(".request")
    expect(request).to_contain_text("Amal K.")
    expect(request).to_contain_text("Would like to do it live.")
    page.screenshot(path=artefacts / "requests.png")
    request.get_by_role("button", name="Agree and set").tap()
    expect(page.locator(".request .done")).to_contain_text("Show-It Table")

    station.see("TargetView", ", Show-It Table")
    station.picture(artefacts / "card.png")
    station.tap("BackPressed")
    station.tap("BackPressed")
    station.see("PathView", VERB[:20], ", Show-It Table")
    station.picture(artefacts / "path.png")
    assert school.check() == 0
