"""What lies over the live page: the menu of a learner by keyboard, words to everybody that are refused or said."""

from playwright.sync_api import Page, expect

from tests.e2e.pages.waiting import until
from tests.unit.hub.web import heron
from tests.unit.hub.web.fake_office import FakeOffice

AMAL = heron.learner_id(0)


def test_a_learner_is_taken_aside_without_a_mouse(page: Page, office: FakeOffice) -> None:
    name = page.locator(f"#who-{AMAL}")
    menu = page.locator("#menu")
    name.press("Enter")
    expect(menu.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(name).to_be_focused()
    name.press("Enter")
    menu.get_by_role("button", name="With me").press("Enter")
    until(page, lambda: office.moved == [(AMAL, "z-quiet-cave", "with_teacher")])
    expect(menu).to_be_hidden()


def test_words_that_name_somebody_stay_typed_and_are_said_when_they_name_nobody(
    page: Page, office: FakeOffice
) -> None:
    page.get_by_role("button", name="Announce").click()
    form = page.locator("#announce")
    form.get_by_label("Words").fill("Amal, come to the circle.")
    form.get_by_role("button", name="Announce").click()
    expect(page.locator("#say")).to_contain_text("Say it without Amal.")
    expect(form.get_by_label("Words")).to_have_value("Amal, come to the circle.")
    form.get_by_label("Words").fill("Come to the circle.")
    form.get_by_role("button", name="Announce").click()
    expect(form).to_be_hidden()
    said = page.locator("#announcements")
    expect(said).to_contain_text("Come to the circle.")
    said.get_by_role("button", name="End").click()
    expect(said.locator("form")).to_have_count(0)
