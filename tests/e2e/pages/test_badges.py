"""Badges in a real browser: lost and printed anew in three clicks, PINs, pictures, and one tap that lets a child in."""

import msgspec
import pytest
from playwright.sync_api import Page, expect

from classroom.ids import LearnerId
from hub.service.shapes import AlarmNow
from hub.service.shapes.room import TwiceNow
from tests.unit.hub.web.fake_office import FakeOffice
from tests.waiting import until

AMAL: LearnerId = "l-amal"


class Clicks:
    """Counts what a finger does."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, what: str, role: str = "button", **within: str) -> None:
        place = self.page.locator(within["at"]) if within else self.page
        found = place.get_by_text(what, exact=True) if role == "text" else place.get_by_role(role, name=what)  # type: ignore[arg-type]
        found.click()
        self.count += 1


@pytest.fixture
def badges(page: Page) -> Page:
    page.get_by_role("link", name="Badges").click()
    page.wait_for_url("**/badges")
    return page


def row(page: Page, owner: str) -> str:
    return f"li:has(input[value='{owner}'])"


def someone(office: FakeOffice, kind: str) -> str:
    return next(one.owner for one in office.badge_rows if one.owner_kind == kind and one.state == "active")


def test_a_lost_badge_is_dead_and_printed_anew_in_three_clicks(badges: Page, office: FakeOffice) -> None:
    amal, clicks = someone(office, "learner"), Clicks(badges)
    clicks.on("Lost?", "text", at=row(badges, amal))
    clicks.on("It is lost", at=row(badges, amal))
    expect(badges.get_by_role("status")).to_contain_text("stops working everywhere at once")
    assert next(one.state for one in office.badge_rows if one.owner == amal) == "lost"
    with badges.expect_download() as sheet:
        clicks.on("Print a new badge", at=row(badges, amal))
    assert clicks.count == 3
    assert sheet.value.suggested_filename == "badges.pdf"
    assert [made.owner for made in office.printed] == [amal]


def test_a_badge_is_reprinted_in_two_clicks(badges: Page, office: FakeOffice) -> None:
    amal, clicks = someone(office, "learner"), Clicks(badges)
    badges.locator(f"input[type='checkbox'][value='{amal}']").click()
    with badges.expect_download():
        clicks.on("Print 1 new badge")
    assert [made.owner for made in office.printed] == [amal]


def test_a_grown_up_gives_herself_a_pin(badges: Page, office: FakeOffice) -> None:
    mine = badges.locator(row(badges, "st-1")).last
    mine.get_by_text("Give a PIN", exact=True).click()
    mine.get_by_label("PIN, four to eight digits").fill("4711")
    mine.get_by_label("The same again").fill("4712")
    mine.get_by_role("button", name="Keep this PIN").click()
    expect(badges.get_by_text("The two PINs differ.")).to_be_visible()
    assert office.pins == {}
    badges.goto("/badges")
    mine = badges.locator(row(badges, "st-1")).last
    mine.get_by_text("Give a PIN", exact=True).click()
    mine.get_by_label("PIN, four to eight digits").fill("4711")
    mine.get_by_label("The same again").fill("4711")
    mine.get_by_role("button", name="Keep this PIN").click()
    expect(badges.get_by_role("status").first).to_contain_text("has a new PIN.")
    assert office.pins == {"st-1": "4711"}
    assert "4711" not in badges.url
    assert "4711" not in badges.content()


def test_three_pictures_are_shown_once(badges: Page, office: FakeOffice) -> None:
    amal = someone(office, "learner")
    badges.locator(row(badges, amal)).get_by_text("Pictures", exact=True).click()
    badges.locator(row(badges, amal)).get_by_role("button", name="Give three pictures").click()
    expect(badges.locator(".three li")).to_have_text(["cat", "moon", "apple"])
    badges.get_by_role("link", name="Back to the badges").click()
    expect(badges.locator(".three")).to_have_count(0)


def test_one_tap_on_her_page_lets_a_child_in(page: Page, office: FakeOffice) -> None:
    learner = office.now.nowhere[0].learner if office.now.nowhere else AMAL
    page.goto(f"/learners/{learner}")
    form = page.locator(".let-in")
    expect(form.get_by_role("button", name="Reading Porch")).to_be_disabled()
    form.get_by_role("button", name="Quiet Cave").click()
    expect(page.get_by_role("status")).to_contain_text("Quiet Cave says hello as soon as its screen is free")
    assert [(station, by) for _, station, by in office.admitted] == [("st-cave", "st-1")]


def test_who_is_nowhere_is_let_in_from_the_live_page(page: Page, office: FakeOffice) -> None:
    someone_ = office.now.nowhere[0]
    page.locator("#nowhere").get_by_role("link").first.click()
    page.locator("#menu").get_by_role("button", name="Quiet Cave").click()
    until(lambda: bool(office.admitted))
    assert office.admitted == [(someone_.learner, "st-cave", "st-1")]


def test_a_badge_at_two_places_is_told_calmly_on_the_live_page(page: Page, office: FakeOffice) -> None:
    office.set_room(
        twice=(
            TwiceNow(
                alarm="twice/1", learner="l-1", full="Amal K.", zone_name="Make Bench", other="Quiet Cave",
                apart_ms=18_000,
            ),
        )
    )  # fmt: skip
    told = page.locator("#twice")
    expect(told).to_contain_text(
        "Amal K.’s badge was shown at Quiet Cave and at Make Bench within 18 seconds."
    )
    told.get_by_role("button", name="I have seen it").click()
    until(lambda: office.seen == ["twice/1"])


def test_a_dead_badge_is_an_alarm_with_a_way_to_a_new_one(page: Page, office: FakeOffice) -> None:
    amal = someone(office, "learner")
    office.posts = msgspec.structs.replace(
        office.posts,
        alarms=(
            AlarmNow(
                alarm="dead/1", station="quiet-1", zone_name="Quiet Cave", kind="dead_badge", why="x", count=2,
                at_ms=office.posts.now_ms, whose="Amal K.", about=amal,
            ),
        ),
    )  # fmt: skip
    page.goto("/stations")
    alarm = page.locator(".alarm")
    expect(alarm).to_contain_text("Amal K.’s old badge was shown here, 2 times.")
    alarm.get_by_role("link", name="To this badge").click()
    expect(page.locator("#of")).to_contain_text(
        next(one.full for one in office.badge_rows if one.owner == amal)
    )
