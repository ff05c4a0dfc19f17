"""The page Data in a real browser, over a real hub: take a copy, erase with a look before, bring back, keep."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories_hub import MR_T, MS_ODE, MS_R, MX_B, SchoolAtWork
from tests.unit.hub.service.erasing_world import works
from tests.unit.hub.web.fake_office import FakeOffice
from tests.unit.hub.web.serving import serving

WIDTHS = (390, 820, 1280, 1920)


class House:
    """A hub at work, its pages, and whoever sits before them."""

    def __init__(self, school: SchoolAtWork, browser: Browser, address: str) -> None:
        self.school, self._browser, self._address = school, browser, address

    def page_of(self, staff: str, path: str = "/data") -> Page:
        context = self._browser.new_context(base_url=self._address, viewport={"width": 1280, "height": 800})
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.goto(f"/sign-in/once?token={self.school.office.one_time_sign_in(staff)}")
        page.wait_for_url("**/live")
        page.goto(path)
        return page


@pytest.fixture
def house(tmp_path: Path, browser: Browser) -> Iterator[House]:
    school = SchoolAtWork(tmp_path)
    works(school)
    try:
        with serving(cast("FakeOffice", school.office)) as address:
            yield House(school, browser, address)
    finally:
        school.back.stop()


def asks(page: Page, typed: str = "Maya R.") -> None:
    page.get_by_label("Learner", exact=True).select_option(label="Maya R.")
    page.get_by_role("button", name="Erase…", exact=True).click()
    page.wait_for_url("**/data/erase?learner=maya")
    page.get_by_label("Type her name to go on").fill(typed)
    page.get_by_role("button", name="Erase", exact=True).click()


def test_a_copy_comes_as_a_file_with_her_name(house: House, tmp_path: Path) -> None:
    page = house.page_of(MS_R)
    expect(page.get_by_text("What leaves the building: nothing.")).to_be_visible()
    page.get_by_label("Learner", exact=True).select_option(label="Maya R.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Take a copy").click()
    assert download.value.suggested_filename.startswith("Maya R 2026-")
    download.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as zip_:
        assert zip_.testzip() is None
        zip_.extractall(tmp_path / "copy")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "copy" / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Maya R.")
    expect(page.get_by_text("with a partner")).to_be_visible()
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.pdf(path=tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes().startswith(b"%PDF")


def test_what_goes_is_shown_and_her_name_is_typed(house: House) -> None:
    page = house.page_of(MS_R)
    asks(page, "Maya")
    expect(page.get_by_text("What was typed is not what was asked for.")).to_be_visible()
    page.goto("/data/erase?learner=maya")
    expect(page.get_by_text("1 piece", exact=True)).to_be_visible()
    expect(page.get_by_text("1 piece made with others")).to_be_visible()
    expect(page.get_by_label("for good at once")).to_have_count(0)


def test_one_asks_another_approves_and_she_comes_back_in_time(house: House) -> None:
    admin = house.page_of(MS_R)
    asks(admin)
    expect(admin.locator(".pending")).to_contain_text("Nothing happens before a leader approves it.")
    expect(admin.get_by_role("button", name="Approve")).to_have_count(0)
    leader = house.page_of(MX_B)
    expect(leader.locator("#waiting").get_by_role("link", name="Data")).to_have_text("Data 1")
    leader.get_by_role("button", name="Approve").click()
    expect(leader.locator(".pending")).to_contain_text("Hidden, and the badge rests.")
    admin.goto("/learners")
    expect(admin.get_by_text("Maya R.")).to_have_count(0)
    admin.goto("/data")
    admin.get_by_role("button", name="Bring back").click()
    expect(admin.locator(".pending")).to_have_count(0)
    admin.goto("/learners")
    expect(admin.get_by_text("Maya R.")).to_be_visible()


def test_now_is_for_good_and_says_which_stations_have_not_let_go(house: House) -> None:
    admin, leader = house.page_of(MS_R), house.page_of(MX_B)
    asks(admin)
    leader.reload()
    leader.get_by_role("button", name="Approve").click()
    expect(leader.locator(".pending")).to_contain_text("For good on")
    admin.goto("/data")
    admin.get_by_text("Now…").click()
    admin.get_by_role("button", name="Erase now").click()
    gone = admin.get_by_role("region", name="Erased")
    expect(gone).to_contain_text("2 stations have not said so yet")
    expect(gone).to_contain_text("The list of who was erased is not on the second device yet.")
    expect(admin.get_by_text("Maya")).to_have_count(0)


def test_a_class_takes_two_people(house: House) -> None:
    admin = house.page_of(MS_R)
    admin.get_by_text("Erase a whole class…").click()
    admin.get_by_role("button", name="Heron: 3 learners…").click()
    admin.get_by_label("Type how many learners").fill("3")
    admin.get_by_role("button", name="Erase", exact=True).click()
    expect(admin.locator(".pending")).to_contain_text("Amal K., Bao T., Maya R.")


def test_a_rule_is_switched_on_and_says_what_it_would_do(house: House) -> None:
    admin = house.page_of(MS_R)
    rule = admin.locator(".rules li").filter(has_text="Photos and voices")
    expect(rule).to_contain_text("Off: nothing goes by itself.")
    rule.get_by_role("button", name="Switch on").click()
    expect(rule).to_contain_text("Nothing goes in the next 60 days.")
    house.school.clock.advance(330 * 86_400)
    admin.goto("/sign-in")
    again = house.page_of(MS_R)
    told = again.locator(".rules li").filter(has_text="Photos and voices")
    expect(told).to_contain_text("2 files would go.")
    expect(told).to_contain_text("2 of them stay until a backup holds them.")
    told.get_by_role("button", name="Not yet").click()
    expect(told).to_contain_text("2 files would go.")


def test_whoever_may_only_take_a_copy_sees_no_erasing(house: House) -> None:
    page = house.page_of(MR_T)
    expect(page.get_by_role("button", name="Take a copy")).to_be_visible()
    expect(page.get_by_role("button", name="Erase…", exact=True)).to_have_count(0)
    page.goto("/data/erase?learner=maya")
    expect(page.get_by_text("This belongs to a class that is not yours.")).to_be_visible()


def test_whoever_has_no_business_here_has_no_page(house: House) -> None:
    page = house.page_of(MS_ODE)
    expect(page.get_by_text("This belongs to a class that is not yours.")).to_be_visible()
    page.goto("/live")
    expect(page.locator("#waiting").get_by_role("link", name="Data")).to_have_count(0)


def test_the_page_fits_each_screen(house: House) -> None:
    admin = house.page_of(MS_R)
    asks(admin)
    for path in ("/data", "/data/erase?learner=amal"):
        admin.goto(path)
        for width in WIDTHS:
            admin.set_viewport_size({"width": width, "height": 844})
            assert admin.evaluate("() => document.documentElement.scrollWidth") <= width
            for button in admin.locator("main button:visible, main summary:visible").all():
                box = button.bounding_box()
                assert box is not None
                assert box["height"] >= (44 if width < 560 else 36)
