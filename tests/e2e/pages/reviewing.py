"""A browser at the table of review: which piece lies there, which keys are pressed, what was sent."""

from msgspec.structs import replace
from playwright.sync_api import Locator, Page, expect

from hub.service.shapes import Answer, Chip
from tests.e2e.pages.waiting import until
from tests.unit.hub.web.fake_office import FakeOffice

BRIDGE = Chip(kind="next", text="Try a longer bridge")


def piece(page: Page) -> Locator:
    return page.locator("#desk > .piece")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def go_to(page: Page, evidence: str) -> None:
    page.goto(f"/review/{evidence}")
    expect(piece(page)).to_have_attribute("data-evidence", evidence)


def sent(page: Page, office: FakeOffice, number: int = 1) -> list[tuple[str, Answer]]:
    """What was sent, without the target: it is the first of its piece where nobody chose another."""
    until(page, lambda: len(office.answers) == number)
    return [(evidence, replace(answer, target="")) for evidence, answer in office.answers.values()]
