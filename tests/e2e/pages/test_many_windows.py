"""Ten windows of one browser over HTTP/1.1, which has six connections to a host: all load, all stay fresh."""

import time

import msgspec
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.pages.waiting import until
from tests.unit.hub.web.fake_office import FakeOffice

WINDOWS = 10
SEATS = 4
HIDE = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
CAVE = "#zone-z-quiet-cave"


@pytest.fixture
def windows(page: Page, context: BrowserContext) -> list[Page]:
    """Ten windows that all show the room; a browser without a screen takes each for visible."""
    others = [context.new_page() for _ in range(WINDOWS - 1)]
    for number, other in enumerate(others):
        other.goto("/stations" if number % 3 == 2 else "/live")
    return [page, *others]


def someone_does(office: FakeOffice, activity: str) -> None:
    cave = office.now.zones[0]
    people = (msgspec.structs.replace(cave.people[0], doing=activity), *cave.people[1:])
    office.set_room(zones=(msgspec.structs.replace(cave, people=people), *office.now.zones[1:]))


def watched(office: FakeOffice) -> int:
    return len(office.live._subscribers)


def rooms(windows: list[Page]) -> list[Page]:
    return [window for window in windows if window.url.endswith("/live")]


def test_ten_windows_that_are_all_seen_load_and_stay_fresh(windows: list[Page], office: FakeOffice) -> None:
    until(windows[0], lambda: watched(office) >= SEATS)
    begun = time.monotonic()
    someone_does(office, "news for all")
    for window in rooms(windows):
        expect(window.locator(CAVE)).to_contain_text("news for all", timeout=6_000)
    print(f"all {len(windows)} windows fresh after {time.monotonic() - begun:.2f} s")
    for window in windows:
        expect(window.locator("#stale")).to_be_hidden()


def test_another_page_still_loads_at_once_beside_ten_windows(
    windows: list[Page], context: BrowserContext, office: FakeOffice
) -> None:
    until(windows[0], lambda: watched(office) >= SEATS)
    one_more = context.new_page()
    begun = time.monotonic()
    one_more.goto("/learners", wait_until="load")
    took = time.monotonic() - begun
    print(f"the eleventh page loaded in {took:.2f} s")
    assert took < 5
    expect(one_more.locator(".who").first).to_be_visible()


def test_hidden_windows_let_their_stream_go_and_one_that_is_shown_again_is_fresh(
    windows: list[Page], office: FakeOffice
) -> None:
    for window in windows[1:]:
        window.evaluate(HIDE, True)
    until(windows[0], lambda: watched(office) == 1)
    someone_does(office, "while nobody looked")
    expect(windows[0].locator(CAVE)).to_contain_text("while nobody looked")
    late = rooms(windows)[-1]
    assert "while nobody looked" not in (late.locator(CAVE).text_content() or "")
    late.evaluate(HIDE, False)
    expect(late.locator(CAVE)).to_contain_text("while nobody looked", timeout=3_000)


def test_a_window_that_was_opened_behind_others_opens_no_stream(
    page: Page, context: BrowserContext, office: FakeOffice
) -> None:
    until(page, lambda: watched(office) == 1)
    behind = context.new_page()
    behind.add_init_script("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    asked: list[str] = []
    behind.on("request", lambda request: asked.append(request.url))
    behind.goto("/live", wait_until="load")
    assert not [url for url in asked if "/stream" in url]
    behind.evaluate(HIDE, False)
    until(page, lambda: watched(office) == 2)


def test_a_seat_that_is_left_goes_to_another_window(windows: list[Page], office: FakeOffice) -> None:
    until(windows[0], lambda: watched(office) >= SEATS)
    for window in windows[:SEATS]:
        window.close()
    rest = rooms(windows[SEATS:])
    until(rest[0], lambda: watched(office) >= SEATS)
    someone_does(office, "after the move")
    for window in rest:
        expect(window.locator(CAVE)).to_contain_text("after the move", timeout=6_000)
