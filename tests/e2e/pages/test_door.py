"""The door in a real browser: a code for a camera, pictures to compare, in or not; two machines of one card."""

import io

import msgspec
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.unit.hub.web import heron_stations
from tests.unit.hub.web.fake_office import FakeOffice


@pytest.fixture
def door(page: Page) -> Page:
    page.goto("/stations")
    page.get_by_role("link", name="Let a station in").click()
    page.wait_for_url("**/stations/door")
    return page


def test_the_door_is_opened_for_a_place_and_a_class(door: Page, office: FakeOffice) -> None:
    door.get_by_label("Reading Porch").check()
    door.get_by_label("Heron").check()
    door.get_by_role("button", name="Open the door").click()
    expect(door.get_by_role("heading", level=1)).to_have_text("The door is open for one station")
    assert office.opened_for == [("read", ("c-heron",))]


@pytest.mark.parametrize("width", [390, 1280])
def test_a_camera_reads_the_code_from_the_screen(door: Page, office: FakeOffice, width: int) -> None:
    door.set_viewport_size({"width": width, "height": 844})
    office.set_door(heron_stations.open_door())
    expect(door.locator("svg.code")).to_be_visible()
    seen = Image.open(io.BytesIO(door.screenshot(full_page=True)))
    assert [code.text for code in zxingcpp.read_barcodes(seen)] == [heron_stations.CLAIM]
    assert door.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_whoever_has_no_camera_finds_the_code_in_letters(door: Page, office: FakeOffice) -> None:
    office.set_door(heron_stations.open_door())
    door.get_by_text("It has no camera?").click()
    letters = door.locator("code.claim").inner_text()
    assert letters.replace(" ", "") == heron_stations.CLAIM.replace(" ", "")


@pytest.mark.parametrize(("button", "let_in"), [("Yes, let it in", True), ("No, they differ", False)])
def test_a_station_that_comes_appears_by_itself_and_a_person_decides(
    door: Page, office: FakeOffice, button: str, *, let_in: bool
) -> None:
    office.set_door(heron_stations.open_door())
    expect(door.locator("svg.code")).to_be_visible()
    office.set_door(heron_stations.guest_at_the_door())
    expect(door.locator(".pictures b")).to_have_text(["Headphones", "Moon", "Tent"])
    door.get_by_role("button", name=button).click()
    door.wait_for_url("**/stations#station-reading-1" if let_in else "**/stations/door")
    assert office.decided == [("K7QF", let_in)]


def test_the_stations_page_says_that_somebody_waits(page: Page, office: FakeOffice) -> None:
    page.goto("/stations")
    office.set_posts(door=1)
    expect(page.get_by_role("link", name="A station waits at the door")).to_be_visible()


def test_of_two_machines_with_one_card_a_person_picks_one_by_its_picture(
    page: Page, office: FakeOffice
) -> None:
    office.set_posts(cloned=(heron_stations.CLONED,))
    page.goto("/stations")
    alarm = page.locator(".twice")
    expect(alarm).to_contain_text("Two machines speak as this station")
    alarm.get_by_role("button", name="Moon stays").click()
    expect(alarm).to_have_count(0)
    assert office.picked == [("make-1", "boot-a")]


def test_a_station_is_shut_out_after_a_second_thought(page: Page, office: FakeOffice) -> None:
    page.goto("/stations")
    card = page.locator("#station-make-1")
    card.get_by_text("Shut it out?").click()
    card.get_by_role("button", name="Shut it out").click()
    page.wait_for_load_state()
    assert office.gone == ["make-1"]


def test_who_was_sent_away_is_counted(page: Page, office: FakeOffice) -> None:
    office.set_posts(sent_away={"wrong claim": 12, "closed": 1})
    page.goto("/stations")
    expect(page.locator("#unheard")).to_contain_text("12 with a wrong code")


def test_the_office_that_may_not_says_how_else(door: Page, office: FakeOffice) -> None:
    closed = msgspec.structs.replace(heron_stations.closed_door(), may_open=False)
    office.set_door(closed)
    expect(door.get_by_role("heading", level=1)).to_have_text("This hub lets stations in by a file only")
