"""Learners and badges in a real browser."""

from pathlib import Path

import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.unit.hub.reports.test_badges import pages
from tests.unit.hub.web import heron
from tests.unit.hub.web.fake_office import FakeOffice

AMAL = f"/learners/{heron.learner_id(0)}"


def test_a_name_in_the_room_leads_to_the_learner_strengths_first(page: Page) -> None:
    page.locator("#zone-z-quiet-cave .who").first.click()
    page.get_by_role("link", name="Her page").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Amal")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Can do")
    expect(page.locator("#strengths ~ .line")).to_have_count(2)


def test_every_number_leads_to_its_pieces(page: Page) -> None:
    page.goto(AMAL)
    page.get_by_role("link", name="1 piece · 1 kind · 1 day").first.click()
    expect(page.locator("#pieces-t-m04")).to_be_in_viewport()
    page.locator("#pieces-t-m04 a.look").first.click()
    expect(page.locator(".piece")).to_have_attribute("data-evidence", "e-2")


def test_feedback_says_what_became_of_it(page: Page) -> None:
    page.goto(AMAL)
    expect(page.locator(".feedback.glow")).to_contain_text("Clear reason Ms Rivera · “I will try it”")
    expect(page.locator(".feedback.next")).to_contain_text("not seen yet")


def test_a_badge_is_printed_in_three_clicks_and_its_code_is_the_new_key(
    page: Page, office: FakeOffice, tmp_path: Path
) -> None:
    page.goto("/badges")
    page.get_by_role("checkbox", name="Hana").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Print 1 new badge").click()
    sheet = tmp_path / download.value.suggested_filename
    download.value.save_as(sheet)
    (code,) = zxingcpp.read_barcodes(pages(sheet)[0])
    assert [code.text] == [badge.token for badge in office.printed]
    expect(page.locator("#say")).to_contain_text("each code is a key")
    assert code.text not in page.content()


def test_all_who_have_no_badge_are_chosen_at_once(page: Page, office: FakeOffice) -> None:
    page.goto("/badges")
    page.get_by_role("button", name="Choose who has none").click()
    without = sum(row.state != "active" for row in office.badge_rows)
    with page.expect_download():
        page.get_by_role("button", name=f"Print {without} new badges").click()
    assert len(office.printed) == without


def test_nobody_chosen_is_said(page: Page) -> None:
    page.goto("/badges")
    page.get_by_role("button", name="Print new badges").click()
    expect(page.locator("#say")).to_have_text("Choose whose badges to print first.")


def test_a_lost_badge_is_dead_after_a_second_look(page: Page, office: FakeOffice) -> None:
    page.goto("/badges")
    row = page.locator(".owners li").first
    row.get_by_text("Lost?").click()
    expect(row).to_contain_text("It stops working everywhere at once.")
    row.get_by_role("button", name="It is lost").click()
    expect(row).to_contain_text("lost · no. 1")
    assert office.badge_rows[0].state == "lost"


def test_a_new_badge_for_one_learner_is_one_click(page: Page, office: FakeOffice) -> None:
    page.goto(AMAL)
    with page.expect_download():
        page.get_by_role("button", name="Print a new badge").click()
    assert [badge.full for badge in office.printed] == ["Amal"]


@pytest.mark.parametrize("path", ["/learners", AMAL, "/badges", "/review", "/review/e-6", "/nowhere"])
def test_every_page_fits_each_screen(page: Page, path: str) -> None:
    page.goto(path)
    for width in (390, 820, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["/live", AMAL, "/badges", "/stations"])
def test_on_paper_there_are_no_buttons(page: Page, path: str) -> None:
    page.goto(path)
    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    expect(page.locator(".bar")).to_be_hidden()


def test_a_slip_is_corrected_where_the_decision_stands(page: Page, office: FakeOffice) -> None:
    page.goto(AMAL)
    page.get_by_text("3 decisions").click()
    page.get_by_text("Correct a slip").click()
    page.get_by_text("No decision yet").click()
    page.get_by_role("button", name="Correct it").click()
    expect(page.get_by_role("status").first).to_contain_text("Corrected.")
    assert office.corrected == [("j-2", "need_more", "")]


def test_the_tries_of_one_piece_stand_together_with_her_own_claim(page: Page) -> None:
    page.goto(AMAL)
    tries = page.locator("#pieces-t-m04 .tries .shown-piece")
    expect(tries).to_have_count(2)
    expect(tries.first).to_contain_text("try 2 · level 2 · says: got it")
    page.get_by_label("How it stood at the end of").fill("2026-10-03")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".past")).to_contain_text("As of the end of 3 Oct")
    expect(page.get_by_role("button", name="We talked")).to_have_count(0)
