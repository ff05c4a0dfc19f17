"""The main job, end to end: a printed badge, real windows, a real broker, a real browser, one piece of work."""

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from demo.founding import Premises
from tests.e2e.school import School, StationWindow, opened
from tests.waiting import until

pytestmark = pytest.mark.timed
SMALL, LARGE = (800, 480), (1280, 800)
HELLO_S, PATH_S = 1.0, 3.0
BRIDGES = "Join ideas with but, so, because or although"


class Story:
    """A school with two windows and a teacher's page, and a camera for what each step looks like."""

    def __init__(self, school: School, folder: Path, artefacts: Path, stack: ExitStack) -> None:
        self.school, self.artefacts = school, artefacts
        records = [Premises(school.premises.folder).station(place) / "join.json" for place in (0, 1)]
        self.first = stack.enter_context(StationWindow("first", folder / "first", records[0], SMALL))
        self.second = stack.enter_context(StationWindow("second", folder / "second", records[1], LARGE))
        self.badge = school.badge("amal")
        self._step = 0

    def keep(self, shown: StationWindow | Page, words: str) -> None:
        """Keep a picture of this step."""
        self._step += 1
        path = self.artefacts / f"{self._step:02} {words}.png"
        if isinstance(shown, StationWindow):
            shown.picture(path)
        else:
            shown.screenshot(path=path)

    def teacher(self, browser: Browser) -> Page:
        """Return a page at which the teacher is signed in."""
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{self.school.url}/sign-in/once?token={self.school.founded.sign_in}")
        if page.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).count():
            page.get_by_role("button", name=re.compile("sign in", re.IGNORECASE)).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Heron")
        return page


@pytest.fixture
def story(tmp_path: Path, artefacts: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        school = stack.enter_context(opened(tmp_path / "school"))
        yield Story(school, tmp_path, artefacts, stack)


def scan(
    station: StationWindow, badge: Image.Image, *, to: str, words: tuple[str, ...] = ()
) -> tuple[float, float]:
    """Hold a badge up; return the seconds until the greeting and until her own screen."""
    station.see("IdleView")
    station.hold_up(badge)
    began = time.monotonic()
    station.see("HelloView", "Amal")
    greeted = time.monotonic()
    station.see(to, *words)
    return greeted - began, time.monotonic() - began


def show_a_photo(station: StationWindow) -> None:
    """From the work screen: photo, shutter, keep, claim, hand in."""
    station.see("WorkView", "I can join ideas")
    station.taps = 0
    station.tap("Photo")
    station.see("PhotoView")
    station.hold_up_work()
    station.tap("ShutterPressed")
    station.tap("KeepPressed")
    station.see("AssessView")
    station.tap("Got it")
    station.tap("HandInPressed")
    station.see("HandedInView", "Saved here|Ms R has it")
    assert station.taps == 5


def test_the_main_job(story: Story, browser: Browser) -> None:
    page = story.teacher(browser)
    story.keep(story.first, "idle")
    enter(story, page)
    go_off_to_work(story, page)
    show_it(story)
    judge_her_piece(story, page)
    meet_the_words(story)
    assert story.school.check() == 0


def enter(story: Story, page: Page) -> None:
    """F1: no tap, greeted in a second, her path in three; the teacher sees her in the zone."""
    first = story.first
    greeted_s, path_s = scan(first, story.badge, to="PathView", words=("Keep going", "14"))
    assert greeted_s < HELLO_S
    assert path_s < PATH_S
    assert first.taps == 0
    first.see("PathView", BRIDGES[:20], "1 of 2 ways shown")
    story.keep(first, "path")
    expect(page.locator("#zone-campfire")).to_contain_text("Amal K.")
    story.keep(page, "teacher sees her in the zone")


def go_off_to_work(story: Story, page: Page) -> None:
    """F2: one tap each; the screen is free, her place is kept, the next scan lands in the same work."""
    first, campfire = story.first, page.locator("#zone-campfire")
    first.tap("KeepGoingPressed")
    first.see("WorkView", "I can join ideas")
    story.keep(first, "work")
    first.tap("OffToWorkPressed")
    assert first.taps == 2
    first.see("IdleView")
    expect(campfire).to_contain_text("Because Bridges")
    expect(campfire.get_by_title("at table")).to_be_visible()
    scan(first, story.badge, to="WorkView")


def show_it(story: Story) -> None:
    """F3: a photo in five taps, one tick, two ticks, her path says so."""
    first = story.first
    show_a_photo(first)
    story.keep(first, "saved here")
    first.see("HandedInView", "Ms R has it")
    story.keep(first, "the teacher has it")
    first.tap("OnwardPressed")
    first.see("PathView", "handed in")
    story.keep(first, "path after handing in")
    first.tap("DoorPressed")
    first.see("IdleView")


def meet_the_words(story: Story) -> None:
    """At another station the target has moved and the words wait, one tap away."""
    second = story.second
    scan(second, story.badge, to="PathView", words=("15",))
    assert BRIDGES[:20] not in "".join(second.see("PathView")["words"])
    story.keep(second, "second station, path")
    second.tap("MailPressed")
    second.see("FeedbackView", "Glow", "You made it clear", "You can do this now!")
    assert second.taps == 1
    story.keep(second, "second station, feedback")


def judge_her_piece(story: Story, page: Page) -> None:
    """The teacher opens the queue, finds her piece with its picture and judges it by keyboard."""
    page.goto(f"{story.school.url}/review")
    for _ in range(40):
        heading = page.locator("article.piece")
        if (
            "Amal" in page.locator("main").inner_text()
            and page.locator("article.piece img[src^='/media/']").count()
        ):
            break
        before = heading.get_attribute("data-evidence")
        page.keyboard.press("j")
        page.wait_for_function(
            "before => document.querySelector('article.piece')?.dataset.evidence !== before", arg=before
        )
    picture = page.locator(".sheet img").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 600
    story.keep(page, "review with its picture")
    evidence = page.locator("article.piece").get_attribute("data-evidence")
    for key in ("3", "g", "1", "Enter"):
        page.keyboard.press(key)
    page.wait_for_function(
        "before => document.querySelector('article.piece')?.dataset.evidence !== before", arg=evidence
    )
    story.keep(page, "judged")
    until(
        lambda: any(
            f["type"] == "judgement.made" and "amal" in f["learners"] for f in story.school.facts()[-30:]
        ),
        seconds=20,
        what="no judgement came into the log",
    )


def test_with_the_hub_off_between_scan_and_hand_in_nothing_is_lost_or_doubled(story: Story) -> None:
    first, badge = story.first, story.badge
    scan(first, badge, to="PathView", words=("Keep going",))
    first.tap("KeepGoingPressed")
    story.school.switch_off()
    show_a_photo(first)
    first.see("HandedInView", "Saving here for now")
    story.keep(first, "saved with the hub off")
    saved = first.status()["saved"]
    story.school.switch_on()
    first.see("HandedInView", "Ms R has it")
    story.keep(first, "double tick after the hub came back")
    assert first.status()["acknowledged"] >= saved
    pieces = [fact for fact in story.school.facts() if fact["type"] == "evidence.handed_in"]
    ours = [fact for fact in pieces if fact["station"] != "hub"]
    assert len(ours) == 1
    assert len({fact["ev"] for fact in story.school.facts()}) == len(story.school.facts())
    assert story.school.check() == 0


def test_a_station_killed_right_after_saved_here_hands_the_piece_over_when_it_is_back(story: Story) -> None:
    first, badge = story.first, story.badge
    scan(first, badge, to="PathView", words=("Keep going",))
    first.tap("KeepGoingPressed")
    story.school.switch_off()
    show_a_photo(first)
    first.kill()
    story.school.switch_on()
    first.start()
    first.see("IdleView")

    def pieces() -> list[str]:
        return [
            fact["ev"]
            for fact in story.school.facts()
            if fact["type"] == "evidence.handed_in" and fact["station"] != "hub"
        ]

    until(pieces, seconds=20, what="the piece did not reach the hub")
    until(lambda: first.status()["queue"] == 0, seconds=20)
    assert len(pieces()) == 1
    scan(first, badge, to="PathView", words=("handed in",))
