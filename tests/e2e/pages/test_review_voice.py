"""Words that are said: V is held, or the button; what goes out is a voice and not a text."""

import io
import wave

import pytest
from playwright.sync_api import Page, expect

from hub.service.voices import pack
from tests.e2e.pages.reviewing import piece, press
from tests.e2e.pages.waiting import until
from tests.unit.hub.web.fake_office import FakeOffice


@pytest.fixture
def review(page: Page) -> Page:
    page.context.grant_permissions(["microphone"])
    page.goto("/review")
    expect(piece(page)).to_have_attribute("data-evidence", "e-1")
    return page


def talk_for_a_second(page: Page) -> None:
    expect(page.locator("[data-talk]")).to_have_attribute("aria-pressed", "true")
    begun = page.evaluate("performance.now()")
    page.wait_for_function("begun => performance.now() > begun + 1000", arg=begun)


def test_a_not_yet_is_sent_with_what_was_said_while_v_was_held(review: Page, office: FakeOffice) -> None:
    press(review, "n")
    review.keyboard.down("v")
    talk_for_a_second(review)
    review.keyboard.up("v")
    expect(review.locator("[data-hear]")).to_contain_text("hear it")
    expect(review.locator(".answer .main")).to_contain_text("Not yet, and next")
    press(review, "Enter")
    until(review, lambda: len(office.answers) == 1)
    ((evidence, answer),) = office.answers.values()
    assert (evidence, answer.decision, answer.voice, answer.words) == ("e-1", "not_yet", "said-1", ())
    ((about, samples),) = office.spoken
    with wave.open(io.BytesIO(samples)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (16_000, 1, 2)
        assert 0.3 < sound.getnframes() / 16_000 < 3
        assert any(sound.readframes(sound.getnframes()))
    assert about == "e-1"
    packed, seconds = pack(samples)
    assert packed[:4] == b"OggS"
    assert (seconds <= 3, len(packed) < 30_000) == (True, True)


def test_by_touch_the_button_is_held_and_what_was_said_can_be_taken_back(review: Page) -> None:
    review.set_viewport_size({"width": 390, "height": 844})
    button = review.locator("[data-talk]")
    button.scroll_into_view_if_needed()
    button.dispatch_event("pointerdown")
    talk_for_a_second(review)
    button.dispatch_event("pointerup")
    expect(review.locator("[data-hear]")).to_be_visible()
    review.get_by_role("button", name="Take back what you said").click()
    expect(review.locator("[data-hear]")).to_be_hidden()
    expect(review.locator('[name="voice"]')).to_have_value("")
