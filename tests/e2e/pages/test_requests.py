"""Requests in a real browser: by keyboard and by touch, at every width, on paper."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.unit.hub.web.fake_office import FakeOffice


def test_a_day_and_a_place_are_set_by_keyboard_alone(page: Page, office: FakeOffice) -> None:
    page.goto("/requests")
    page.get_by_label("Day").first.focus()
    page.keyboard.type("Thu")
    page.keyboard.press("Tab")
    page.keyboard.type("10:30")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Agree and set").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#request-r-late")).to_have_count(0)
    ((request, _, reply),) = office.replies
    assert (request, reply.step, reply.day, reply.time, reply.zone) == (
        "r-late", "set", "2026-11-05", "10:30", "show",
    )  # fmt: skip


def test_closing_without_words_is_refused_beside_the_request(page: Page, office: FakeOffice) -> None:
    page.goto("/requests")
    card = page.locator("#request-r-early")
    card.get_by_role("button", name="May start now").click()
    expect(page.locator("#request-r-early").get_by_role("alert")).to_contain_text("own words")
    page.locator("#request-r-early textarea").fill("You know it from home.")
    page.locator("#request-r-early").get_by_role("button", name="May start now").click()
    expect(page.locator("#request-r-early")).to_have_count(0)
    assert [reply.step for _, _, reply in office.replies] == ["waive"]


@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_it_stands_at_every_width_and_a_finger_hits_its_buttons(
    page: Page, artefacts: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/requests")
    page.screenshot(path=artefacts / f"requests-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    low = [
        box["height"] for button in page.locator(".request button").all() if (box := button.bounding_box())
    ]
    assert min(low) >= 44


def test_on_paper_there_is_what_was_asked_and_no_form(page: Page, artefacts: Path) -> None:
    page.goto("/requests")
    page.emulate_media(media="print")
    page.screenshot(path=artefacts / "requests-print.png", full_page=True)
    expect(page.locator(".request").first).to_be_visible()
    expect(page.locator(".request form").first).to_be_hidden()
