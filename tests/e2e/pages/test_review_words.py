"""Beside the keys of review, in a real browser: two targets, sounds, the same words to several, lines of one's own."""

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from hub.service.shapes import Answer, Chip, MediaState
from tests.e2e.pages.reviewing import BRIDGE, go_to, piece, press
from tests.e2e.pages.waiting import until
from tests.unit.hub.web import heron_work
from tests.unit.hub.web.fake_office import FakeOffice


@pytest.fixture
def review(page: Page) -> Page:
    page.goto("/review")
    expect(piece(page)).to_have_attribute("data-evidence", "e-1")
    return page


def test_a_piece_for_two_targets_is_turned_to_the_other_and_answered_for_it(
    review: Page, office: FakeOffice
) -> None:
    review.get_by_role("link", name="M04").click()
    expect(review.locator(".target > b")).to_have_text("M04")
    press(review, "3", "t")
    expect(review.locator(".answer .main")).to_contain_text("Counts, and next")
    press(review, "Enter")
    until(review, lambda: bool(office.answers))
    assert list(office.answers.values()) == [("e-1", Answer(level=3, target="t-m04", talk=True))]


def test_what_can_be_heard_is_played_by_space_and_a_little_faster(review: Page, office: FakeOffice) -> None:
    office.files["m-voice"] = ("audio/wav", heron_work.second_of_silence())
    voice = MediaState(media="m-voice", mime="audio/wav", size=9, state="here", share=1.0)
    office.waiting["e-2"] = replace(office.waiting["e-2"], kind="voice", media=(voice,))
    go_to(review, "e-2")
    sound = review.locator("audio")
    press(review, "Space")
    until(review, lambda: sound.evaluate("it => it.played.length > 0 || !it.paused"))
    assert sound.evaluate("it => it.playbackRate") == 1.25
    expect(review.locator(".answer")).to_be_visible()


def test_the_same_words_go_to_several_pieces_and_can_be_taken_back(review: Page, office: FakeOffice) -> None:
    review.get_by_role("link", name="Same words to several").click()
    review.get_by_role("checkbox", name="Amal").check()
    review.get_by_role("checkbox", name="Nguyễn").check()
    review.get_by_text("Try a longer bridge").click()
    review.get_by_role("button", name="Send the words").click()
    expect(review.get_by_role("status").first).to_contain_text("Sent to 2 pieces")
    assert list(office.answers.values()) == [(f"e-{n}", Answer(words=(BRIDGE,))) for n in (1, 2)]
    review.get_by_role("button", name="Undo").click()
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")
    assert office.answers == {}


def test_the_lines_under_the_keys_are_changed_by_whoever_uses_them(review: Page, office: FakeOffice) -> None:
    review.get_by_role("link", name="My lines").click()
    review.get_by_label("The words of G2").fill("Draw your bridge")
    review.get_by_role("button", name="Keep these lines").click()
    expect(review.get_by_role("status").first).to_contain_text("Kept")
    assert office.lines[1] == Chip(kind="next", text="Draw your bridge")
