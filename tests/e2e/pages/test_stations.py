"""Stations in a real browser: what is wrong, what now, and one touch for what a person decides."""

import msgspec
import pytest
from playwright.sync_api import Page, expect

from tests.unit.hub.web import heron_stations
from tests.unit.hub.web.fake_office import FakeOffice


@pytest.fixture
def stations(page: Page) -> Page:
    page.get_by_role("link", name="Stations").click()
    page.wait_for_url("**/stations")
    return page


def test_the_bar_says_how_many_things_wait_for_a_grown_up(page: Page) -> None:
    expect(page.locator("#waiting").get_by_role("link", name="Stations")).to_have_text("Stations 6")


def test_each_station_says_how_it_is_in_words(stations: Page) -> None:
    expect(stations.get_by_role("heading", level=1)).to_have_text("7 stations · 4 live · 1 late · 2 offline")
    porch = stations.locator("#station-reading-1")
    expect(porch).to_contain_text("offline for 2 days")
    expect(porch).to_contain_text("As it was when last heard, 17 Oct 08:42:")
    expect(porch).to_contain_text("212 records, the oldest for 2 days")
    expect(stations.locator("#station-watering-1")).to_contain_text("last heard 14 s ago")
    expect(stations.locator("#station-garden-1")).to_contain_text("not heard since the hub started")


def test_a_part_that_fails_says_since_when_and_what_now(stations: Page) -> None:
    bench = stations.locator("#station-make-1")
    expect(bench).to_contain_text("Its camera sleeps since 10:12.")
    expect(bench).to_contain_text("Look at the cable.")
    expect(stations.locator("#station-quiet-1")).to_contain_text("Its disk is full since 10:39.")


def test_what_fails_at_a_station_is_told_on_the_live_page_too(page: Page, office: FakeOffice) -> None:
    cave, *others = office.now.zones
    failing = office.posts.stations[1].failing
    office.set_room(zones=(msgspec.structs.replace(cave, failing=failing), *others))
    line = page.locator("#zone-z-quiet-cave .failing")
    expect(line).to_have_text("Its disk is full since 10:39.")
    line.get_by_role("link").click()
    page.wait_for_url("**/stations")


def test_a_fork_is_a_calm_alarm_that_goes_when_it_was_seen(stations: Page, office: FakeOffice) -> None:
    alarm = stations.locator(".alarm")
    expect(alarm).to_contain_text("Make Bench · 18 Oct 10:42")
    expect(alarm).to_contain_text("Its card was put back to an older copy, or a copy of it ran elsewhere.")
    expect(alarm).to_contain_text("Nothing is lost and nothing counts twice.")
    alarm.get_by_role("button", name="I have seen it").click()
    office.live.touch("stations")
    expect(alarm).to_have_count(0)
    assert office.seen == [heron_stations.FORK]


def test_every_number_of_a_station_leads_to_what_it_counts(stations: Page) -> None:
    stations.set_viewport_size({"width": 390, "height": 700})
    stations.get_by_role("link", name="2 records").click()
    expect(stations.locator("#aside h2")).to_be_in_viewport()
    stations.get_by_role("link", name="3 on the way").click()
    expect(stations.locator("#media h2")).to_be_in_viewport()


def test_what_was_set_aside_says_why_and_is_tried_again_with_one_touch(
    stations: Page, office: FakeOffice
) -> None:
    entries = stations.locator("#aside li")
    expect(entries.first).to_contain_text("The station is newer than this hub. Bring the hub up to date.")
    expect(entries.last).to_contain_text("It does not open with this hub’s keys.")
    entries.last.get_by_role("button", name="Try again").click()
    office.live.touch("stations")
    expect(entries).to_have_count(1)
    assert office.tried == [4]


def test_the_words_of_the_hub_are_one_touch_away(stations: Page) -> None:
    technical = stations.locator("#aside li").first.locator("details")
    expect(technical.locator("p")).to_be_hidden()
    technical.locator("summary").click()
    expect(technical).to_contain_text("Number 3, draft.split of make-1, tried 2 times")


def test_a_lost_picture_is_given_up_by_name_after_a_second_look(stations: Page, office: FakeOffice) -> None:
    lost = stations.locator("#media li").first
    expect(lost).to_contain_text("Amal · picture · Show-It Table · 10:33")
    lost.get_by_text("Give it up?").click()
    expect(lost).to_contain_text("The piece stays, without this picture.")
    lost.get_by_role("button", name="Give it up").click()
    office.live.touch("stations")
    expect(stations.locator("#media li").first).to_contain_text("Hana")
    assert [one.media for one in office.posts.media if one.state == "lost"] == []


def test_a_learner_whose_work_is_not_hers_to_see_has_no_name(stations: Page) -> None:
    expect(stations.locator("#media li").last).to_contain_text("A learner · picture")


def test_from_the_first_day_it_says_that_nothing_lies_on_a_second_device(stations: Page) -> None:
    expect(stations.locator("#safety")).to_contain_text("Everything is on one disk.")
    expect(stations.locator("#safety")).to_contain_text("[backup] second of hub.toml")
    expect(stations.locator("#safety button")).to_have_count(0)


def test_a_backup_is_begun_with_one_touch_where_there_is_somewhere_to_put_it(
    stations: Page, office: FakeOffice
) -> None:
    office.set_posts(safety=heron_stations.healthy().safety)
    expect(stations.locator("#safety")).to_contain_text("The last backup was checked 11 min ago.")
    stations.get_by_role("button", name="Back up now").click()
    office.live.touch("stations")
    expect(stations.locator("#safety")).to_contain_text("A backup is being made.")


def test_what_was_not_listened_to_is_counted_and_named(stations: Page) -> None:
    expect(stations.locator("#unheard li").first).to_have_text(
        "140 pieces of files, when too much came at once; they come again"
    )


def test_what_happens_at_a_station_is_on_the_page_without_a_touch(stations: Page, office: FakeOffice) -> None:
    healthy = {line.now.station: line for line in heron_stations.healthy().stations}
    same = tuple(healthy.get(line.now.station, line) for line in office.posts.stations)
    office.set_posts(stations=same)
    expect(stations.locator("#station-reading-1")).to_contain_text("live")


def test_a_new_station_loads_the_page_anew(stations: Page, office: FakeOffice) -> None:
    office.set_posts(stations=heron_stations.healthy().stations)
    expect(stations.get_by_role("heading", level=1)).to_have_text("8 stations · 8 live")


def test_a_room_without_stations_says_how_to_get_one(stations: Page, office: FakeOffice) -> None:
    office.set_posts(stations=())
    expect(stations.get_by_role("heading", level=2, name="No station has joined yet")).to_be_visible()
    expect(stations.locator(".nobody").get_by_role("link", name="Let a station in")).to_be_visible()


def test_somebody_who_may_only_look_gets_no_buttons(stations: Page, office: FakeOffice) -> None:
    office.set_posts(may_act=False)
    expect(stations.locator("main button")).to_have_count(0)


def test_the_whole_page_can_be_used_without_a_mouse(stations: Page, office: FakeOffice) -> None:
    seen = set()
    stations.locator("body").press("Tab")
    for _ in range(160):
        seen.add(stations.evaluate("document.activeElement?.textContent.trim()"))
        stations.keyboard.press("Tab")
    assert {"I have seen it", "Try again", "Give it up?", "2 records"} <= seen


@pytest.mark.parametrize(
    "posts", [heron_stations.page(), heron_stations.healthy(), heron_stations.troubled()]
)
def test_the_stations_fit_each_screen(stations: Page, office: FakeOffice, posts: object) -> None:
    office.posts = posts  # type: ignore[assignment]
    stations.reload()
    for width in (390, 820, 1280, 1920):
        stations.set_viewport_size({"width": width, "height": 844})
        assert stations.evaluate("() => document.documentElement.scrollWidth") <= width
        for button in stations.locator("main button:visible, main summary:visible").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= (44 if width < 560 else 36)


def test_without_colour_each_state_has_its_own_word_and_icon(stations: Page) -> None:
    looks = {
        (
            station.locator(".fresh use").get_attribute("href"),
            station.locator(".fresh").inner_text().split()[0],
        )
        for station in stations.locator(".post").all()
    }
    assert {(str(icon).rpartition("#")[2], word) for icon, word in looks} == {
        ("wifi", "live"), ("wifi", "last"), ("wifi-off", "offline"), ("wifi-off", "not"),
    }  # fmt: skip


def test_a_station_is_asked_with_one_touch_and_its_card_says_so(stations: Page, office: FakeOffice) -> None:
    card = stations.locator("#station-campfire-1")
    card.get_by_role("button", name="Which one?").click()
    office.live.touch("stations")
    expect(card).to_contain_text("Asked at 10:42 to say which one it is.")
    card.get_by_role("button", name="Let it rest").click()
    office.live.touch("stations")
    expect(card).to_contain_text("This zone rests: nobody new comes in here.")
    expect(card.get_by_role("button", name="Open again")).to_be_visible()
    assert office.commands == [("campfire-1", "identify", {}), ("campfire-1", "lock", {})]


def test_a_station_is_emptied_only_after_a_second_and_a_third_question(
    stations: Page, office: FakeOffice
) -> None:
    card = stations.locator("#station-reading-1")
    card.get_by_text("Empty it?").click()
    card.get_by_role("button", name="Empty it").click()  # the browser asks for the box
    assert office.commands == []
    card.get_by_label("Destroy everything on reading-1").check()
    expect(card).to_contain_text("Also what waits only there: 212 records")
    card.get_by_label("Also what waits only there").check()
    card.get_by_role("button", name="Empty it").click()
    office.live.touch("stations")
    expect(card).to_contain_text("to destroy all that is on it.")
    assert office.commands == [("reading-1", "wipe", {"lost": "anyway"})]
