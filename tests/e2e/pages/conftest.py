"""A real browser before the pages of a fake office; whatever it complains about fails the test."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.unit.hub.web.fake_office import FakeOffice
from tests.unit.hub.web.serving import serving

EXPECTED = ("Failed to load resource", "net::ERR", "htmx:sse:error", "Failed to fetch")


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def address(office: FakeOffice) -> Iterator[str]:
    with serving(office) as address:
        yield address


@pytest.fixture
def context(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def stranger(context: BrowserContext) -> Iterator[Page]:
    """A page without a session; scripts that fail and rules of the browser that are broken fail the test."""
    page, complaints = context.new_page(), []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in EXPECTED):
            complaints.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def page(stranger: Page, office: FakeOffice) -> Page:
    """The same after Ms Rivera used her one-time link."""
    stranger.goto(f"/sign-in/once?token={office.one_time_sign_in()}")
    stranger.wait_for_url("**/live")
    return stranger
