"""Reviewing by keys and by touch: what is sent, what is refused, what comes next and how fast."""

import msgspec
import pytest
from playwright.sync_api import Browser, Page, Request, expect

from hub.service.shapes import Answer, Chip
from tests.e2e.pages.reviewing import BRIDGE, go_to, piece, press, sent
from tests.e2e.pages.waiting import until
from tests.unit.hub.web.fake_office import FakeOffice


@pytest.fixture
def review(page: Page) -> Page:
    page.goto("/review")
    expect(piece(page)).to_have_attribute("data-evidence", "e-1")
    return page


def test_the_common_case_is_two_keys(review: Page, office: FakeOffice) -> None:
    button = review.locator(".answer .main")
    expect(button).to_contain_text("Choose a level")
    press(review, "3")
    expect(button).to_contain_text("Mastered, and next")
    press(review, "Enter")
    expect(piece(review)).to_have_attribute("data-evidence", "e-2")
    assert sent(review, office) == [("e-1", Answer(level=3))]
    expect(review.locator("#undo")).to_contain_text("G10: mastered.")


def test_without_the_evidence_asked_for_a_level_counts_for_the_piece(
    review: Page, office: FakeOffice
) -> None:
    go_to(review, "e-4")
    press(review, "4")
    expect(review.locator(".answer .main")).to_contain_text("Counts, and next")
    press(review, "Enter")
    assert sent(review, office) == [("e-4", Answer(level=4))]


def test_not_yet_without_a_next_step_is_refused_with_a_sentence(review: Page, office: FakeOffice) -> None:
    press(review, "n", "Enter")
    expect(review.locator("#say")).to_have_text("Add a next step first: G and a number, or your own words.")
    press(review, "g", "1", "Enter")  # praise alone is no next step
    assert office.answers == {}
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")
    press(review, "g", "1", "g", "2")
    expect(review.locator(".answer .main")).to_contain_text("Not yet, and next")
    press(review, "Enter")
    assert sent(review, office) == [("e-1", Answer(decision="not_yet", words=(BRIDGE,)))]


def test_a_low_level_needs_a_word_that_helps(review: Page, office: FakeOffice) -> None:
    press(review, "1", "Enter")
    expect(review.locator("#say")).to_have_text("Add a word that helps: G and a number, or your own words.")
    press(review, "g", "1", "Enter")
    assert sent(review, office) == [("e-1", Answer(level=1, words=(Chip(kind="glow", text="Clear reason"),)))]


def test_a_next_step_may_be_written_in_own_words(review: Page, office: FakeOffice) -> None:
    press(review, "2")
    words = review.get_by_label("A next step in your own words")
    words.fill("Read it to Bao, ánh")
    words.press("Enter")
    assert sent(review, office) == [
        ("e-1", Answer(level=2, words=(Chip(kind="next", text="Read it to Bao, ánh"),)))
    ]


def test_letters_typed_into_the_own_words_are_no_keys(review: Page, office: FakeOffice) -> None:
    words = review.get_by_label("A next step in your own words")
    words.press_sequentially("kaj sez 123 n")
    expect(words).to_have_value("kaj sez 123 n")
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")
    expect(review.get_by_role("button", name="Hide names")).to_be_visible()
    assert office.answers == {}


def test_mastered_before_its_time_asks_for_one_reason(review: Page, office: FakeOffice) -> None:
    go_to(review, "e-5")
    press(review, "m", "Enter")
    expect(review.locator("#say")).to_have_text("Say why: press 1, 2, 3 or 4.")
    expect(review.get_by_text("Agreed in a talk")).to_be_in_viewport()
    press(review, "3", "Enter")
    answer = Answer(level=3, decision="mastered", reason="Agreed in a talk")
    assert sent(review, office) == [("e-5", answer)]


def test_beyond_and_need_more_have_a_key_each(review: Page, office: FakeOffice) -> None:
    press(review, "b")
    expect(review.locator(".answer .main")).to_contain_text("Beyond, and next")
    press(review, "Enter", "e")
    expect(review.locator(".answer .main")).to_contain_text("Need more, and next")
    press(review, "Enter")
    first, second = sent(review, office, 2)
    assert first == ("e-1", Answer(level=4, decision="beyond"))
    assert second == ("e-2", Answer(decision="need_more"))


def test_the_level_chosen_last_stands(review: Page, office: FakeOffice) -> None:
    press(review, "n", "2", "4", "3", "Enter")
    assert sent(review, office) == [("e-1", Answer(level=3))]


def test_an_answer_can_be_taken_back_and_is_still_chosen(review: Page, office: FakeOffice) -> None:
    press(review, "2", "g", "2", "Enter")
    sent(review, office)
    expect(review.locator("#undo")).to_be_visible()
    press(review, "z")
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")
    expect(review.locator("#say")).to_have_text("Taken back. Nothing was sent.")
    assert office.answers == {}
    assert office.undone == ["a-0"]
    expect(review.locator(".answer .main")).to_contain_text("Send, and next")


def test_one_walks_through_the_queue_without_answering(review: Page, office: FakeOffice) -> None:
    press(review, "j", "ArrowRight", "k")
    expect(piece(review)).to_have_attribute("data-evidence", "e-2")
    expect(review.locator("#place")).to_contain_text("2 of 6")
    press(review, "s")
    expect(piece(review)).to_have_attribute("data-evidence", "e-3")
    press(review, "j", "j", "j", "j", "j")
    expect(piece(review)).to_have_attribute("data-evidence", "e-2")
    assert office.answers == {}


def test_looking_is_told_to_the_office_and_prefetching_is_not(review: Page, office: FakeOffice) -> None:
    press(review, "j")
    until(review, lambda: office.started == ["e-1", "e-2"])


def test_the_next_pieces_are_there_before_they_are_asked_for(page: Page) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url.rpartition("/review/")[2])

    page.on("request", note)
    page.goto("/review")
    until(page, lambda: {f"e-{number}/piece" for number in range(2, 7)} <= set(asked))


def test_answers_arrive_in_order_however_fast_the_keys(review: Page, office: FakeOffice) -> None:
    press(review, "3", "Enter", "3", "Enter", "3", "Enter", "4", "Enter")
    assert [evidence for evidence, _ in sent(review, office, 4)] == ["e-1", "e-2", "e-3", "e-4"]


def test_a_refused_answer_brings_its_piece_back(review: Page, office: FakeOffice) -> None:
    del office.waiting["e-1"]
    press(review, "3", "Enter")
    expect(review.locator("#say")).to_contain_text("a class that is not yours")
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")


def test_without_the_hub_nothing_is_lost(review: Page, office: FakeOffice) -> None:
    until(review, lambda: review.evaluate("() => performance.getEntriesByType('resource').length > 8"))
    review.context.set_offline(True)
    press(review, "3", "Enter")
    expect(review.locator("#say")).to_have_text("The hub cannot be reached. Nothing was lost; try again.")
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")
    expect(review.locator(".answer .main")).to_contain_text("Mastered, and next")
    review.context.set_offline(False)
    press(review, "Enter")
    assert sent(review, office) == [("e-1", Answer(level=3))]


def test_a_photo_on_its_way_says_so_and_comes_by_itself(review: Page, office: FakeOffice) -> None:
    go_to(review, "e-3")
    away = review.locator(".away")
    expect(away).to_contain_text("photo waiting at Reading Porch, 40 %")
    press(review, "2")
    here = msgspec.structs.replace(office.waiting["e-3"].media[0], media="m-photo", state="here", share=1.0)
    office.waiting["e-3"] = msgspec.structs.replace(office.waiting["e-3"], media=(here,))
    expect(review.locator(".sheet img")).to_be_visible()
    expect(review.locator(".level-2 input")).to_be_checked()


def test_space_makes_the_piece_large_and_small_again(review: Page) -> None:
    go_to(review, "e-2")
    picture = review.locator(".sheet img")
    small = picture.bounding_box()
    press(review, "Space")
    expect(review.locator(".answer")).to_be_hidden()
    large = picture.bounding_box()
    assert small is not None
    assert large is not None
    assert large["width"] > small["width"] * 1.3
    press(review, "Space")
    expect(review.locator(".answer")).to_be_visible()


def test_everything_works_by_touch_on_a_telephone(review: Page, office: FakeOffice) -> None:
    review.set_viewport_size({"width": 390, "height": 844})
    review.get_by_text("some parts").click()
    review.get_by_text("Try a longer bridge").click()
    review.get_by_role("button", name="Send, and next").click()
    assert sent(review, office) == [("e-1", Answer(level=2, words=(BRIDGE,)))]
    review.get_by_role("button", name="Undo").click()
    expect(piece(review)).to_have_attribute("data-evidence", "e-1")
    review.get_by_role("button", name="skip").click()
    expect(piece(review)).to_have_attribute("data-evidence", "e-2")
    review.get_by_role("button", name="Next piece").click()
    expect(piece(review)).to_have_attribute("data-evidence", "e-3")
    assert review.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_heading_of_each_next_piece_has_the_focus(review: Page) -> None:
    press(review, "3", "Enter")
    expect(piece(review)).to_have_attribute("data-evidence", "e-2")
    expect(review.get_by_role("heading", level=1)).to_be_focused()
    expect(review.get_by_role("heading", level=1)).to_have_text("Nguyễn Thị Ánh")


def test_when_all_is_answered_the_page_is_kind_and_what_comes_in_appears(
    review: Page, office: FakeOffice
) -> None:
    last = office.waiting["e-6"]
    office.waiting = {"e-6": last}
    go_to(review, "e-6")
    press(review, "3", "Enter")
    expect(review.get_by_role("heading", level=1)).to_have_text("Nothing is waiting for you")
    office.waiting["e-9"] = msgspec.structs.replace(last, evidence="e-9")
    expect(piece(review)).to_have_attribute("data-evidence", "e-9", timeout=10_000)


def test_without_scripts_a_level_and_a_button_still_answer(
    browser: Browser, address: str, office: FakeOffice
) -> None:
    page = browser.new_page(base_url=address, java_script_enabled=False)
    page.goto(f"/sign-in/once?token={office.one_time_sign_in()}")
    page.goto("/review")
    page.get_by_text("could teach it").click()
    page.locator(".answer .main").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nguyễn Thị Ánh")
    assert list(office.answers.values()) == [("e-1", Answer(level=4, target="t-g10"))]
    page.close()
