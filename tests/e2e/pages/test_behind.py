"""My account, day passes and who saw what, in a real browser: by keyboard, on small screens, on paper."""

from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.unit.hub.web.fake_office import FakeOffice

PAGES = ("/account", "/substitutes", "/audit", "/help")
UNNAMED = """() => [...document.querySelectorAll("main :is(input:not([type=hidden]), select, button, a)")]
  .filter((one) => one.checkVisibility())
  .filter((one) => !(one.labels?.length || one.ariaLabel || one.textContent.trim()))
  .map((one) => one.outerHTML)"""
CONTRAST = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const low = [];
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    if (!texts.currentNode.textContent.trim() || !one.checkVisibility()) continue;
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) low.push(one.outerHTML);
  }
  return low;
}"""


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_each_page_fits_and_is_named_and_seen(page: Page, place: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(place)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate(CONTRAST) == []
    for button in page.locator("main button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= (44 if width < 560 else 36)


def test_a_password_is_changed_and_everywhere_else_one_is_signed_out(page: Page, office: FakeOffice) -> None:
    page.get_by_role("link", name="Account").click()
    expect(page.get_by_text("Safari, iPad")).to_be_visible()
    page.get_by_role("button", name="Sign out of Safari, iPad").click()
    expect(page.get_by_role("status").first).to_have_text("Signed out there.")
    page.get_by_label("Your password of now").fill("a guess")
    for label in ("The new one, 8 characters at least", "The new one again"):
        page.get_by_label(label, exact=True).fill("something longer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("That is not your password of now. Nothing was changed.")
    page.get_by_label("Your password of now").fill("warm paper")
    page.get_by_label("The new one, 8 characters at least").fill("something longer")
    page.get_by_label("The new one again").fill("something other")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not the same")
    page.get_by_label("Your password of now").fill("warm paper")
    for label in ("The new one, 8 characters at least", "The new one again"):
        page.get_by_label(label, exact=True).fill("something longer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Your password is changed.")
    assert office.password == "something longer"
    assert [line.id for line in office.signed_in] == ["here"]


def test_a_day_pass_takes_a_name_and_enter(page: Page, office: FakeOffice, tmp_path: Path) -> None:
    page.goto("/substitutes")
    page.keyboard.type("Mx Orr")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mx Orr")
    expect(page.locator(".words")).to_have_text("babab-dabud-fodis-gutih-tugad-mofan")
    expect(page.get_by_text("Mon 19 Oct 2026, 17:00")).to_be_visible()
    expect(page.get_by_role("img", name="The link that signs in once")).to_be_visible()
    assert "badge for the stations" not in page.content()
    page.pdf(path=tmp_path / "pass.pdf")
    assert (tmp_path / "pass.pdf").read_bytes().count(b"/Type /Page\n") <= 1
    page.get_by_role("link", name="Done").click()
    page.get_by_role("button", name="End the pass of Mx Orr now").click()
    expect(page.get_by_text("None at the moment.")).to_be_visible()
    assert office.open_passes == []


def test_a_day_pass_with_a_badge_shows_both_once(page: Page, office: FakeOffice) -> None:
    page.goto("/substitutes")
    page.get_by_label("What the children call her or him").fill("Mx Orr")
    page.get_by_label("With a staff badge").check()
    page.get_by_role("button", name="Make the day pass").click()
    expect(page.get_by_role("img", name="The badge")).to_be_visible()
    expect(page.locator(".pin")).to_have_text("271604")
    page.goto("/substitutes")
    assert "271604" not in page.content()
    assert "WS1." not in page.content()
    assert "babab" not in page.content()


def test_the_words_of_a_day_pass_open_the_door_once(stranger: Page, office: FakeOffice) -> None:
    office.links["babab-dabud-fodis-gutih-tugad-mofan"] = "st-2"
    stranger.goto("/sign-in")
    stranger.get_by_text("I have a day pass").click()
    stranger.get_by_label("The words on it").fill("babab-dabud-fodis-gutih-tugad-mofan")
    stranger.get_by_role("button", name="Come in").click()
    stranger.wait_for_url("**/live")
    assert office.links == {}


def test_a_family_asks_who_saw_their_child(page: Page, office: FakeOffice) -> None:
    page.goto("/account")
    page.get_by_role("link", name="Who saw what").click()
    expect(page.get_by_text("The chain holds: 6 lines, none changed, none taken out.")).to_be_visible()
    row = page.locator("tbody tr").filter(has_text="Mx Orr (day pass)")
    expect(row).to_contain_text("opened the learner\u2019s page")
    page.get_by_label("About").select_option(index=1)
    page.get_by_label("On").fill("2026-10-19")
    page.get_by_role("button", name="Show").click()
    asked = office.asked[-1]
    assert (bool(asked.learner), asked.person, asked.day) == (True, "", "2026-10-19")
    expect(page.get_by_label("On")).to_have_value("2026-10-19")


def test_a_broken_chain_is_told_plainly(page: Page, office: FakeOffice) -> None:
    office.broken = 3
    page.goto("/audit")
    expect(page.get_by_text("Line 3 is not what it was when it was written.")).to_be_visible()


def test_an_action_that_this_version_has_no_words_for_is_still_shown(page: Page, office: FakeOffice) -> None:
    first, *rest = office.audit_lines
    office.audit_lines = (msgspec.structs.replace(first, action="zone.painted_over"), *rest)
    page.goto("/audit")
    expect(page.get_by_text("zone painted over")).to_be_visible()


def test_names_can_be_hidden_on_the_list_too(page: Page) -> None:
    page.goto("/audit")
    page.get_by_role("button", name="Hide names").click()
    expect(page.locator("td .name span").first).to_be_hidden()
